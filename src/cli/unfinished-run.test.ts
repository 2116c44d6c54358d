/** What a run leaves that was broken off, what the next start says of it, and what is damaged. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { result } from '../../test/fixtures/result';
import { toJson } from '../report/json';
import { unfinishedFiles } from './unfinished-run';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

const dead = () => false;
const alive = () => true;
const text = toJson(result({ status: 'cancelled' }));

describe('a run that goes on', () => {
  it('leaves nothing when it has ended, whatever was still to be written', async () => {
    const runs = unfinishedFiles(join(folder, 'data'), 7, dead);
    void runs.keep('{}');
    void runs.keep(text);
    await runs.done();
    expect(await readdir(join(folder, 'data'))).toEqual([]);
  });

  it('is never taken for an unfinished one by another process', async () => {
    await unfinishedFiles(folder, 7, alive).keep(text);
    expect(await unfinishedFiles(folder, 8, alive).found()).toEqual([]);
    expect(await readdir(folder)).toEqual(['unfinished-7.json']);
  });

  it('goes on where its folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(unfinishedFiles(join(folder, 'file'), 7, dead).keep(text)).resolves.toBeUndefined();
  });
});

describe('a run that was broken off', () => {
  it('is said once at the next start, and kept whole', async () => {
    await unfinishedFiles(folder, 7, dead).keep(text);
    const next = unfinishedFiles(folder, 8, dead);
    const kept = join(folder, 'interrupted-2026-11-22T120000.json');
    expect(await next.found()).toEqual([
      `the run of 2026-11-22T12:00:00.000Z did not finish; what had been measured is in ${kept}`,
    ]);
    expect(await readFile(kept, 'utf8')).toBe(text);
    expect(await next.found()).toEqual([]);
  });

  it('is kept aside and said where it cannot be read', async () => {
    await writeFile(join(folder, 'unfinished-7.json'), text.slice(0, 500));
    const [line] = await unfinishedFiles(folder, 8, dead).found();
    expect(line).toMatch(/cannot be read; it is kept in .*damaged-\d+\.json$/);
    const [name = ''] = await readdir(folder);
    expect(await readFile(join(folder, name), 'utf8')).toBe(text.slice(0, 500));
  });
});
