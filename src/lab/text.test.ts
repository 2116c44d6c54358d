/** Where two greedy texts part. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDifference, type TextStep } from './text';

const step = (token: number): TextStep => ({
  ...{ token, text: String(token), probability: 0.6, ends: false },
  candidates: [
    { token, text: String(token), probability: 0.6 },
    { token: token + 1, text: String(token + 1), probability: 0.3 },
  ],
});
const steps = (tokens: readonly number[]) => tokens.map(step);

describe('the first difference of two texts', () => {
  it('is where they first took different tokens, with what each thought there', () => {
    const found = firstDifference(steps([1, 2, 3, 4]), steps([1, 2, 9, 4]));
    expect(found).toEqual({ index: 2, first: step(3), second: step(9) });
  });

  it('is none where one is the beginning of the other', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.array(fc.nat()), (begin, rest) => {
        expect(firstDifference(steps(begin), steps([...begin, ...rest]))).toBeNull();
        expect(firstDifference(steps([...begin, ...rest]), steps(begin))).toBeNull();
      }),
    );
  });

  it('is at the same place from either side, behind an equal beginning', () => {
    const token = fc.nat({ max: 2 });
    fc.assert(
      fc.property(fc.array(token), fc.array(token), (one, other) => {
        const found = firstDifference(steps(one), steps(other));
        expect(firstDifference(steps(other), steps(one))?.index).toBe(found?.index);
        if (found === null) return;
        expect(one.slice(0, found.index)).toEqual(other.slice(0, found.index));
        expect(found.first.token).not.toBe(found.second.token);
      }),
    );
  });
});
