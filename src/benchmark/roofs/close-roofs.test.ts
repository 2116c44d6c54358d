/** What the end of a run makes of its roofs, by a meter that the test scripts: kept, mended by another look, or void. */
import { describe, expect, it } from 'vitest';
import { bytes, bytesPerSecond, flops, opsPerSecond, seconds } from '../../foundation/units';
import { SHAPES } from '../../model/shapes';
import { unmeasured, type Measurement } from '../measurement';
import { plannedTest } from '../planned-test';
import { afterCold } from '../policy';
import type { Waterfall } from '../waterfall/profile-loaded';
import { syntheticSource, type Test } from '../workload';
import { closeRoofs } from './close-roofs';
import { reachedBy, reachedWithin, type Reached } from './evidence';
import type { Bound, Roofs } from './roof';
import { RECIPES } from '../../kernels/recipe';
import { tokamark } from '../tokamark';

const figure = <Q extends number>(median: number, brand: (value: number) => Q) => {
  const [low, mid, high] = [brand(0.98 * median), brand(median), brand(1.02 * median)];
  return { median: mid, low, high, samples: [low, mid, high], visits: [[low, mid, high]], doubt: '' };
};
const peak = (median: number) => ({ ...figure(median, opsPerSecond), workgroups: 1, threads: 1, operations: 1 });

/** Bandwidth, and the peaks of f32 and of dot products. */
function roofs([bandwidth, f32, dot]: readonly [number, number, number]): Roofs {
  return {
    bandwidth: { ...figure(bandwidth, bytesPerSecond), bytes: 1, buffers: 2, workgroups: 1, rounds: 1 },
    ...{ fmaF32: peak(f32), fmaF16: null, packedDot: peak(dot), dispatchSeconds: null, submitSeconds: null },
    ...{ footprints: [], voided: [], verified: [] },
  };
}

/** Knows the first of `states`, and the next after each further look. */
function scripted(...states: readonly (readonly [number, number, number])[]) {
  const looks: (readonly Bound[] | 'all')[] = [];
  const now = () => roofs(states[Math.min(looks.length, states.length - 1)] ?? [1, 1, 1]);
  return {
    looks,
    meter: {
      roofs: now,
      again: (which?: readonly Bound[]) => {
        looks.push(which ?? 'all');
        return Promise.resolve(now());
      },
    },
  };
}

const REACHED: readonly Reached[] = [
  { roof: 'bandwidth', by: 'INT4 tg64', rate: 40 },
  { roof: 'bandwidth', by: 'FP16 tg64', rate: 70 },
  { roof: 'fmaF32', by: 'FP16 pp512', rate: 500 },
  { roof: 'packedDot', by: 'W4A8 pp512, part gate-up', rate: 900 },
];

describe('the end of the roofs', () => {
  it('is one more look at each where nothing exceeds them', async () => {
    const { meter, looks } = scripted([60, 600, 1000], [100, 600, 1000]);
    expect(await closeRoofs(meter, REACHED, seconds(1))).toEqual(roofs([100, 600, 1000]));
    expect(looks).toEqual(['all']);
  });

  it('is another look at those alone that something exceeds, until nothing does', async () => {
    const { meter, looks } = scripted([50, 100, 1000], [60, 100, 1000], [100, 600, 1000]);
    expect(await closeRoofs(meter, REACHED, seconds(1))).toEqual(roofs([100, 600, 1000]));
    expect(looks).toEqual(['all', ['bandwidth', 'fmaF32']]);
  });

  it('voids what stays below, names what exceeds it most, and keeps what was measured', async () => {
    const { meter, looks } = scripted([50, 600, 100]);
    const { bandwidth, fmaF32, packedDot, voided } = await closeRoofs(meter, REACHED, seconds(1));
    expect([bandwidth, packedDot]).toEqual([null, null]);
    expect(fmaF32?.median).toBe(600);
    expect(voided).toMatchObject([
      { roof: 'bandwidth', by: 'FP16 tg64', reached: 70, figure: { median: 50 } },
      { roof: 'packedDot', by: 'W4A8 pp512, part gate-up', reached: 900, figure: { median: 100 } },
    ]);
    expect(looks).toHaveLength(3);
  });

  it('takes no other look where no time is left, but at what is exceeded', async () => {
    const sound = scripted([100, 600, 1000]);
    await closeRoofs(sound.meter, REACHED, seconds(0));
    expect(sound.looks).toEqual([]);
    const doubtful = scripted([50, 600, 1000], [100, 600, 1000]);
    expect((await closeRoofs(doubtful.meter, REACHED, seconds(-3))).voided).toEqual([]);
    expect(doubtful.looks).toEqual([['bandwidth']]);
  });

  it('takes a few percent, and what is within the interval, for no contradiction', async () => {
    const { meter, looks } = scripted([68, 600, 1000]);
    expect((await closeRoofs(meter, REACHED, seconds(0))).bandwidth?.median).toBe(68);
    expect(looks).toEqual([]);
  });
});

describe('what a run reached', () => {
  const [config] = SHAPES.filter(({ name }) => name === 'Fable');
  if (config === undefined) throw new Error('no Fable');
  const measured = (format: 'int4' | 'w4a8', test: Test, taken: number): Measurement => ({
    ...unmeasured(plannedTest({ contestant: tokamark(RECIPES[format]), config }, syntheticSource(), test)),
    status: 'complete',
    facts: {
      ...{ losses: [], weightBytes: bytes(1e6), bytesReadPerToken: bytes(4e8), bufferBytes: bytes(1e6) },
      ...{ tokensPerSubmit: 1, variants: {} },
    },
    state: {
      ...afterCold(seconds(1)),
      repetitions: [{ order: 0, round: 0, seconds: seconds(taken), ended: seconds(9) }],
    },
  });
  const decode: Test = { phase: 'decode', depth: 0, tokens: 10, batch: 1 };
  const prefill: Test = { phase: 'prefill', depth: 0, tokens: 100, batch: 1 };

  it('is bytes of decode, and operations of prefill in the arithmetic of its format', () => {
    const reached = reachedBy([
      measured('int4', decode, 2),
      measured('int4', prefill, 2),
      measured('w4a8', prefill, 1),
    ]);
    expect(reached.map(({ roof, by }) => [roof, by])).toEqual([
      ['bandwidth', 'INT4 tg10'],
      ['fmaF32', 'INT4 pp100'],
      ['packedDot', 'W4A8 pp100'],
    ]);
    // 5 tokens/s of 400 MB; 50 and 100 tokens/s, the same matrices.
    expect(reached[0]?.rate).toBe(2e9);
    expect((reached[2]?.rate ?? 0) / (reached[1]?.rate ?? 1)).toBeCloseTo(2, 9);
    const { hiddenSize: h, intermediateSize: i, heads, keyValueHeads, headDim, layers } = config;
    const matrices = layers * (h * headDim * (heads + 2 * keyValueHeads) + h * heads * headDim + 3 * h * i);
    expect(reached[1]?.rate).toBe(50 * 2 * matrices);
  });

  it('is nothing of decode whose bytes a cache may hold: no roof over more of them is below it', () => {
    const small = measured('int4', decode, 2);
    expect(reachedBy([{ ...small, facts: small.facts && { ...small.facts, bytesReadPerToken: bytes(9e7) } }])).toEqual(
      [],
    );
  });

  it('is nothing where a format failed or was not measured', () => {
    expect(reachedBy([{ ...measured('int4', decode, 2), status: 'failed' }])).toEqual([]);
    expect(reachedBy([{ ...measured('int4', decode, 2), state: null }])).toEqual([]);
  });

  it('is operations of each part of a waterfall, and its bytes only where no cache can hold them', () => {
    const part = (id: 'qkv' | 'head' | 'choice', read: number, share: number) => ({
      ...{ id, kind: 'kernel' as const, seconds: seconds(0.01), share, samples: [] },
      work: { bytes: bytes(read), flops: flops(2e6), arithmetic: 'f32' as const },
    });
    const waterfall: Waterfall = {
      ...{ contestant: tokamark(RECIPES.int4), test: decode },
      outcome: {
        leftOut: null,
        profiled: {
          ...{ method: 'timestamps', why: '', tokenSeconds: seconds(0.03) },
          parts: [part('qkv', 1e6, 0.4), part('head', 5e8, 0.5), part('choice', 5e8, 0.001)],
        },
      },
    };
    expect(reachedWithin([waterfall, { ...waterfall, outcome: { leftOut: 'no time' } }])).toEqual([
      { roof: 'fmaF32', by: 'INT4 tg10, part qkv', rate: 2e8 },
      { roof: 'fmaF32', by: 'INT4 tg10, part head', rate: 2e8 },
      { roof: 'bandwidth', by: 'INT4 tg10, part head', rate: 5e10 },
    ]);
  });
});
