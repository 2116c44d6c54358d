/** The card of Fable's texts, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { OPTIONS, runOf, story } from '../fixtures/results';
import { storiesCard } from './stories-model';
import { Stories } from './stories-view';

const told = (...stories: ReturnType<typeof story>[]) => {
  const run = runOf();
  return storiesCard({ run: { ...run, record: { ...run.record, stories } } }, OPTIONS);
};

describe('the card of texts', () => {
  it('is not there where no text was written', () => {
    expect(told()).toBeNull();
  });

  it('has each text that was written, in the order of the formats, with how fast it came', () => {
    const card = told(story('int4', ' there was a mill.'), story('fp16', ' there was a fox.'));
    expect(card?.texts.map(({ format, text, rate }) => [format, text, rate])).toEqual([
      ['fp16', ' there was a fox.', '812 tokens/s streamed, 96 tokens'],
      ['int4', ' there was a mill.', '812 tokens/s streamed, 96 tokens'],
    ]);
    expect(card?.sampling).toBe('Sampled at temperature 0.7 with seed 1, the same in each format.');
  });

  it('keeps no empty place for a format whose text never came', () => {
    const card = told(story('int4', ' there was a mill.'));
    const html = card === null ? '' : renderToString(<Stories {...card} />);
    expect(html).toContain('id="text-int4"');
    expect(html).not.toContain('FP16');
  });

  it('shows what a model writes as text', () => {
    const card = told(story('fp16', '<script>alert(1)</script>'));
    expect(card === null ? '' : renderToString(<Stories {...card} />)).not.toContain('<script>');
  });
});
