/** Where a pass of a test stands. */
import { describe, expect, it } from 'vitest';
import { passRows } from './pass-rows';

describe('a pass', () => {
  it('of decode is a row of each sequence, all of which need logits', () => {
    const test = { phase: 'decode', depth: 7, tokens: 8, batch: 3 } as const;
    expect(passRows(test, 64, 9)).toEqual({
      rows: [0, 1, 2].map((sequence) => ({ sequence, position: 9 })),
      ...{ last: [0, 1, 2], each: 1 },
    });
  });

  it('of prefill is a chunk of the prompts, one behind the other', () => {
    const test = { phase: 'prefill', depth: 0, tokens: 3, batch: 2 } as const;
    expect(passRows(test, 5, 4)).toEqual({
      rows: [0, 1, 2, 0, 1].map((i, row) => ({ sequence: row < 3 ? 0 : 1, position: 4 + i })),
      ...{ last: [3, 4], each: 3 },
    });
    expect(passRows({ ...test, batch: 1 }, 2, 4)).toEqual({
      rows: [4, 5].map((position) => ({ sequence: 0, position })),
      ...{ last: [1], each: 2 },
    });
  });
});
