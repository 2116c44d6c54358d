/** The kept runs of the command, in a real folder; and the commands that list, show, delete and compare them. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entry, figure } from '../../../test/fixtures/result';
import { trueResult } from '../../../test/fixtures/true-ids';
import { parseResult, toJson } from '../../report/json';
import { tokamark } from '../fixtures/scripted-host';
import { historyFolder } from './history-folder';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const own = () => historyFolder(join(folder, 'history'));
const command = (...args: string[]) => tokamark(args, { change: { history: own() } });
const early = trueResult({ startedAt: '2026-11-22T12:00:00.000Z' });
const late = trueResult({ startedAt: '2026-11-23T12:00:00.000Z' });

describe('a run', () => {
  it('is kept when it has ended, unless that is not wanted', async () => {
    expect((await command('run')).stderr).toMatch(
      /kept as (2026-11-22T120000-[0-9a-f]{8}); .*link to repeat it: tokamark history show \1/,
    );
    await command('run', '--no-history');
    expect(await own().list(() => undefined)).toHaveLength(1);
  });

  it('ends well where it cannot be kept', async () => {
    await writeFile(join(folder, 'history'), '');
    const { code, stderr } = await command('run');
    expect(code).toBe(0);
    expect(stderr).toContain('could not be kept in the history');
  });
});

describe('the kept runs', () => {
  it('are listed from the oldest on, shown whole, and deleted one by one or all', async () => {
    const second = await own().keep(late);
    const first = await own().keep(early);
    const { stdout } = await command('history');
    expect(stdout.indexOf(first)).toBeLessThan(stdout.indexOf(second));
    expect(stdout).toContain('FP16 tg64 100.0 ± 2.0 (within one run)');
    expect(parseResult((await command('history', 'show', first.slice(0, 12), '--json', '-')).stdout)).toEqual(early);
    expect((await command('history', 'delete', first)).code).toBe(0);
    expect((await own().list(() => undefined)).map(({ id }) => id)).toEqual([second]);
    await command('history', 'delete', 'all');
    expect((await command('history')).stdout).toBe('No run is kept yet.\n');
  });

  it('say of an id that is none, or not enough, that it is so', async () => {
    await own().keep(early);
    await own().keep(late);
    expect((await command('history', 'show', '2025')).stderr).toContain('No kept run has the id');
    expect((await command('history', 'show', '2026')).stderr).toContain('2 kept runs begin with');
    expect((await command('history', 'show')).code).toBe(2);
    expect((await command('history', 'burn')).stderr).toContain('there are list, show, delete');
  });

  it('that are damaged are moved aside and said, and the others are still there', async () => {
    const good = await own().keep(early);
    const text = toJson(late).slice(0, 300);
    const bad = '2026-11-23T120000-0123abcd';
    await writeFile(join(folder, 'history', `${bad}.json`), text);
    const { code, stdout, stderr } = await command('history');
    expect(code).toBe(0);
    expect(stdout).toContain(good);
    expect(stderr).toContain(`the kept run ${bad} cannot be read`);
    expect(await readFile(join(folder, 'history', 'damaged', `${bad}.json`), 'utf8')).toBe(text);
    expect((await command('history')).stderr).toBe('');
  });

  it('leave files alone that are not theirs', async () => {
    await mkdir(join(folder, 'history'));
    await writeFile(join(folder, 'history', 'notes.json'), 'mine');
    expect((await command('history')).stderr).toBe('');
    expect(await readdir(join(folder, 'history'))).toEqual(['notes.json']);
  });
});

describe('three kept runs of one device', () => {
  const rates = [100, 90, 110];
  const three = () =>
    Promise.all(
      rates.map((rate, hour) => {
        const results = [entry({ format: 'fp16', phase: 'decode', tokensPerSecond: figure(rate) })];
        return own().keep(trueResult({ startedAt: `2026-11-24T1${hour}:00:00.000Z`, results }));
      }),
    );

  it('widen what the list, a shown run and a new run say of their intervals, and keep what each run measured', async () => {
    const [first = ''] = await three();
    expect((await command('history')).stdout).toMatch(/FP16 tg64 100 \(70 to 150\) \(between 3 runs\)/);
    const shown = parseResult((await command('history', 'show', first, '--json', '-')).stdout);
    expect(shown.betweenRuns).toMatchObject({ runs: 3, sessions: 3, confirmed: true });
    expect(shown.results[0]?.tokensPerSecond?.low).toBe(98);
    expect((await command('history', 'show', first)).stdout).toContain('The device is confirmed');
    expect((await own().find(first, () => undefined)).result.betweenRuns).toBeUndefined();
  });

  it('are a tie against each other where one run of each is not, and JSON has both', async () => {
    const [first = '', second = ''] = await three();
    const { stdout } = await command('compare', first, second);
    expect(stdout).toMatch(/a tie +\| between 3 runs/);
    const json: unknown = JSON.parse((await command('compare', first, second, '--json', '-')).stdout);
    expect(json).toMatchObject({ workloads: [{ verdict: 'slower', between: { verdict: 'tie', a: { runs: 3 } } }] });
    const file = join(folder, 'of-somebody.json');
    await writeFile(file, toJson(trueResult({ startedAt: '2026-11-25T10:00:00.000Z' })));
    expect((await command('compare', first, file)).stdout).toContain('within one run');
  });
});

describe('runs with the name of their machine', () => {
  it('are kept with it and compared by it, with files of another browser, and no document has it', async () => {
    const { code, stderr } = await command('run', '--machine', ' desk 7 ', '--json', join(folder, 'own.json'));
    expect([code, stderr]).toEqual([0, expect.stringContaining('kept as')]);
    expect((await own().list(() => undefined)).map(({ result }) => result.machine)).toEqual(['desk 7']);
    expect(await readFile(join(folder, 'own.json'), 'utf8')).not.toContain('desk 7');
    expect((await command('history')).stdout).toContain('desk 7');
    expect((await command('history', '--json', '-')).stdout).not.toContain('desk 7');
    const firefox = { ...trueResult().environment, name: 'Firefox', version: '150', dawn: null };
    await writeFile(
      join(folder, 'firefox.json'),
      toJson(trueResult({ startedAt: '2026-11-25T10:00:00.000Z', environment: firefox })),
    );
    // Later than the run above: the latest of each browser is shown.
    await own().keep({ ...late, machine: 'desk 7' });
    const { stdout } = await command('compare', '--machine', 'desk 7', join(folder, 'firefox.json'));
    expect(stdout).toContain('# Runs of desk 7');
    expect(stdout).toMatch(/Firefox 150 +\| .* × \(.*\) +\| Node\.js .*: /);
    const unknown = await command('compare', '--machine', 'attic');
    expect(unknown.code).not.toBe(0);
    expect(unknown.stderr).toContain('there are desk 7');
    expect((await command('run', '--machine', ' ')).stderr).toContain('1 to 60 letters');
  });
});

describe('compare and spread', () => {
  it('take files and ids alike', async () => {
    const id = await own().keep(early);
    const file = join(folder, 'other.json');
    await writeFile(file, toJson(late));
    const { code, stdout } = await command('compare', id, file);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\| 100\.0 ± 2\.0 \| 100\.0 ± 2\.0 \| 1\.000 × \(.*\) \| a tie/);
    expect((await command('spread', id, file, file)).stdout).toContain('# What changes between runs');
    const json: unknown = JSON.parse((await command('compare', id, file, '--json', '-')).stdout);
    expect(json).toMatchObject({ workloads: expect.any(Array), unmatched: [] });
  });

  it('keep nothing of what they read', async () => {
    const file = join(folder, 'other.json');
    await writeFile(file, toJson(late));
    await command('compare', file, file);
    expect(await own().list(() => undefined)).toEqual([]);
  });

  it('refuse a bad file by its name and field, and one that is too large before it is read', async () => {
    const file = join(folder, 'bad.json');
    await writeFile(file, toJson(late).replace('"elapsedSeconds": 42.5', '"elapsedSeconds": -1'));
    const { code, stderr } = await command('compare', file, file);
    expect(code).toBe(1);
    expect(stderr).toContain('bad.json');
    expect(stderr).toContain('elapsedSeconds');
    await writeFile(file, Buffer.alloc(100e6, 32));
    expect((await command('compare', file, file)).stderr).toContain('100 MB; a result has at most 20 MB');
    expect((await command('compare', join(folder, 'absent.json'), file)).stderr).toContain('cannot be read');
  });

  it('need two runs', async () => {
    expect((await command('spread', 'a')).code).toBe(2);
  });
});
