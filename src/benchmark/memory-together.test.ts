/** Engines that memory does not hold together: by invented numbers, since those that are compared today never come near. */
import { describe, expect, it } from 'vitest';
import { seenAs, withDevice } from '../../test/fixtures/device';
import { hearing } from '../../test/fixtures/hearing';
import { bytes } from '../foundation/units';
import { RECIPES } from '../kernels/recipe';
import { shapeNamed } from '../model/shapes';
import { Bench } from './bench';
import type { Contestant } from './contestant';
import { entrantsOf } from './entrant';
import { besideOurs } from './memory-together';
import { runBenchmark } from './run';
import { UNSETTLED } from './settled';
import { testsAt } from './suite/suite';
import { tokamark } from './tokamark';
import { identityOf } from './whose';

const GIB = 2 ** 30;
const context = withDevice();
const software = seenAs(context, { software: true });
const gpu = seenAs(context, { software: false });

function needing(engine: string, needed: number | null): Contestant {
  return {
    ...identityOf(engine, RECIPES.fp16),
    ...{ weights: null, about: null, load: () => Promise.reject(new Error('it was loaded')) },
    ...(needed === null ? {} : { neededBytes: () => bytes(needed * GIB) }),
  };
}

const ours = (needed: number): Contestant => ({ ...needing('tokamark', needed), id: 'fp16', name: 'FP16' });
const lineup = { config: shapeNamed('Fable'), tests: testsAt(32, 8, [0]), line: [] };
const refusedOf = (contestants: readonly Contestant[], memory: number | null, on = software) => {
  const known = { context: on(), memory: memory === null ? null : bytes(memory * GIB) };
  return besideOurs(known, entrantsOf(contestants, lineup, []));
};

describe('engines that are loaded together', () => {
  it('are refused where they do not fit beside those before them, with the numbers and what to do', () => {
    const all = [ours(2), needing('one', 3), needing('two', 2), needing('three', 1)];
    const { fitting, refused } = refusedOf(all, 10);
    expect(fitting.map(({ id }) => id)).toEqual(['fp16', 'one fp16', 'three fp16']);
    expect(refused.map(({ error }) => error.toData())).toEqual([
      {
        code: 'too-large',
        message:
          'two FP16 needs 2.0 GiB or more, beside 5.0 GiB of those that are loaded with it, and this software adapter may take 6.0 GiB of 10.0 GiB.',
        where: 'two FP16',
        remedy: 'Compare with fewer engines at once, in fewer formats, or with a smaller model.',
      },
    ]);
  });

  it('are refused for nothing that nobody knows: no memory of a GPU, of a browser that does not say, of an engine elsewhere', () => {
    const all = [ours(2), needing('one', 30)];
    expect(refusedOf(all, 10, gpu).refused).toEqual([]);
    expect(refusedOf(all, null).refused).toEqual([]);
    expect(refusedOf([ours(20), needing('a server', null)], 10).refused).toEqual([]);
  });

  it('are never ours, which has limits of its own', () => {
    expect(refusedOf([ours(20)], 10)).toMatchObject({ fitting: [{ id: 'fp16' }], refused: [] });
  });

  it('cost a run nothing but their own figures, and are not loaded', async () => {
    const ended = new Map<string, string>();
    const events = hearing({
      reports: {
        measurement: ({ planned, status, error }) =>
          void ended.set(planned.contestant.name, `${status} ${error?.code ?? ''}`.trim()),
      },
    });
    const bench = new Bench({ context: software(), signal: null, events, memory: bytes(8 * GIB) });
    await runBenchmark(bench, {
      ...{ model: { shape: 'Fable' }, contestants: [tokamark(RECIPES.fp16), needing('one', 30)] },
      ...{ tests: testsAt(32, 8, [0]).slice(0, 1), repetitions: 1, prompts: null, seed: 1, tuning: null, line: [] },
      ...{ settled: UNSETTLED },
      extras: { roofs: false, waterfalls: false, sustained: null, story: null, fidelity: null },
    });
    expect(Object.fromEntries(ended)).toEqual({ FP16: 'complete', 'one FP16': 'failed too-large' });
  });
});
