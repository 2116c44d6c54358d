/** Which entry stands for the speed of a format. */
import { describe, expect, it } from 'vitest';
import { entry } from '../../test/fixtures/result';
import { ofHeadline, ofLargest } from './headline';

const decode = (over: Partial<ReturnType<typeof entry>> = {}) => entry({ format: 'int4', phase: 'decode', ...over });
const model = (parameters: number) => ({ name: `m${parameters}`, weights: 'synthetic' as const, parameters });

describe('what stands for a format’s speed', () => {
  it('is of one sequence, or of the fewest where none was alone', () => {
    const of = (batch: number) => decode({ batch });
    expect(ofHeadline([of(8), of(1), of(1)]).map(({ batch }) => batch)).toEqual([1, 1]);
    expect(ofHeadline([of(8), of(4)]).map(({ batch }) => batch)).toEqual([4]);
    expect(ofHeadline([])).toEqual([]);
  });

  it('is streamed, and batched where it was not streamed, as in results of tokamark-1', () => {
    const batched = decode({ delivery: 'batched' });
    expect(ofHeadline([batched, decode()]).map(({ delivery }) => delivery)).toEqual(['streamed']);
    expect(ofHeadline([batched])).toEqual([batched]);
    // Another engine may stream where ours did not.
    const theirs = decode({ engine: 'waiter' });
    expect(ofHeadline([batched, theirs])).toEqual([batched, theirs]);
  });

  it('is of the largest model: the others are there for the line', () => {
    const large = decode({ model: model(1e9) });
    expect(ofHeadline([decode({ model: model(1e8) }), large])).toEqual([large]);
    expect(ofLargest([large, decode({ model: model(1e8) })])).toEqual([large]);
  });
});
