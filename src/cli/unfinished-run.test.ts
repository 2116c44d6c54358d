/** What a run leaves that was broken off, what the next start says of it, and what is damaged. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { result } from '../../test/fixtures/result';
import { parseResult, toJson } from '../report/json';
import type { Result } from '../report/schema';
import { unfinishedFiles } from './unfinished-run';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

const dead = () => false;
const alive = () => true;
const failure = { code: 'unfinished', step: 'Tune', message: '', where: '', remedy: '' } as const;
const text = toJson(result({ status: 'failed', failure, elapsedSeconds: 12 }));
const history: Result[] = [];
const keep = (one: Result) => Promise.resolve(`id${history.push(one)}`);
const refuse = () => Promise.reject(new Error('no room'));

describe('a run that goes on', () => {
  it('leaves nothing when it has ended, whatever was still to be written', async () => {
    const runs = unfinishedFiles(join(folder, 'data'), keep, 7, dead);
    void runs.keep('{}');
    void runs.keep(text);
    await runs.done();
    expect(await readdir(join(folder, 'data'))).toEqual([]);
  });

  it('is never taken for an unfinished one by another process', async () => {
    await unfinishedFiles(folder, keep, 7, alive).keep(text);
    expect(await unfinishedFiles(folder, keep, 8, alive).found()).toEqual([]);
    expect(await readdir(folder)).toEqual(['unfinished-7.json']);
  });

  it('goes on where its folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(unfinishedFiles(join(folder, 'file'), keep, 7, dead).keep(text)).resolves.toBeUndefined();
  });
});

describe('a run that was broken off', () => {
  it('is said once at the next start, and is in the history with what it had measured and where it stopped', async () => {
    await unfinishedFiles(folder, keep, 7, dead).keep(text);
    const next = unfinishedFiles(folder, keep, 8, dead);
    expect(await next.found()).toEqual([
      'the run of 2026-11-22T12:00:00.000Z did not finish: it stopped after 12.0 s, in the step “Tune”; its figures: tokamark history show id1',
    ]);
    expect(history).toEqual([parseResult(text)]);
    expect(await readdir(folder)).toEqual([]);
    expect(await next.found()).toEqual([]);
  });

  it('is found also by a process of the same number, as in a container', async () => {
    await unfinishedFiles(folder, keep, 7, alive).keep(text);
    expect(await unfinishedFiles(folder, keep, 7, alive).found()).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('stays where it is while the history cannot be written', async () => {
    await unfinishedFiles(folder, refuse, 7, dead).keep(text);
    const [line] = await unfinishedFiles(folder, refuse, 8, dead).found();
    expect(line).toContain(`its figures stay in ${join(folder, 'unfinished-7.json')}`);
    expect(await readFile(join(folder, 'unfinished-7.json'), 'utf8')).toBe(text);
  });

  it('is found as the version before this one left it', async () => {
    const left = await readFile(join(import.meta.dirname, '../../test/fixtures/documents/unfinished-2.json.txt'));
    await writeFile(join(folder, 'unfinished-7.json'), left);
    const [line] = await unfinishedFiles(folder, keep, 8, dead).found();
    expect(line).toMatch(/^the run of 2026-\S+ did not finish: it stopped after [\d.]+ s; its figures: tokamark/);
    expect(history.at(-1)?.results.map(({ test }) => test)).toEqual(['tg8', 'pp16', 'tg8', 'pp16']);
  });

  it('is kept aside and said where it cannot be read', async () => {
    await writeFile(join(folder, 'unfinished-7.json'), text.slice(0, 500));
    const [line] = await unfinishedFiles(folder, keep, 8, dead).found();
    expect(line).toMatch(/cannot be read; it is kept in .*damaged-\d+\.json$/);
    const [name = ''] = await readdir(folder);
    expect(await readFile(join(folder, name), 'utf8')).toBe(text.slice(0, 500));
  });
});
