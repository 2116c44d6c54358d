/** Profiles of a real model on the adapter at hand, whose clocks go by its work alone, by both clocks; and by which clock one is told. */
import { describe, expect, it } from 'vitest';
import { UNSETTLED } from '../settled';
import { seenAs, withDevice } from '../../../test/fixtures/device';
import { hearing } from '../../../test/fixtures/hearing';
import { timedGpu } from '../../../test/fixtures/timed-gpu';
import type { AdapterProbe } from '../../device/probe';
import { seconds } from '../../foundation/units';
import { ownOptionsOf, settingsOfProfile } from '../../options/settings';
import { Bench } from '../bench';
import { measure } from '../measure/measure';
import { prepare } from '../prepare';
import type { RunRequest } from '../run-request';
import { PROFILES } from '../suite/suite';
import { judge } from './method';
import { profileLoaded, type Waterfall } from './profile-loaded';
import { RECIPES } from '../../kernels/recipe';
import { tokamark } from '../tokamark';

const context = withDevice();

const ASKED: RunRequest = {
  ...ownOptionsOf(settingsOfProfile(PROFILES.quick)),
  ...{
    model: { shape: 'Fable' },
    contestants: [tokamark(RECIPES.int4)],
    repetitions: 5,
    prompts: null,
    seed: 1,
    tuning: null,
    settled: UNSETTLED,
    line: [],
  },
  tests: [
    { phase: 'decode', depth: 0, tokens: 8, batch: 1 },
    { phase: 'prefill', depth: 0, tokens: 64, batch: 1 },
  ],
  extras: { roofs: false, waterfalls: true, sustained: null, story: null, fidelity: null },
};

interface Asked {
  readonly granted?: Partial<AdapterProbe>;
  readonly budget?: number;
  readonly signal?: AbortSignal | null;
  readonly timestamps?: boolean | null;
}

async function profiled({ granted = {}, budget = 60, signal = null, timestamps = null }: Asked = {}) {
  const { context: on, clock } = timedGpu(seenAs(context, granted)());
  const before = on.buffers.current;
  const found: Waterfall[] = [];
  const bench = new Bench({ context: on, clock, signal, events: hearing() });
  // Only what is profiled is cancelled, and not what was measured before.
  const measuring = new Bench({ context: on, clock, signal: null, events: hearing() });
  const onWaterfall = (one: Waterfall) => found.push(one);
  await measure(measuring, await prepare(measuring, ASKED, []), {
    whenReady: () => Promise.resolve(),
    whileLoaded: (measured) => profileLoaded(bench, measured, { timestamps, budget: seconds(budget), onWaterfall }),
  });
  expect(on.buffers.current).toBe(before);
  return found;
}

function expectSound({ outcome }: Waterfall, method: 'timestamps' | 'wall-clock'): void {
  if (outcome.leftOut !== null) throw new Error(outcome.leftOut);
  const { parts, tokenSeconds } = outcome.profiled;
  expect(outcome.profiled.method).toBe(method);
  const sum = parts.reduce((all, part) => all + part.seconds, 0);
  expect(sum / tokenSeconds).toBeCloseTo(1, 9);
  for (const { id, kind, seconds: taken } of parts) {
    expect(Number.isFinite(taken), id).toBe(true);
    if (kind !== 'unexplained') expect(taken, id).toBeGreaterThanOrEqual(0);
  }
  expect(Math.max(...parts.filter(({ kind }) => kind === 'kernel').map(({ share }) => share))).toBeGreaterThan(0);
}

describe('the profile of a model', () => {
  it('says by timestamps where the time of a token goes, decode before prefill, and leaves no buffer behind', async () => {
    const [decode, prefill] = await profiled();
    if (decode === undefined || prefill === undefined) throw new Error('not profiled');
    expect([decode.test.phase, prefill.test.phase]).toEqual(['decode', 'prefill']);
    for (const one of [decode, prefill]) expectSound(one, 'timestamps');
  });

  it('is by wall clock on a device without timestamps', async () => {
    for (const one of await profiled({ granted: { timestampQuery: false } })) expectSound(one, 'wall-clock');
  });

  it('is by wall clock where the run has found that timestamps disagree with the clock', async () => {
    for (const one of await profiled({ timestamps: false })) {
      expectSound(one, 'wall-clock');
      expect(one.outcome.leftOut === null && one.outcome.profiled.why).toContain('disagree with the clock');
    }
  });

  it('is left out, with the reason, where there is no time for it', async () => {
    const outcomes = (await profiled({ budget: 0 })).map(({ outcome }) => outcome.leftOut);
    expect(outcomes).toHaveLength(2);
    for (const reason of outcomes)
      expect(reason).toMatch(/^It would take about .* s, and its share of the time is spent/);
  });

  it('is made of the headline first, also where that takes more than its equal share of the time', async () => {
    const [reason] = (await profiled({ budget: 0 })).map(({ outcome }) => outcome.leftOut ?? '');
    const needed = Number(/about (\S+) s/.exec(reason ?? '')?.[1]);
    const [decode] = await profiled({ budget: 1.7 * needed });
    expect(decode?.test.phase).toBe('decode');
    expect(decode?.outcome.leftOut).toBeNull();
  });

  it('ends with the run that is cancelled', async () => {
    await expect(profiled({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the clock of a profile', () => {
  const taken = (wall: number, stamped: number | null) => ({
    ...{ wall: seconds(wall), stamped: stamped === null ? null : seconds(stamped) },
    ...{ submitting: seconds(0), dispatches: 1 },
  });

  it('is the GPU’s where the two agree', () => {
    expect(judge([taken(0.02, 0.019), taken(0.01, 0.006)], 1e-6, 1e-3)).toEqual({ method: 'timestamps', why: '' });
  });

  it('is the wall’s, with the reason, where timestamps are missing, stand still, run back or tell of another time', () => {
    expect(judge([taken(0.02, null)], null, 0).why).toBe('This device has no timestamp-query.');
    expect(judge([taken(0.02, 0)], null, 0).why).toBe('The timestamps of this device do not move.');
    expect(judge([taken(0.02, 0.019), taken(0.02, -0.1)], 1e-6, 0).why).toContain('-100 ms for 20 ms');
    expect(judge([taken(0.07, 0.001)], 1e-6, 0).why).toBe('Timestamps disagree with the clock: 1 ms for 70 ms.');
    expect(judge([taken(0.02, 0.019), taken(0.02, 0.05)], 1e-6, 1e-3).method).toBe('wall-clock');
  });
});
