/** What llama.cpp's server says, as it says it, and what it must not say. */
import { describe, expect, it } from 'vitest';
import { passedOf, tokensToAsk, type Piece } from './streamed';

const TEXT = 'Once upon';
const DECODE = { phase: 'decode', context: [5], read: [6], tokens: 3 } as const;
const PREFILL = { phase: 'prefill', context: [], read: [5, 6], tokens: 1 } as const;

const token = (at: number, id: number): Piece => ({
  at,
  said: { choices: [{ text: 'a' }], __verbose: { stop: false, tokens: [id], tokens_evaluated: 2 } },
});
const end = (changed: object = {}, timings: object = { cache_n: 0 }): Piece => ({
  at: 999,
  said: { timings, __verbose: { stop: true, tokens: [], tokens_evaluated: 2, prompt: TEXT, ...changed } },
});
const decoded = [token(130, 10), token(140, 11), token(150, 12), token(160, 13), token(160.1, 14)];

describe('what llama.cpp streams', () => {
  it('is timed of decode from the token of the prompt on, without the last, which comes with the one before it', () => {
    expect(tokensToAsk(DECODE)).toBe(5);
    expect(passedOf(DECODE, TEXT, 100, [...decoded, end()])).toEqual({
      ...{ taken: 0.03, times: [0.14, 0.15, 0.16], tokens: [10, 11, 12] },
    });
  });

  it('is timed of a prompt from the call to its token', () => {
    expect(tokensToAsk(PREFILL)).toBe(1);
    expect(passedOf(PREFILL, TEXT, 100, [token(130, 10), end()])).toEqual({ taken: 0.03, times: [0.13], tokens: [10] });
  });

  it.each([
    ['read fewer tokens', [...decoded, end({ tokens_evaluated: 1 })], 'read 1 tokens, not the 2'],
    ['read another text', [...decoded, end({ prompt: 'Once' })], 'not the 2 that it was given'],
    ['reused a prompt', [...decoded, end({}, { cache_n: 1 })], 'did not read its prompt anew'],
    ['wrote fewer tokens', [...decoded.slice(1), end()], 'gave 4 of 5 tokens'],
    ['was cut', decoded, 'did not come to an end'],
    ['said something else', [{ at: 1, said: { error: 'no' } }], 'expected'],
  ])('is no pass where it %s', (_, pieces, message) => {
    expect(() => passedOf(DECODE, TEXT, 100, pieces)).toThrow(message);
  });
});
