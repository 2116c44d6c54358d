/** What of a streamed text is timed, on instants that the test gives. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../../foundation/units';
import { decodePass, prefillPass } from './passed';
import type { Streamed } from './streamed';

const streamed = (times: readonly number[], usage: Streamed['usage'] = null): Streamed => ({
  ...{ first: seconds(times[0] ?? 0), times: times.map(seconds), pieces: times.map(() => ' a'), usage },
});
const counted = (written: number, prompt = 8, cached: number | null = null) => ({ prompt, written, cached });

describe('decode of a server', () => {
  it('is timed from its first token to its last, each by its arrival', () => {
    const pass = decodePass(streamed([5, 6, 7, 9], counted(4)), 3);
    expect(pass).toEqual({ taken: 4, times: [6, 7, 9], notes: [] });
  });

  it('does not go by the last piece, which may come together with the one before it', () => {
    expect(decodePass(streamed([1, 2, 3, 4, 4], counted(5)), 3)).toEqual({ taken: 3, times: [2, 3, 4], notes: [] });
  });

  it('counts pieces where the server does not count tokens, and says so', () => {
    expect(decodePass(streamed([5, 6, 7, 8]), 3)).toMatchObject({ taken: 3, notes: ['uncounted'] });
  });

  it('goes by the tokens that it counts where its pieces hold several, and has no times of tokens then', () => {
    expect(decodePass(streamed([5, 9], counted(5)), 4)).toEqual({ taken: 4, times: null, notes: ['several'] });
  });

  it('does not believe more tokens than it was asked for', () => {
    expect(decodePass(streamed([5, 6, 7], counted(1e9)), 2)).toMatchObject({ taken: 2, notes: ['excess'] });
  });

  it('that ends early has the time per token of those that it wrote, and says so; of less than half of them it has none', () => {
    expect(decodePass(streamed([5, 6, 7], counted(3)), 4)).toEqual({ taken: 4, times: null, notes: ['short'] });
    expect(() => decodePass(streamed([5, 6], counted(2)), 4)).toThrow('after 2 of 6 tokens');
    expect(() => decodePass(streamed([], counted(0)), 4)).toThrow('after 0 of 6 tokens');
  });

  it('that comes all at once is not timed, and one that comes in bursts says so', () => {
    expect(() => decodePass(streamed([5, 5, 5, 5], counted(4)), 3)).toThrow('all of its text at once');
    expect(decodePass(streamed([5, 5, 6, 7], counted(4)), 3).notes).toEqual([]);
    expect(decodePass(streamed([5, 5, 5, 5, 6, 6, 6, 6], counted(8)), 7).notes).toEqual(['bursts']);
  });
});

describe('prefill of a server', () => {
  it('is timed until its first token, and says where less was read than by the others', () => {
    expect(prefillPass(streamed([5], counted(1)), 8)).toEqual({ taken: 5, times: null, notes: [] });
    expect(prefillPass(streamed([5], counted(1, 8, 7)), 8).notes).toEqual(['cached']);
    expect(prefillPass(streamed([5], counted(1, 20)), 8).notes).toEqual(['lengths']);
  });
});
