/** The split of a token's time: it adds up whatever was timed, and says nothing that was not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes, flops, seconds } from '../../foundation/units';
import { PARTS } from '../../model/parts';
import { exposed, split, type SplitInput } from './split';

const INPUT: SplitInput = {
  tokens: 10,
  tokenSeconds: seconds(0.01),
  method: 'timestamps',
  parts: [
    {
      ...{ id: 'qkv', samples: [seconds(0.005)], seconds: seconds(0.005), dispatches: 30, rounds: 10 },
      ...{ bytes: bytes(1e6), flops: flops(2e6), arithmetic: 'f32' },
    },
    {
      ...{ id: 'choice', samples: [seconds(1e-5)], seconds: seconds(1e-5), dispatches: 1, rounds: 10 },
      ...{ bytes: bytes(1e3), flops: flops(2e3), arithmetic: 'f32' },
    },
  ],
  dispatchSeconds: seconds(2e-5),
  passSeconds: seconds(0.06),
  clockSeconds: seconds(0.065),
  host: { encodeSeconds: seconds(0.002), submitSeconds: seconds(0.001), submits: 2, roundTrip: seconds(0.001) },
};

const amount = fc.double({ min: 0, max: 10, noNaN: true }).map(seconds);
const inputs: fc.Arbitrary<SplitInput> = fc.record({
  tokens: fc.integer({ min: 1, max: 512 }),
  tokenSeconds: fc.double({ min: 1e-6, max: 10, noNaN: true }).map(seconds),
  method: fc.constantFrom('timestamps', 'wall-clock'),
  parts: fc.array(
    fc.record({
      id: fc.constantFrom(...PARTS),
      samples: fc.array(amount, { maxLength: 3 }),
      seconds: amount,
      dispatches: fc.integer({ min: 1, max: 300 }),
      bytes: fc.nat().map(bytes),
      flops: fc.nat().map(flops),
      arithmetic: fc.constantFrom('f32', 'packed-dot'),
      rounds: fc.integer({ min: 1, max: 512 }),
    }),
    { maxLength: 10 },
  ),
  dispatchSeconds: amount,
  passSeconds: amount,
  clockSeconds: amount,
  host: fc.record({
    ...{ encodeSeconds: amount, submitSeconds: amount, roundTrip: amount },
    submits: fc.nat({ max: 100 }),
  }),
});

describe('the split of a token’s time', () => {
  it('adds up to the measured time, and only what is unexplained is below zero', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const parts = split(input);
        const largest = Math.max(input.tokenSeconds, ...parts.map((part) => Math.abs(part.seconds)));
        const sum = parts.reduce((all, part) => all + part.seconds, 0);
        expect(Math.abs(sum - input.tokenSeconds)).toBeLessThanOrEqual(1e-9 * largest);
        for (const { kind, seconds: taken } of parts)
          if (kind !== 'unexplained') expect(taken).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('takes what launching costs off each kernel, and never more than the kernel took', () => {
    const at = (id: string) => split(INPUT).find((part) => part.id === id)?.seconds;
    expect(at('qkv')).toBeCloseTo(0.005 - 30 * 2e-5, 12);
    expect(at('choice')).toBe(0);
    expect(at('launch')).toBeCloseTo(30 * 2e-5 + 1e-5, 12);
  });

  it('tells what whole passes take beyond their parts, and what is outside of them', () => {
    const at = (id: string) => split(INPUT).find((part) => part.id === id)?.seconds;
    expect(at('order')).toBeCloseTo(0.006 - 0.00501, 12);
    // 3 ms are prepared in two submits, the second while the first runs.
    expect(at('encode')).toBeCloseTo(0.001 / 10, 12);
    expect(at('submit')).toBeCloseTo(0.0005 / 10, 12);
    // 5 ms between the passes, of which half a millisecond is the exposed submitting.
    expect(at('rest')).toBeCloseTo(0.0005 - 0.00005, 12);
  });

  it('tells what changed between the measurement and the profile apart from what the profile does not explain', () => {
    const since = (tokenSeconds: number) =>
      split({ ...INPUT, tokenSeconds: seconds(tokenSeconds) }).find(({ id }) => id === 'since')?.seconds;
    // By the clock the profile takes 65 ms and one recording of 1 ms and an answer of 1 ms, for ten tokens.
    expect(since(0.0067)).toBeCloseTo(0, 12);
    expect(since(0.01)).toBeCloseTo(0.0033, 12);
    expect(since(0.005)).toBeCloseTo(-0.0017, 12);
  });

  it('by wall clock leaves nothing between the passes: their pauses are in what was timed', () => {
    const parts = split({ ...INPUT, method: 'wall-clock', passSeconds: INPUT.clockSeconds });
    expect(parts.find(({ id }) => id === 'rest')?.seconds).toBeCloseTo(0, 12);
  });

  it('by wall clock shows no part for submitting, which is in all that was timed', () => {
    expect(split({ ...INPUT, method: 'wall-clock' }).map(({ id }) => id)).not.toContain('submit');
  });
});

describe('preparing a submit', () => {
  const host = { encodeSeconds: seconds(4), submitSeconds: seconds(0), submits: 4, roundTrip: seconds(0) };
  const work = { method: 'timestamps', host } as const;

  it('counts once where each later one is prepared while the GPU works', () => {
    expect(exposed({ ...work, passSeconds: seconds(40) }).encode).toBe(1);
  });

  it('counts in full, but for what the GPU does meanwhile, where this thread is slower', () => {
    expect(exposed({ ...work, passSeconds: seconds(2) }).encode).toBe(1 + 3 * 0.5);
  });
});
