import { describe, expect, it } from 'vitest';
import type { Written } from '../schema';
import { firstApart, sameness } from './written';

const ours: Written = {
  ...{ model: 'Fable', engine: 'tokamark', format: 'fp16', test: 'tg4 @ d3' },
  ...{ prompt: 'Once', text: ' there was', tokens: [5, 6, 7, 8] },
};
const theirs: Written = { ...ours, engine: 'another' };

describe('what engines wrote', () => {
  it('is held against ours at FP16, token by token, as far as both go', () => {
    expect(sameness(ours, [ours, theirs])).toBe('');
    expect(sameness(theirs, [ours, theirs])).toBe('the same 4 tokens as FP16');
    expect(sameness({ ...theirs, tokens: [5, 6] }, [ours])).toBe('the same 2 tokens as FP16');
    expect(sameness({ ...theirs, tokens: [5, 6, 9, 8] }, [ours])).toBe('apart from FP16 from token 3 on');
    expect(firstApart({ tokens: [1] }, { tokens: [2] })).toBe(1);
  });

  it('is held against another of ours where FP16 did not run, and against nothing where ours wrote nothing', () => {
    const int4: Written = { ...ours, format: 'int4', tokens: [5, 6, 7, 1] };
    expect(sameness(theirs, [theirs, int4])).toBe('apart from INT4 from token 4 on');
    expect(sameness(theirs, [theirs])).toBe('');
  });
});
