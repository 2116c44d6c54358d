/** Standard output and standard error as the commands use them; tests give collectors instead. Not files (destination.ts). */
import type { Writable } from 'node:stream';

export interface OutputStream {
  /** For the progress bar, which draws on the stream itself. */
  readonly raw: Writable;
  readonly isTTY: boolean;
  /** Columns of the terminal; 80 where it is none. */
  readonly columns: number;
  /** True once the reader has gone (`tokamark ... | head`): what is written from then on is dropped, quietly. */
  readonly closed: boolean;
  write(text: string): void;
  /** Resolves when everything written so far has left the process. */
  flush(): Promise<void>;
}

export interface Streams {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

/** A reader that has gone is its own business, not a failure of this program. */
const READER_GONE = new Set(['EPIPE', 'ERR_STREAM_DESTROYED', 'EOF']);

export function outputStream(raw: Writable & { readonly isTTY?: boolean; readonly columns?: number }): OutputStream {
  let closed = false;
  raw.on('error', (error: NodeJS.ErrnoException) => {
    if (!READER_GONE.has(error.code ?? '')) throw error;
    closed = true;
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
    write: (text) => {
      write(text, () => undefined);
    },
    flush: () =>
      new Promise((resolve) => {
        write('', resolve);
      }),
  };
}
