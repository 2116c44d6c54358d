/** Documents reach their file whole, and a file that cannot be written is refused before there is anything to write. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asTokamarkError } from '../foundation/errors';
import { checkWritable, destination, saveDocument, writeDocument } from './destination';
import { outside } from './fixtures/scripted-host';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => destination(join(folder, name));
const { streams } = outside().host;

describe('a file', () => {
  it('holds the document and leaves nothing else in its folder', async () => {
    await checkWritable(at('r.json'), '--json');
    expect(await readdir(folder)).toEqual([]);
    await writeDocument(at('r.json'), '{}\n', streams);
    expect(await readFile(join(folder, 'r.json'), 'utf8')).toBe('{}\n');
    expect(await readdir(folder)).toEqual(['r.json']);
  });

  it('is replaced where it exists', async () => {
    await writeFile(join(folder, 'r.json'), 'a long old document');
    await checkWritable(at('r.json'), '--json');
    expect(await readFile(join(folder, 'r.json'), 'utf8')).toBe('a long old document');
    await writeDocument(at('r.json'), 'new', streams);
    expect(await readFile(join(folder, 'r.json'), 'utf8')).toBe('new');
  });

  it('stays a link where it is one', async () => {
    await writeFile(join(folder, 'real.json'), 'old');
    await symlink('real.json', join(folder, 'link.json'));
    await writeDocument(at('link.json'), 'new', streams);
    expect(await readFile(join(folder, 'real.json'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['link.json', 'real.json']);
  });

  it('is never put in the place of a device', async () => {
    await checkWritable(destination('/dev/null'), '--json');
    await writeDocument(destination('/dev/null'), 'gone', streams);
    expect(await readFile('/dev/null', 'utf8')).toBe('');
  });

  it.each([
    ['in a folder that is not there', 'absent/r.json', 'its folder does not exist'],
    ['that is a folder', 'sub', 'it is a folder'],
    ['under a file', 'plain/r.json', 'a part of its path is not a folder'],
    ['with too long a name', 'x'.repeat(300), 'its name is too long'],
  ])('%s is refused with the reason', async (_what, name, reason) => {
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'plain'), '');
    await expect(checkWritable(at(name), '--json')).rejects.toMatchObject({
      code: 'option',
      where: '--json',
      message: expect.stringContaining(reason),
    });
  });
});

it('a document goes to standard output for -', async () => {
  const around = outside();
  await writeDocument(destination('-'), '{}\n', around.host.streams);
  expect(around.stdout()).toBe('{}\n');
});

it('a document that cannot be written after all is saved elsewhere, and the error says where', async () => {
  const failure: unknown = await saveDocument(at('absent/r.json'), 'measured', streams, 'r.json').catch(
    (error: unknown) => error,
  );
  const [, rescued] = /^The document is in (.*) instead\.$/.exec(asTokamarkError(failure).remedy) ?? [];
  expect(await readFile(rescued ?? '', 'utf8')).toBe('measured');
  await rm(join(rescued ?? '', '..'), { recursive: true });
});
