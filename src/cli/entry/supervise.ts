/**
 * The process above the one that uses the GPU. The child has this one's standard input, output and, as descriptor 3, its standard
 * error, a terminal included; its descriptor 2 comes here, is rid of Dawn's noise and goes on. Signals are handed on, and what
 * the child ends with is what this one ends with.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { EXIT } from '../exit-codes';
import { withoutNoise } from './native-noise';

/** Tells the child what it is; it removes it, so that its own children do not take themselves for one. */
const MARK = 'TOKAMARK_SUPERVISED';
/** Where the child finds the standard error of this process. */
export const STDERR_DESCRIPTOR = 3;

export const isSupervised = (): boolean => process.env[MARK] === '1';

export function forgetSupervision(): void {
  Reflect.deleteProperty(process.env, MARK);
}

const HANDED_ON = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Those with which a person or a system ends a program; any other is a crash. */
const WANTED: readonly string[] = [...HANDED_ON, 'SIGQUIT'];

/** False where no child could be started: then the command runs here. Ends this process with the child. */
export function supervise(args: readonly string[]): boolean {
  const [program = ''] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, program, ...args], {
    // The channel tells the child when this process is no more.
    stdio: [0, 1, 'pipe', 2, 'ipc'],
    env: { ...process.env, [MARK]: '1' },
  });
  if (child.pid === undefined) {
    child.on('error', () => undefined);
    return false;
  }
  const handOn = HANDED_ON.map((signal) => ({ signal, listener: () => void child.kill(signal) }));
  for (const { signal, listener } of handOn) process.on(signal, listener);
  passOn(child);
  child.on('close', (code, signal) => {
    for (const each of handOn) process.off(each.signal, each.listener);
    if (signal === null) process.exit(code ?? EXIT.failed);
    if (WANTED.includes(signal)) process.kill(process.pid, signal);
    else {
      process.stderr.write(crashText(signal));
      process.exit(EXIT.failed);
    }
  });
  return true;
}

function passOn({ stderr }: ChildProcess): void {
  const filter = process.env['TOKAMARK_DEBUG'] === '1' ? null : withoutNoise();
  // Whoever read standard error may have gone.
  process.stderr.on('error', () => undefined);
  const write = (text: string): void => {
    if (text !== '') process.stderr.write(text);
  };
  stderr?.setEncoding('utf8');
  stderr?.on('data', (text: string) => write(filter === null ? text : filter.push(text)));
  stderr?.on('end', () => write(filter?.end() ?? ''));
}

function crashText(signal: string): string {
  const why =
    signal === 'SIGKILL'
      ? 'the system may have run out of memory'
      : 'the driver of the GPU or Dawn crashed in native code';
  return `tokamark: The process that used the GPU was ended by ${signal}: ${why}.
  The next tokamark run says where its figures are. Update the driver, or choose another adapter (tokamark adapters).
`;
}
