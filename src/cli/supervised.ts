/** The side of the process that uses the GPU, where another one stands above it (entry/supervise.ts): its standard error and its signals. */
import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { isatty, WriteStream } from 'node:tty';
import { forgetSupervision, isSupervised, STDERR_DESCRIPTOR } from './entry/supervise';
import { systemCode } from './system-reasons';

type ErrorOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface Supervised {
  readonly stderr: ErrorOutput;
  /** Milliseconds in which a second signal of one kind is the same one: the terminal's, and what was handed on. */
  readonly echo: number;
}

const ECHO_MILLISECONDS = 250;

/** Null where this process stands alone. */
export function takeSupervision(): Supervised | null {
  if (!isSupervised()) return null;
  forgetSupervision();
  // The process above was killed: nobody waits for this one any more.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  const terminal = isatty(STDERR_DESCRIPTOR);
  return { stderr: terminal ? new WriteStream(STDERR_DESCRIPTOR) : direct(), echo: ECHO_MILLISECONDS };
}

/** As Node.js writes to a file or pipe that is its standard error: at once. */
function direct(): Writable {
  return new Writable({
    decodeStrings: true,
    write: (chunk: Uint8Array, _encoding, done) => {
      try {
        for (let at = 0; at < chunk.length;) at += writeSome(chunk.subarray(at));
        done();
      } catch (thrown) {
        done(thrown instanceof Error ? thrown : new Error(String(thrown)));
      }
    },
  });
}

const waiting = new Int32Array(new SharedArrayBuffer(4));

/** A full pipe that does not block is tried again. */
function writeSome(chunk: Uint8Array): number {
  try {
    return writeSync(STDERR_DESCRIPTOR, chunk);
  } catch (thrown) {
    if (systemCode(thrown) !== 'EAGAIN') throw thrown;
    Atomics.wait(waiting, 0, 0, 5);
    return 0;
  }
}

/** Calls `handler` but for the echo of a signal. */
export function withoutEcho<T>(
  handler: (signal: T) => void,
  milliseconds: number,
  now: () => number,
): (signal: T) => void {
  const last = new Map<T, number>();
  return (signal) => {
    const before = last.get(signal) ?? -Infinity;
    if (now() - before < milliseconds) return;
    last.set(signal, now());
    handler(signal);
  };
}
