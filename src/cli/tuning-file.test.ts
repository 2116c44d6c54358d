/** The tuner's files: whole or not at all, one a device, and no error where the folder cannot be written. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TuningMemory } from '../tuning/memory';
import { tuningFiles } from './tuning-file';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-tuning-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a folder of tuning files', () => {
  it('gives back what was written, under its own key', async () => {
    const store = tuningFiles(join(folder, 'made', 'when', 'needed'));
    await store.write('one', { a: 1 });
    await store.write('two', [2]);
    expect([await store.read('one'), await store.read('two'), await store.read('three')]).toEqual([
      { a: 1 },
      [2],
      undefined,
    ]);
  });

  it('leaves one file a key and nothing beside it', async () => {
    const store = tuningFiles(folder);
    await store.write('one', 1);
    await store.write('one', 2);
    expect(await readdir(folder)).toHaveLength(1);
    await store.write('one', null);
    expect(await readdir(folder)).toEqual([]);
    await store.write('one', null);
  });

  it.each(['', '{"key":"one","val', '[]', '{"key":"another","value":{}}'])(
    'gives nothing to trust from %j',
    async (text) => {
      const store = tuningFiles(folder);
      await store.write('one', 1);
      const [name = ''] = await readdir(folder);
      await writeFile(join(folder, name), text);
      const problems: string[] = [];
      const memory = new TuningMemory(store, 'one', ({ message }) => problems.push(message));
      await memory.load();
      expect(problems).toHaveLength(1);
      await memory.begin({ site: 'a', candidate: 'b' });
      expect(await readFile(join(folder, name), 'utf8')).toContain('"running":{"site":"a","candidate":"b"}');
    },
  );

  it('that cannot be made is a warning and not an error', async () => {
    await writeFile(join(folder, 'file'), '');
    const problems: string[] = [];
    const store = tuningFiles(join(folder, 'file', 'folder'));
    const memory = new TuningMemory(store, 'one', ({ message }) => problems.push(message));
    await memory.load();
    await memory.begin({ site: 'a', candidate: 'b' });
    await memory.clear();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^What is tuned cannot be (read|kept): .*tuning-/);
  });
});
