/** What shrinks, in which order, and in which words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { chooseRung, describeShrinking, ladder, type Rung } from './ladder';
import { DELIVERIES, delivered, HEADLINE_TESTS, testsAt } from './suite/suite';
import { testName } from './workload';

const HEADLINE: Rung = { shape: 'SmolLM2-135M', repetitions: 10, shortest: seconds(0), tests: HEADLINE_TESTS };

const line = ({ shape, repetitions, tests }: Rung) =>
  `${shape} ${tests.toReversed().map(testName).join(' ')} x${repetitions}`;
const tokensOf = ({ tests }: Rung): number => tests.reduce((sum, { tokens }) => sum + tokens, 0);

describe('the ladder of the headline', () => {
  it('shrinks repetitions, then tokens, then the prompt, then begins anew at Fable’s shape', () => {
    expect(ladder(HEADLINE, ['SmolLM2-135M', 'Fable']).map(line)).toEqual([
      'SmolLM2-135M pp512 tg64 x10',
      'SmolLM2-135M pp512 tg64 x5',
      'SmolLM2-135M pp512 tg32 x5',
      'SmolLM2-135M pp512 tg16 x5',
      'SmolLM2-135M pp256 tg16 x5',
      'SmolLM2-135M pp128 tg16 x5',
      'SmolLM2-135M pp64 tg16 x5',
      'Fable pp512 tg64 x10',
      'Fable pp512 tg64 x5',
      'Fable pp512 tg32 x5',
      'Fable pp512 tg16 x5',
      'Fable pp256 tg16 x5',
      'Fable pp128 tg16 x5',
      'Fable pp64 tg16 x5',
    ]);
  });

  it('has Fable’s shape once where that is asked for', () => {
    const rungs = ladder({ ...HEADLINE, shape: 'Fable' }, ['Fable']);
    expect(rungs.filter((rung) => line(rung) === 'Fable pp512 tg64 x10')).toHaveLength(1);
    expect(rungs).toHaveLength(7);
  });

  it('never makes anything larger than was asked', () => {
    const small: Rung = { shape: 'Fable', repetitions: 3, shortest: seconds(0), tests: testsAt(100, 8, [0]) };
    expect(ladder(small, ['Fable']).map(line)).toEqual(['Fable pp100 tg8 x3', 'Fable pp64 tg8 x3']);
    expect(ladder({ ...small, tests: testsAt(1, 1, [0]) }, ['Fable'])).toHaveLength(1);
  });

  it('leaves out the deeper tests after repetitions and before anything of the headline', () => {
    const deep = { ...HEADLINE, tests: [...HEADLINE_TESTS, ...testsAt(512, 64, [2048])] };
    expect(ladder(deep, ['SmolLM2-135M', 'Fable']).slice(0, 4).map(line)).toEqual([
      'SmolLM2-135M pp512 @ d2048 tg64 @ d2048 pp512 tg64 x10',
      'SmolLM2-135M pp512 @ d2048 tg64 @ d2048 pp512 tg64 x5',
      'SmolLM2-135M pp512 tg64 x5',
      'SmolLM2-135M pp512 tg32 x5',
    ]);
  });

  it('leaves out batches after the deeper tests, the largest first, and keeps those of the fewest sequences', () => {
    const several: Rung = {
      shape: 'Fable',
      repetitions: 5,
      shortest: seconds(0),
      tests: testsAt(64, 16, [0, 64], [1, 4, 16]),
    };
    expect(ladder(several, ['Fable']).slice(1).map(line)).toEqual([
      'Fable pp64 b16 pp64 b4 pp64 tg16 b16 tg16 b4 tg16 x5',
      'Fable pp64 b4 pp64 tg16 b4 tg16 x5',
      'Fable pp64 tg16 x5',
    ]);
    expect(describeShrinking(several, { ...several, tests: testsAt(64, 16, [0], [1, 4]) })).toEqual([
      'left out: tg16 b16, pp64 b16, tg16 @ d64, tg16 @ d64 b4, tg16 @ d64 b16, pp64 @ d64, pp64 @ d64 b4, pp64 @ d64 b16',
    ]);
  });

  it('has shorter repetitions on a GPU once there are as few as may be', () => {
    const onGpu: Rung = { shape: 'Fable', repetitions: 10, shortest: seconds(1), tests: testsAt(64, 16, [0]) };
    expect(ladder(onGpu, ['Fable']).map(({ repetitions, shortest }) => [repetitions, shortest])).toEqual([
      [10, 1],
      [5, 1],
      [5, 0.5],
      [5, 0.25],
    ]);
  });

  it('leaves out batched decode last of all: what is streamed is the headline', () => {
    const both: Rung = {
      shape: 'Fable',
      repetitions: 5,
      shortest: seconds(0),
      tests: delivered(testsAt(64, 16, [0]), DELIVERIES),
    };
    expect(ladder(both, ['Fable']).map(line)).toEqual(['Fable pp64 tg16 batched tg16 x5', 'Fable pp64 tg16 x5']);
    expect(describeShrinking(both, { ...both, tests: testsAt(64, 16, [0]) })).toEqual(['left out: tg16 batched']);
  });

  it('changes one thing a step, downwards, within one shape', () => {
    const amount = fc.integer({ min: 1, max: 5000 });
    const depths = fc.uniqueArray(fc.constantFrom(0, 128, 2048), { minLength: 1 });
    const batches = fc.uniqueArray(fc.constantFrom(1, 2, 16), { minLength: 1 });
    fc.assert(
      fc.property(fc.tuple(amount, amount, depths, batches), fc.integer({ min: 1, max: 100 }), (tests, repetitions) => {
        const rungs = ladder(
          { shape: 'other', repetitions, shortest: seconds(0), tests: delivered(testsAt(...tests), DELIVERIES) },
          ['other', 'Fable'],
        );
        for (const [i, rung] of rungs.entries()) {
          const before = rungs[i - 1];
          if (before === undefined || before.shape !== rung.shape) continue;
          const changes = [before.repetitions - rung.repetitions, tokensOf(before) - tokensOf(rung)];
          expect(changes.filter((change) => change !== 0)).toHaveLength(1);
          expect(Math.min(...changes)).toBe(0);
          expect(rung.repetitions).toBeGreaterThanOrEqual(Math.min(repetitions, 5));
          expect(rung.tests.length).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });
});

describe('the rung that is run', () => {
  const rungs = ladder(HEADLINE, ['SmolLM2-135M', 'Fable']);
  const work = (rung: Rung) => (rung.shape === 'Fable' ? 1 : 20) * rung.repetitions * tokensOf(rung);

  it('is what was asked where it fits', () => {
    expect(chooseRung(rungs, Infinity, work)).toBe(rungs[0]);
  });

  it('is the first that fits, so that no more shrinks than must', () => {
    const budget = work({ ...HEADLINE, repetitions: 5, tests: testsAt(512, 32, [0]) });
    expect(line(chooseRung(rungs, budget, work))).toBe('SmolLM2-135M pp512 tg32 x5');
    expect(line(chooseRung(rungs, budget - 1, work))).toBe('SmolLM2-135M pp512 tg16 x5');
  });

  it('is the last where none fits', () => {
    expect(line(chooseRung(rungs, 0, work))).toBe('Fable pp64 tg16 x5');
  });

  it('needs at least one to choose from', () => {
    expect(() => chooseRung([], 1, work)).toThrow(RangeError);
  });
});

describe('the words beside the number', () => {
  it('name each part of the workload that shrank, from what to what', () => {
    expect(
      describeShrinking(HEADLINE, { ...HEADLINE, shape: 'Fable', repetitions: 5, tests: testsAt(64, 16, [0]) }),
    ).toEqual(['generated tokens 64 → 16', 'prompt 512 → 64', 'shape SmolLM2-135M → Fable']);
  });

  it('name what was left out', () => {
    const deep = { ...HEADLINE, tests: [...HEADLINE_TESTS, ...testsAt(512, 64, [2048])] };
    expect(describeShrinking(deep, HEADLINE)).toEqual(['left out: tg64 @ d2048, pp512 @ d2048']);
  });

  it('are empty where nothing shrank', () => {
    expect(describeShrinking(HEADLINE, { ...HEADLINE })).toEqual([]);
    // The run says at its end how many repetitions there was time for.
    expect(describeShrinking(HEADLINE, { ...HEADLINE, repetitions: 5 })).toEqual([]);
  });
});
