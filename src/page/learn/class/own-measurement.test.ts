/** A code from what was measured: of the lab's texts, and of a run. */
import { describe, expect, it } from 'vitest';
import { SOFTWARE } from '../../../../test/fixtures/class-codes';
import { entry, result } from '../../../../test/fixtures/result';
import { ofRun, ofTexts } from './own-measurement';

describe('what a code is made of', () => {
  it('is each format that the lab wrote a text in, of Fable', () => {
    const texts = [
      { format: 'fp16', tokensPerSecond: 100 },
      { format: 'int4', tokensPerSecond: 210 },
      { format: 'w4a8', tokensPerSecond: null },
    ] as const;
    expect(ofTexts(texts, SOFTWARE)).toEqual({
      ...{ tokensPerSecond: { fp16: 100, int4: 210 }, model: 'Fable', measuredAs: 'lab-1', device: SOFTWARE },
    });
    expect(ofTexts([{ format: 'fp16', tokensPerSecond: null }], SOFTWARE)).toBeNull();
    expect(ofTexts([{ format: 'fp16', tokensPerSecond: Infinity }], SOFTWARE)).toBeNull();
  });

  it('is the decode of a run, of its model', () => {
    const results = [entry({ format: 'fp16', phase: 'decode' }), entry({ format: 'int4', phase: 'decode' })];
    const suite = { name: 'tokamark-2', profile: 'quick' } as const;
    expect(ofRun({ results, suite }, SOFTWARE)).toEqual({
      ...{
        tokensPerSecond: { fp16: 100, int4: 200 },
        model: 'SmolLM2-135M',
        measuredAs: 'tokamark-2',
        device: SOFTWARE,
      },
    });
    expect(ofRun({ results: [], suite }, SOFTWARE)).toBeNull();
    expect(ofRun({ results, suite: { ...result().suite, name: 'another' } }, SOFTWARE)).toBeNull();
  });
});
