/** Which tests have sites of their own to tune. */
import { describe, expect, it } from 'vitest';
import { testsAt } from './suite/suite';
import { shallowest, tunedApart } from './tune-subject';
import { testName } from './workload';

describe('what is tuned apart', () => {
  it('is decode of each number of sequences, and prefill once, each by depth', () => {
    const tests = testsAt(32, 8, [512, 0], [4, 1]);
    expect(tunedApart(tests).map((own) => own.map(testName))).toEqual([
      ['tg8', 'tg8 @ d512'],
      ['tg8 b4', 'tg8 @ d512 b4'],
      ['pp32', 'pp32 @ d512'],
    ]);
  });

  it('has prefill of several sequences where there is none of one', () => {
    const prefill = testsAt(32, 8, [0], [2, 4]).filter(({ phase }) => phase === 'prefill');
    expect(tunedApart(prefill).map((own) => own.map(testName))).toEqual([['pp32 b2']]);
  });
});

it('the first run, and a long decode, are of the least depth with the fewest sequences', () => {
  const tests = testsAt(32, 8, [512, 0], [4, 2]);
  expect(shallowest(tests, 'decode')).toMatchObject({ depth: 0, batch: 2 });
  expect(shallowest([], 'decode')).toBeUndefined();
});
