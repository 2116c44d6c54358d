/** The curve of a long decode on a fake clock: its length, its samples, what does not count, and what is left after a failure. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../../foundation/units';
import { UNWATCHED, type Watch } from '../guards/watch';
import type { SustainedSample } from '../sustained-samples';
import { sampleCurve } from './sustained';

/** A device whose n-th pass takes `pass(now)` seconds. */
async function curve(
  total: number,
  pass: (now: number) => number,
  watch: Watch = UNWATCHED,
  wait: (now: number) => number = () => 0,
) {
  let now = 100;
  let samples: readonly SustainedSample[] = [];
  const told: number[] = [];
  const ended = sampleCurve({
    seconds: seconds(total),
    tokens: 64,
    pass: () => {
      const taken = pass(now - 100);
      now += taken;
      return Promise.resolve(seconds(taken));
    },
    clock: { now: () => seconds(now) },
    watch: {
      ...watch,
      still: () => {
        now += wait(now - 100);
        return Promise.resolve();
      },
    },
    onSample: (all) => {
      samples = all;
      told.push(all.length);
    },
  });
  await ended.catch(() => undefined);
  return { samples: () => samples, told, ended };
}

describe('the curve', () => {
  it('has a sample every few seconds until the time is over', async () => {
    const { samples, told } = await curve(300, () => 0.25);
    expect(samples()).toHaveLength(60);
    expect(told).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(samples()[0]).toEqual({ at: 0, seconds: 5, tokens: 20 * 64, guard: null });
    expect(samples().at(-1)?.at).toBe(295);
  });

  it('has one sample a pass where a pass takes longer than a sample', async () => {
    const { samples } = await curve(60, () => 12);
    expect(samples().map(({ at, tokens }) => [at, tokens])).toEqual([0, 12, 24, 36, 48].map((at) => [at, 64]));
  });

  it('shows a device that becomes slower', async () => {
    const { samples } = await curve(300, (now) => (now < 150 ? 0.5 : 1));
    const rates = samples().map(({ tokens, seconds: taken }) => tokens / taken);
    expect(rates[0]).toBe(128);
    expect(rates.at(-1)).toBe(64);
  });

  it('keeps what a guard voids, with the guard', async () => {
    const watch: Watch = {
      ...UNWATCHED,
      voided: (from) => Promise.resolve(from < 110 ? 'hidden-tab' : null),
    };
    const { samples } = await curve(60, () => 1, watch);
    expect(samples().filter(({ guard }) => guard === 'hidden-tab')).toHaveLength(10);
    expect(samples()).toHaveLength(60);
  });

  it('begins no sample after the time is over, however long it waited for a still machine', async () => {
    const { samples } = await curve(
      60,
      () => 1,
      UNWATCHED,
      (now) => (now === 59 ? 1 : 0),
    );
    expect(samples()).toHaveLength(59);
    expect(samples().at(-1)?.at).toBe(58);
  });

  it('begins when the machine is still, so a wait before the first sample takes none away', async () => {
    const { samples } = await curve(
      60,
      () => 1,
      UNWATCHED,
      (now) => (now === 0 ? 90 : 0),
    );
    expect(samples()).toHaveLength(60);
    expect(samples()[0]?.at).toBe(0);
  });

  it('has told what was sampled before a failure', async () => {
    const { samples, ended } = await curve(60, (now) => {
      if (now >= 3) throw new Error('lost');
      return 1;
    });
    await expect(ended).rejects.toThrow('lost');
    expect(samples()).toHaveLength(3);
  });
});
