/** A file on disk behaves as the Blob of its bytes would. */
import {
  ftruncateSync,
  openSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
  mkdtempSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openFileBlob } from './file-blob';

const folder = mkdtempSync(join(tmpdir(), 'tokamark-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array<ArrayBuffer>): Blob {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return openFileBlob(path);
}

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => (index * 37) % 251);

describe('a file as a Blob', () => {
  const blob = file('bytes', bytes);
  const reference = new Blob([bytes]);

  it('slices as a Blob in memory does, slices of slices included', async () => {
    const offset = fc.option(fc.integer({ min: -1100, max: 1100 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(offset, offset, offset, offset, async (a, b, c, d) => {
        const [mine, theirs] = [blob.slice(a, b).slice(c, d), reference.slice(a, b).slice(c, d)];
        expect(mine.size).toBe(theirs.size);
        expect(new Uint8Array(await mine.arrayBuffer())).toEqual(new Uint8Array(await theirs.arrayBuffer()));
      }),
    );
  });

  it('gives its text and streams its bytes', async () => {
    const text = file('text', new TextEncoder().encode('Märchen 🐉'));
    expect(await text.text()).toBe('Märchen 🐉');
    expect(new Uint8Array(await new Response(blob.stream()).arrayBuffer())).toEqual(bytes);
  });

  it('is empty where the file is', async () => {
    const empty = file('empty', new Uint8Array());
    expect(empty.size).toBe(0);
    expect(await empty.text()).toBe('');
  });

  it('knows sizes and offsets above 4 GiB', async () => {
    const path = join(folder, 'large');
    const handle = openSync(path, 'w');
    // Sparse: takes no room on the disk.
    ftruncateSync(handle, 5 * 2 ** 30);
    writeSync(handle, 'far', 4.5 * 2 ** 30);
    closeSync(handle);
    const large = openFileBlob(path);
    expect(large.size).toBe(5 * 2 ** 30);
    expect(await large.slice(4.5 * 2 ** 30, 4.5 * 2 ** 30 + 3).text()).toBe('far');
  });

  it('says that a file which became shorter cannot be read', async () => {
    const shrinking = file('shrinking', bytes);
    truncateSync(join(folder, 'shrinking'), 10);
    await expect(shrinking.arrayBuffer()).rejects.toThrow('changed while it was read');
  });
});
