import { describe, expect, it } from 'vitest';
import { PROOF_TOKENS, VOCABULARY } from '../contract/proof';
import { gapsOf, malformed, verdictOf } from './verdict';

const DELTA = 0.5;
const some = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('tokens that are no answer at all', () => {
  it('are refused before anything is computed, with the place of the first that is no token', () => {
    const refused = { accepted: false, worstGap: null, delta: DELTA };
    expect(malformed(some(PROOF_TOKENS), DELTA)).toBeNull();
    for (const count of [0, PROOF_TOKENS - 1, PROOF_TOKENS + 1]) {
      expect(malformed(some(count), DELTA)).toEqual({ ...refused, at: null, reason: 'count' });
    }
    for (const strange of [VOCABULARY, -1, 0.5, NaN, Infinity, 2 ** 53]) {
      const tokens = some(PROOF_TOKENS).with(5, strange);
      expect(malformed(tokens, DELTA), String(strange)).toEqual({ ...refused, at: 5, reason: 'vocabulary' });
    }
  });

  it('cost no more where they are very many', () => {
    const many = new Array<number>(1e7).fill(1);
    const from = performance.now();
    for (let i = 0; i < 100; i++) expect(malformed(many, DELTA)?.reason).toBe('count');
    expect(performance.now() - from).toBeLessThan(1000);
  });
});

describe('a verdict', () => {
  it('takes each gap to the likeliest token of its position, and names the largest', () => {
    const logits = Float32Array.of(1, 3, 2, 0, 0, 0, -1, -5, -2);
    expect(gapsOf(logits, [1, 0, 2])).toEqual([0, 0, 1]);
    expect(verdictOf([0, 0.25, 0.125], DELTA)).toEqual({
      accepted: true,
      worstGap: 0.25,
      at: 1,
      delta: DELTA,
      reason: null,
    });
    expect(verdictOf([0, 0.25, 1], DELTA)).toMatchObject({ accepted: false, worstGap: 1, at: 2, reason: 'gap' });
    expect(verdictOf([DELTA], DELTA).accepted).toBe(true);
  });

  it('refuses what is not a number', () => {
    expect(gapsOf(Float32Array.of(1, NaN, 2, 0), [0, 1])).toEqual([NaN, 2]);
    const nothing = gapsOf(new Float32Array(4).fill(NaN), [0, 1]);
    expect(verdictOf(nothing, DELTA)).toEqual({ accepted: false, worstGap: null, at: 0, delta: DELTA, reason: 'gap' });
    expect(verdictOf([0, 0], NaN).accepted).toBe(false);
  });
});
