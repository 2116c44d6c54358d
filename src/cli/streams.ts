/** Standard output and standard error as the commands use them; tests give collectors instead. Not files (destination.ts). */
import type { Writable } from 'node:stream';
import { TokamarkError } from '../foundation/errors';
import { whyNot } from './system-reasons';

export interface OutputStream {
  /** For the progress bar, which draws on the stream itself. */
  readonly raw: Writable;
  readonly isTTY: boolean;
  /** Columns of the terminal; 80 where it is none. */
  readonly columns: number;
  /** True once nothing arrives any more: what is written from then on is dropped. */
  readonly closed: boolean;
  /** Why something did not arrive, such as a full disk; null where all did, or the reader has gone (`tokamark ... | head`). */
  readonly failure: Error | null;
  write(text: string): void;
  /** Resolves when everything written so far has left the process. */
  flush(): Promise<void>;
}

export interface Streams {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

/** @throws TokamarkError `output` where standard output did not take everything */
export function assertArrived({ failure }: OutputStream): void {
  if (failure === null) return;
  throw new TokamarkError(
    {
      code: 'output',
      message: `Standard output could not be written: ${whyNot(failure)}.`,
      where: '',
      remedy:
        'Make room, or send it elsewhere, and run the same command again; a run that was kept is in `tokamark history`.',
    },
    { cause: failure },
  );
}

/** A reader that has gone is its own business, not a failure of this program. */
const READER_GONE = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'EOF']);

export function outputStream(raw: Writable & { readonly isTTY?: boolean; readonly columns?: number }): OutputStream {
  let closed = false;
  let failure: Error | null = null;
  raw.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (!READER_GONE.has(error.code ?? '')) failure ??= error;
  });
  const write = (text: string, done: () => void): void => {
    if (closed) done();
    else raw.write(text, () => done());
  };
  return {
    raw,
    isTTY: raw.isTTY === true,
    get columns() {
      // A terminal that does not know its size says 0.
      return raw.columns === undefined || raw.columns < 1 ? 80 : raw.columns;
    },
    get closed() {
      return closed;
    },
    get failure() {
      return failure;
    },
    write: (text) => {
      write(text, () => undefined);
    },
    flush: () =>
      new Promise((resolve) => {
        // An error is told after the callback of the write that met it.
        write('', () => setImmediate(resolve));
      }),
  };
}
