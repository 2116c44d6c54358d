/** The board's server in a process of its own, to be asked, watched, killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../server/board/src/config';

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Seconds from its start until it answered. */
  readonly startedIn: number;
  isAlive(): boolean;
  /** At once and without a word, as a power switch would end it. */
  kill(): Promise<void>;
  /** As an operator ends it. */
  stop(): Promise<void>;
  /** Bytes that it holds at the moment, and has held at most; null where the system does not say. */
  memory(): { readonly now: number; readonly most: number } | null;
}

/** `real` is the product's program; `stub` checks no proof. */
export type ServerKind = 'real' | 'stub';

const ROOT = join(import.meta.dirname, '../..');
const PROGRAMS: Readonly<Record<ServerKind, (config: Config['database']) => readonly string[]>> = {
  real: () => [join(ROOT, 'dist/board/main.mjs')],
  stub: (config) => [join(import.meta.dirname, 'child.mjs'), 'stub-server.ts', JSON.stringify(config)],
};

export async function startBoard(kind: ServerKind, config: Config['database']): Promise<ServerProcess> {
  if (!existsSync(join(ROOT, 'dist/board/main.mjs'))) throw new Error('Nothing is built: npm run build first.');
  const began = performance.now();
  const where = config.kind === 'pglite' ? { BOARD_FOLDER: config.folder } : { DATABASE_URL: config.url };
  const child = spawn(process.execPath, [...PROGRAMS[kind](config)], {
    env: { ...process.env, ...where, PORT: '0', LOG_LEVEL: 'error', TRUST_PROXY: '1', RATE_LIMITS: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  const hear = (chunk: Buffer): void => void (words = (words + chunk.toString()).slice(-20_000));
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const end = (): boolean => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const url = await address(child, () => words);
  const ended = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  return {
    ...{ url, pid: child.pid ?? 0, startedIn: (performance.now() - began) / 1000 },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    kill: () => ended('SIGKILL'),
    stop: () => ended('SIGTERM'),
    memory: () => memoryOf(child.pid ?? 0),
  };
}

/** It says its address once it answers. */
function address(child: ChildProcess, words: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', () => {
      const found = /^http:\/\/\S+/m.exec(words())?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it answered: ${words()}`)));
  });
}

function memoryOf(pid: number): { now: number; most: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`).toString();
    const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]);
    return { now: 1024 * kilobytes('VmRSS'), most: 1024 * kilobytes('VmHWM') };
  } catch {
    return null;
  }
}
