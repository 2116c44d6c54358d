/** Runs a tool of the system: once for an answer, or as a stream of lines until it is ended. */
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Answer {
  readonly stdout: string;
  /** Null where it answered; else why not: ENOENT, `timeout`, or what it said. */
  readonly problem: string | null;
}

const MOST_ANSWER = 1_000_000;

/** What a tool says once. */
export function ask(tool: string, args: readonly string[], milliseconds: number): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(
      tool,
      [...args],
      { timeout: milliseconds, maxBuffer: MOST_ANSWER, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        if (error === null) return resolve({ stdout, problem: null });
        if (error.killed === true) return resolve({ stdout, problem: 'timeout' });
        const said = firstLine(`${stderr}\n${stdout}`);
        resolve({
          stdout,
          problem: error.code === 'ENOENT' || said === '' ? String(error.code ?? error.message) : said,
        });
      },
    );
  });
}

export interface Stream {
  /** Ends the tool; resolves when it has ended. */
  stop(): Promise<void>;
}

export interface Listener {
  readonly onLine: (line: string) => void;
  /** It ended by itself, and why. */
  readonly onEnd: (why: string) => void;
}

/** Milliseconds after which a tool that does not end when it is asked to is killed. */
const PATIENCE = 1000;

export function stream(tool: string, args: readonly string[], { onLine, onEnd }: Listener): Stream {
  const child = spawn(tool, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let asked = false;
  const ended = new Promise<void>((resolve) => {
    const end = (why: string): void => {
      if (!asked) onEnd(why);
      asked = true;
      resolve();
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => {
      const how = signal === null ? `exit code ${String(code)}` : signal;
      end(said === '' ? how : `${how}: ${firstLine(said)}`);
    });
  });
  createInterface({ input: child.stdout }).on('line', onLine);
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    if (said.length < MOST_ANSWER) said += piece;
  });
  return {
    stop: async () => {
      asked = true;
      child.kill();
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(timer);
    },
  };
}

const firstLine = (said: string): string => said.trim().split('\n')[0]?.trim().slice(0, 200) ?? '';
