/** An engine that is not ours takes its turns in a run: policy, guards, statistics, result and Markdown are those of our own. */
import { describe, expect, it } from 'vitest';
import type { Contestant, LoadedContestant, Loading } from '../../src/benchmark/contestant';
import { TokamarkError } from '../../src/foundation/errors';
import type { Test } from '../../src/benchmark/workload';
import { bytes, seconds } from '../../src/foundation/units';
import { testsAt } from '../../src/benchmark/suite/suite';
import { identityOf } from '../../src/benchmark/whose';
import { RECIPES, type AnyRecipe } from '../../src/kernels/recipe';
import { toCsv } from '../../src/report/csv';
import { importResult } from '../../src/report/import/import-result';
import { toJson } from '../../src/report/json';
import { toMarkdown } from '../../src/report/markdown';
import type { ResultEntry } from '../../src/report/schema';
import { engineOn, names, runOn } from '../fixtures/engine';

/** A recipe as another engine has it: the embedding in four bits too. */
const RECIPE = { ...RECIPES.int4, weights: { ...RECIPES.int4.weights, embedding: 'int4', lmHead: 'int4' } } as const;

/** Waits instead of computing. */
function waiting(
  pass: (test: string) => Promise<number>,
  seen: Partial<Record<'freed', boolean>> = {},
  recipe: AnyRecipe = RECIPE,
): Contestant {
  const contestant: Contestant = {
    ...identityOf('waiter', recipe),
    weights: { generator: 'none', seed: 1 },
    about: { version: 'waiter 1.0', settings: ['It only waits.', `${recipe.id} is its own.`] },
    load: ({ tests }: Loading): Promise<LoadedContestant> =>
      Promise.resolve({
        ...{ tests, kernels: null },
        facts: () => ({
          ...{ losses: [], weightBytes: bytes(1000), bytesReadPerToken: bytes(1000), bufferBytes: null },
          ...{ tokensPerSubmit: 1, variants: {} },
        }),
        pass: async (test) => ({ taken: seconds(await pass(test.phase)), work: null }),
        dispose: () => {
          seen.freed = true;
        },
      }),
  };
  return contestant;
}

function withSamples(entry: ResultEntry, count: number): ResultEntry {
  const { tokensPerSecond: figure, durations } = entry;
  if (figure === null) return entry;
  return {
    ...entry,
    tokensPerSecond: { ...figure, samples: figure.samples.slice(0, count) },
    durations: durations.slice(0, count),
  };
}

const NO_PREFILL = new TokamarkError({
  ...{ code: 'option', message: 'It reads no prompts.', where: 'prompt', remedy: 'Leave pp32 out.' },
});

const wait = async (milliseconds: number): Promise<number> => {
  const from = performance.now();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return (performance.now() - from) / 1000;
};

describe('an engine beside ours', () => {
  it('runs in the same rounds, and stands in the same result, with how many times as fast ours is', async () => {
    const seen = { freed: false };
    const { engine } = engineOn({}, { peers: () => Promise.resolve([waiting(() => wait(30), seen)]) });
    const { result } = await runOn(engine, { formats: ['int4'] });
    expect(names(result)).toEqual(['int4 tg8', 'int4 pp32', 'int4 tg8', 'int4 pp32']);
    const [ours, , theirs] = result.results;
    expect([ours?.engine, theirs?.engine]).toEqual(['tokamark', 'waiter']);
    expect(theirs).toMatchObject({ status: 'complete', delivery: 'streamed', peakBufferBytes: null, counters: null });
    expect(theirs?.workloadId).not.toBe(ours?.workloadId);
    expect(theirs?.durations.map(({ round }) => round)).toEqual(ours?.durations.map(({ round }) => round));
    expect(seen.freed).toBe(true);
    expect(result.formatRatios).toContainEqual(
      expect.objectContaining({
        ...{ test: 'tg8', of: 'int4', than: 'int4', engines: { of: 'tokamark', than: 'waiter' } },
        ...{ metric: 'tokensPerSecond', method: 'by-round', rounds: 5 },
      }),
    );
    // What is compared with a reference, and priced, is ours.
    const text = toMarkdown(result);
    expect(text).toContain('INT4, waiter INT4 side by side');
    expect(text).toContain('**waiter**: waiter 1.0. It only waits. int4 is its own.');
    expect(text).toMatch(/\| tg8 +\| INT4 \| waiter INT4 \| +4.9 and 4.5 \|/);
    expect(toCsv(result)).toMatch(/,waiter,waiter 1.0,/);
    expect(importResult(toJson(result))).toEqual(JSON.parse(toJson(result)));
  });

  it('is never taken for ours: neither its ratios between formats nor its workloads', async () => {
    const peers = [waiting(() => wait(20)), waiting(() => wait(10), {}, RECIPES.fp16)];
    const { engine } = engineOn({}, { peers: () => Promise.resolve(peers) });
    const { result } = await runOn(engine, { formats: ['fp16', 'int4'], tests: testsAt(32, 8, [0]).slice(0, 1) });
    expect(result.formatRatios.map(({ of, than, engines }) => [of, than, engines?.than ?? 'ours'])).toEqual([
      ['int4', 'fp16', 'ours'],
      ['int4', 'int4', 'waiter'],
      ['fp16', 'fp16', 'waiter'],
    ]);
    const ours = result.results.filter(({ engine: of }) => of === 'tokamark').map(({ workloadId }) => workloadId);
    expect(result.receipt?.workloadIds).toEqual(ours);
    expect(result.engines.map(({ settings }) => settings)).toEqual([
      ['It only waits.', 'int4 is its own.', 'fp16 is its own.'],
    ]);
    expect(importResult(toJson(result))).toEqual(JSON.parse(toJson(result)));
    // What a document claims of another engine without its samples is not shown.
    const claimed = {
      ...result,
      statistics: { ...result.statistics, method: 'another' },
      results: result.results.slice(0, 1),
    };
    expect(toMarkdown(claimed)).not.toContain('times as fast');
    const few = result.results.map((entry) => withSamples(entry, 1));
    expect(toMarkdown({ ...result, results: few })).toContain('too few repetitions to say');
  });

  it('runs beside ours as it is tuned and as it is not, and only the tuned one is ours', async () => {
    const { engine } = engineOn({}, { peers: () => Promise.resolve([waiting(() => wait(10))]) });
    const tests = testsAt(32, 8, [0]).slice(0, 1);
    const { result } = await runOn(engine, { formats: ['int4'], tests, tuning: 'remembered' });
    expect(result.results.map((entry) => [entry.engine, entry.status])).toEqual([
      ['tokamark', 'complete'],
      ['tokamark, not tuned', 'complete'],
      ['waiter', 'complete'],
    ]);
    const [tuned, asItIs] = result.results;
    expect(asItIs?.verified.length).toBeGreaterThan(0);
    // The tuner has tried others than these on the way to its own.
    expect(Object.keys(asItIs?.variants ?? {})).toEqual(Object.keys(tuned?.variants ?? {}));
    const before = new Map((result.tuning?.sites ?? []).map((site) => [site.id, site.default]));
    expect(before.size).toBeGreaterThan(0);
    for (const [id, variant] of Object.entries(asItIs?.variants ?? {}))
      expect([id, variant]).toEqual([id, before.get(id) ?? variant]);
    expect(result.engines.map(({ id }) => id)).toEqual(['tokamark, not tuned', 'waiter']);
    expect(importResult(toJson(result))).toEqual(JSON.parse(toJson(result)));
  });

  it('of a name that another contestant has is refused before anything runs', async () => {
    const { engine } = engineOn({}, { peers: () => Promise.resolve([waiting(() => wait(5)), waiting(() => wait(5))]) });
    const { result } = await runOn(engine, { formats: ['int4'] });
    expect(result).toMatchObject({ status: 'failed', results: [], failure: { code: 'option', step: null } });
    expect(result.failure?.message).toContain('waiter int4');
  });

  it('that cannot run a test has that as the error of its measurement, and the run is complete', async () => {
    const peer = waiting(() => wait(5));
    const withoutPrefill: Contestant = {
      ...peer,
      load: async (loading) => {
        const isPrefill = ({ phase }: Test) => phase === 'prefill';
        loading.heard.onRefused(loading.tests.filter(isPrefill), NO_PREFILL);
        const loaded = await peer.load({ ...loading, tests: loading.tests.filter((test) => !isPrefill(test)) });
        return { ...loaded, contestant: withoutPrefill };
      },
    };
    const { engine } = engineOn({}, { peers: () => Promise.resolve([withoutPrefill]) });
    const { result } = await runOn(engine, { formats: ['int4'] });
    expect(result).toMatchObject({ status: 'complete', failure: null });
    expect(result.results.map((entry) => [entry.engine, entry.test, entry.status, entry.error?.code ?? null])).toEqual([
      ['tokamark', 'tg8', 'complete', null],
      ['tokamark', 'pp32', 'complete', null],
      ['waiter', 'pp32', 'failed', 'option'],
      ['waiter', 'tg8', 'complete', null],
    ]);
    const text = toMarkdown(result);
    expect(text).toContain('- waiter INT4 pp32: It reads no prompts. Leave pp32 out.');
    expect(text).not.toContain('**Failed');
    expect(importResult(toJson(result))).toEqual(JSON.parse(toJson(result)));
  });

  it('that fails costs itself alone, and is freed', async () => {
    const seen = { freed: false };
    const fails = (phase: string) => (phase === 'prefill' ? Promise.reject(new Error('no prompt')) : wait(5));
    const { engine } = engineOn({}, { peers: () => Promise.resolve([waiting(fails, seen)]) });
    const { result } = await runOn(engine, { formats: ['int4'] });
    expect(result.status).toBe('complete');
    expect(result.results.map(({ engine: of, status }) => `${of} ${status}`)).toEqual([
      ...['tokamark complete', 'tokamark complete'],
      ...['waiter failed', 'waiter failed'],
    ]);
    expect(seen.freed).toBe(true);
  });
});
