/**
 * A file on disk as a Blob that reads only what is asked for, as a File does in a page. Not fs.openAsBlob: under Node 20 that
 * takes a file's size modulo 4 GiB, and cannot be handed to another thread either.
 */
import { fstatSync, openSync, read } from 'node:fs';
import { promisify } from 'node:util';

const readAt = promisify(read);

const STREAM_BYTES = 1024 * 1024;

/** The file stays open until the process ends: a Blob has no moment at which nobody can read it any more. */
export function openFileBlob(path: string): Blob {
  const file = openSync(path, 'r');
  return new FileBlob(file, 0, fstatSync(file).size);
}

class FileBlob extends Blob {
  constructor(
    private readonly file: number,
    private readonly begin: number,
    private readonly end: number,
  ) {
    super([]);
  }

  override get size(): number {
    return this.end - this.begin;
  }

  override slice(start = 0, end = this.size): Blob {
    const from = this.position(start);
    return new FileBlob(this.file, from, Math.max(from, this.position(end)));
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(this.size);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await readAt(this.file, bytes, filled, bytes.length - filled, this.begin + filled);
      // The file has become shorter since its size was taken.
      if (bytesRead === 0) throw new DOMException('The file changed while it was read.', 'NotReadableError');
      filled += bytesRead;
    }
    return bytes;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = 0;
    return new ReadableStream({
      pull: async (controller) => {
        if (at >= this.size) {
          controller.close();
          return;
        }
        const end = Math.min(at + STREAM_BYTES, this.size);
        controller.enqueue(new Uint8Array(await this.slice(at, end).arrayBuffer()));
        at = end;
      },
    });
  }

  /** As Blob.slice takes them: negative counts from the end, and nothing lies outside. */
  private position(offset: number): number {
    const fromStart = offset < 0 ? this.size + offset : offset;
    return this.begin + Math.min(this.size, Math.max(0, fromStart));
  }
}
