/** A static board from files: the rules of the server that need no server, the same bytes twice, and nothing of a file as markup. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PROMPT_RULE, SEEDED_RULE } from '../../../../src/benchmark/workload';
import type { Result } from '../../../../src/report/schema';
import { makeDeviceKey } from '../contract/device-key';
import { DEVICE, honestResult, ordinaryResult } from '../fixtures/honest-run';
import { challengeOf, sendingOf, textOf } from '../fixtures/sent';
import { runOperator } from '../operator/run';
import { buildBoard, type Built } from './build';

const lavapipe = readFileSync(join(import.meta.dirname, '../fixtures/lavapipe-run.json.txt')).toString();

const boardSchema = z.object({
  tables: z.array(
    z.object({
      test: z.string(),
      promptRule: z.string(),
      format: z.string(),
      rows: z.array(
        z.looseObject({ rank: z.number().nullable(), n: z.number(), median: z.number(), bounds: z.unknown() }),
      ),
    }),
  ),
});

/** Its first two repetitions ended in the same moment. */
const atOnce = ({ results: [first, ...others], ...rest }: Result): Result => {
  if (first === undefined) throw new RangeError('it has no test');
  const [one, two, ...later] = first.durations;
  if (one === undefined || two === undefined) throw new RangeError('it has no repetitions');
  return { ...rest, results: [{ ...first, durations: [one, { ...two, ended: one.ended }, ...later] }, ...others] };
};

const RTX_4090 = '{"gpu": "GeForce RTX 4090"}';

/** As somebody exported it who asked no board. */
const exported = (seed: number): Result => ordinaryResult({ ...DEVICE, seed });

/** The same by the command, which hears more of the adapter than a page does. */
const byCommand = (seed: number): Result => {
  const { adapter, environment, ...rest } = exported(seed);
  return {
    ...{ ...rest, adapter: { ...adapter, device: 'NVIDIA GeForce RTX 4090', description: 'NVIDIA: 570.86' } },
    environment: { ...environment, runtime: 'node', name: 'Node.js', version: '22.1.0', operatingSystem: 'Linux' },
  };
};

describe('a static board', () => {
  let folder: string;
  let results: string;
  let built: Built;
  const out = (name: string): string => join(folder, name);
  const put = (path: string, text: string): void => {
    mkdirSync(join(results, path, '..'), { recursive: true });
    writeFileSync(join(results, path), text);
  };
  const stateOf = (path: string) => built.files.find((file) => file.path === path)?.state;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tokamark-static-'));
    results = join(folder, 'results');
    for (let seed = 1; seed <= 5; seed += 1) {
      const challenge = challengeOf(seed);
      const ran = honestResult(challenge.formats, { ...DEVICE, seed });
      put(`devices/${seed}.json`, await textOf(sendingOf(ran, challenge, await makeDeviceKey())));
    }
    // Beside all folders, of a machine that looks the same: one voice.
    for (let seed = 31; seed <= 36; seed += 1) put(`run-${seed}.json`, JSON.stringify(byCommand(seed)));
    // Of one person: one voice.
    put('ada/first.json', JSON.stringify(exported(11)));
    put('ada/device.json', RTX_4090);
    put('ada/second/run.json', JSON.stringify(byCommand(12)));
    for (let seed = 21; seed <= 24; seed += 1) {
      put(`person-${seed}/run.json`, JSON.stringify(exported(seed)));
      put(`person-${seed}/device.json`, RTX_4090);
    }
    // Under a challenge, and then exported and not sent.
    put('grace/run.json', JSON.stringify(honestResult(challengeOf(8).formats, { ...DEVICE, seed: 8 }).result));
    put('grace/device.json', '{"gpu": "rtx-4090"}');
    put('copy.json', JSON.stringify(exported(11)));
    put('at-once.json', JSON.stringify(atOnce(byCommand(13))));
    put('lavapipe.json', lavapipe);
    put('broken.json', '{"schema":');
    put('<img src=x onerror=alert(1)>.json', '{}');
    put(
      'forged.json',
      (await textOf(sendingOf(honestResult(challengeOf(9).formats, { ...DEVICE, seed: 9 }), challengeOf(9)))).replace(
        '"mains"',
        '"battery"',
      ),
    );
    put('aliases.json', JSON.stringify({ 'our fast one': 'rtx-4090' }));
    put('.git/no.json', '{}');
    built = await buildBoard({ folder: results, out: out('one'), sendTo: 'https://example.org/new?a=1&b=2' });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('ranks what the rules let through, with one voice for each device, person, or kind of machine', () => {
    const { tables } = boardSchema.parse(JSON.parse(readFileSync(join(out('one'), 'board.json')).toString()));
    const decode = tables.filter(({ format, test }) => format === 'int4' && test === 'tg64');
    // Of ordinary runs, and of those under a challenge: other prompts are another workload.
    expect(decode).toMatchObject([
      { promptRule: PROMPT_RULE, rows: [{ rank: 1, n: 6, gpu: { id: 'rtx-4090' } }] },
      { promptRule: SEEDED_RULE, rows: [{ rank: 1, n: 6, gpu: { id: 'rtx-4090' } }] },
    ]);
    const [columns = '', ...rows] = readFileSync(join(out('one'), 'board.csv'))
      .toString()
      .trim()
      .split('\r\n');
    expect(columns).toContain('prompt_rule,rank,gpu,engine,modified,n,median');
    expect(rows).toHaveLength(tables.length);
    const page = readFileSync(join(out('one'), 'index.html')).toString();
    expect(page).toContain('int4 tg64, suite tokamark-2, prompts that everybody has');
    expect(page).toContain('int4 tg64, suite tokamark-2, prompts of a seed');
    expect(page).toContain('<td>GeForce RTX 4090</td>');
  });

  it('says of every other file why it is not ranked', () => {
    expect(built.files.map(({ path }) => path)).not.toContain('aliases.json');
    expect(built.files.map(({ path }) => path)).not.toContain('ada/device.json');
    expect(built.files.map(({ path }) => path)).not.toContain('.git/no.json');
    expect(stateOf('copy.json')).toBe('quarantined');
    expect(stateOf('person-21/run.json')).toBe('ranked');
    expect(built.files.find(({ path }) => path === 'at-once.json')).toMatchObject({
      ...{ state: 'rejected', reasons: [expect.stringContaining('ran at the same time')] },
    });
    expect(stateOf('lavapipe.json')).toBe('practice');
    expect(stateOf('broken.json')).toBe('rejected');
    expect(stateOf('forged.json')).toBe('rejected');
    expect(built.files.every(({ state, reasons }) => state === 'ranked' || reasons.length > 0)).toBe(true);
  });

  it('says what no file can show, and shows nothing of a file as markup', () => {
    const page = readFileSync(join(out('one'), 'index.html')).toString();
    expect(page).toContain('without a server beside the runs');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toMatch(/<(img|script)/);
    expect(page).toContain('href="https://example.org/new?a=1&amp;b=2"');
  });

  it('is the same, byte for byte, however often it is built', async () => {
    await buildBoard({ folder: results, out: out('two'), sendTo: 'https://example.org/new?a=1&b=2' });
    const names = readdirSync(out('one'));
    expect(readdirSync(out('two'))).toEqual(names);
    for (const name of names) {
      expect([name, readFileSync(join(out('two'), name)).equals(readFileSync(join(out('one'), name)))]).toEqual([
        name,
        true,
      ]);
    }
  });

  it('is built by a command, which can be strict, and needs no database', async () => {
    const said: string[] = [];
    const run = (...args: string[]) =>
      runOperator(
        ['build', ...args],
        {},
        { out: (text) => void said.push(text), error: (text) => void said.push(text) },
      );
    expect(await run(results, '--out', out('three'))).toBe(0);
    expect(said.join('')).toContain('path copy.json, state quarantined');
    expect(await run(results, '--out', out('three'), '--strict')).toBe(1);
    expect(await run(join(results, 'devices'), '--out', out('three'), '--strict')).toBe(0);
    expect(await run(join(folder, 'none'), '--out', out('three'))).toBe(1);
    expect(await run(results)).toBe(2);
    expect(await run(results, '--out', out('three'), '--send-to', 'javascript:alert(1)')).toBe(1);
  });
});
