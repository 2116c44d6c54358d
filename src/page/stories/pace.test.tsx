/** Fable's texts while a run goes on, without a browser and without a clock: they move with the repetitions alone. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { OPTIONS, entry, runOf, story } from '../fixtures/results';
import type { RunPhase, RunState } from '../state/page-state';
import { pacedTexts } from './pace-model';
import { PacedTexts } from './paced-texts';

const WORDS = ' there was a little fox who lived at the edge of the wood.';

/** With so many repetitions of each format, of which each makes `tokens` tokens. */
function runWith(
  repetitions: number,
  stories = [story('fp16', WORDS), story('int4', WORDS)],
  phase: RunPhase = 'running',
) {
  const entries = (['fp16', 'int4'] as const).flatMap((format) => {
    const one = entry(format, 'decode', format === 'fp16' ? 24 : 63, Math.max(1, repetitions));
    const none = { ...one, durations: [], tokensPerSecond: null };
    return { entry: { ...(repetitions === 0 ? none : one), tokens: 32 }, final: false };
  });
  const run = runOf(...entries);
  return { run: { ...run, phase, options: OPTIONS, record: { ...run.record, stories } } };
}

describe('the texts during a run', () => {
  it('are there from the first word on, as it streams', () => {
    const run = runWith(0, []).run;
    const streaming: RunState = { ...run, progress: { ...run.progress, texts: { int4: ' there' } } };
    expect(pacedTexts({ run })).toEqual([]);
    expect(pacedTexts({ run: streaming })).toEqual([
      { format: 'int4', about: 'Fable writes in INT4', prompt: 'Once upon a time', text: ' there' },
    ]);
  });

  it('say at which pace they are written, once that is measured', () => {
    expect(pacedTexts(runWith(0)).map(({ about, text }) => [about, text])).toEqual([
      ['Fable wrote in FP16', WORDS],
      ['Fable wrote in INT4', WORDS],
    ]);
    expect(pacedTexts(runWith(1)).map(({ about }) => about)).toEqual([
      expect.stringMatching(/^Fable writes at FP16’s pace: 2[34][.\d]* tokens\/s$/),
      expect.stringMatching(/^Fable writes at INT4’s pace: 6[34][.\d]* tokens\/s$/),
    ]);
  });

  it('grow by what each repetition has made, and begin anew after their end', () => {
    // A story of 96 tokens: a third of it with each repetition of 32.
    const lengths = [1, 2, 3, 4].map((repetitions) => pacedTexts(runWith(repetitions))[1]?.text.length);
    expect(lengths).toEqual([1, 2, 3, 1].map((thirds) => Math.round((WORDS.length * thirds) / 3)));
  });

  it('are gone when the run is over, where the card has them whole', () => {
    expect(pacedTexts(runWith(3, undefined, 'complete'))).toEqual([]);
  });

  it('show what a model writes as text', () => {
    const html = renderToString(<PacedTexts texts={pacedTexts(runWith(3, [story('int4', '<b>bold</b>')]))} />);
    expect(html).toContain('&lt;b');
    expect(html).not.toContain('<b>');
  });
});
