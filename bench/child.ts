/**
 * An engine in a process of its own, spoken to over Node's message channel: native libraries write to standard output as they
 * like. It dies with its process only; the next engine is not touched.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { engineOver, replySchema, type PeerEngine, type Reply, type Request } from './protocol';

export interface OpenEngine {
  readonly engine: PeerEngine;
  /** False once its process or page is gone. */
  readonly alive: () => boolean;
  readonly close: () => Promise<void>;
}

/** Longer than any warm-up or repetition: it is there to end what hangs. */
const LIMIT_MILLISECONDS = 10 * 60_000;

/** Beside the bundle of the orchestrator. */
const PROGRAM = fileURLToPath(new URL('./engine.js', import.meta.url));

/** @param program of another build than this one */
export function openChild(
  name: string,
  environment: Readonly<Record<string, string>>,
  program: string = PROGRAM,
): OpenEngine & { readonly pid: number } {
  const child = spawn(process.execPath, [program, name], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const lastWords = new LastWords(child);
  const alive = (): boolean => child.exitCode === null && child.signalCode === null && child.connected;
  const exchange = (request: Request): Promise<Reply> => {
    if (!alive()) return Promise.reject(new Error(lastWords.epitaph()));
    return new Promise<Reply>((resolve, reject) => {
      const done = (finish: () => void): void => {
        clearTimeout(timer);
        child.off('message', onMessage);
        child.off('exit', onExit);
        finish();
      };
      const onMessage = (message: unknown): void => {
        const reply = replySchema.safeParse(message);
        done(() => (reply.success ? resolve(reply.data) : reject(reply.error)));
      };
      // Its last lines arrive a moment after its end.
      const onExit = (): void => {
        setTimeout(() => done(() => reject(new Error(lastWords.epitaph()))), 50);
      };
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        done(() => reject(new Error(`no answer within ${LIMIT_MILLISECONDS / 60_000} minutes`)));
      }, LIMIT_MILLISECONDS);
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.send(request);
    });
  };
  const close = async (): Promise<void> => {
    if (!alive()) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // Native destructors of a peer may crash or hang; nothing of it is needed any more.
    child.kill('SIGKILL');
    await ended;
  };
  return { engine: engineOver(exchange), pid: child.pid ?? 0, alive, close };
}

/** The end of what a process wrote to standard error: the reason of its death. */
class LastWords {
  private text = '';

  constructor(private readonly child: ChildProcess) {
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      this.text = (this.text + chunk).slice(-2000);
    });
  }

  epitaph(): string {
    const how = this.child.signalCode ?? `exit code ${this.child.exitCode ?? 'unknown'}`;
    const lines = this.text.trim().split('\n');
    const said = lines.findLast((line) => !line.startsWith('Warning:')) ?? '';
    return `its process ended (${how})${said === '' ? '' : `: ${said}`}`;
  }
}
