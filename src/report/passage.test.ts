import { describe, expect, it } from 'vitest';
import { compared } from '../../test/fixtures/compared';
import { toEnginesMarkdown } from './engines-markdown';
import { passageAbout, passageFailures, passageSheet } from './passage';
import type { Passage } from './schema';

const { passage: told } = compared();
if (told === null) throw new Error('the comparison has read a passage');

describe('the passage that all engines read', () => {
  it('is a table in the order of that of speeds, and what all are held against is named', () => {
    expect(passageSheet(told).rows).toEqual([
      ['Tokamark FP16', '16.528', 'reference', '–'],
      ['onnxruntime-web FP16', '16.485', '0.000098', '100.0 %'],
      ['Tokamark INT4', '15.897', '0.017', '91.3 %'],
      ['onnxruntime-web INT4', '16.717', '0.035', '82.6 %'],
    ]);
    expect(passageAbout(told)).toContain('The first 24 tokens');
  });

  it('says no smaller KL than sums in another order make, and does not take an engine without logits for one that failed', () => {
    const row = { engine: 'another', format: 'fp16', perplexity: 16, kl: 3e-9, top1: 1, error: null } as const;
    const error = { code: 'peer', message: 'It broke.', where: '', remedy: 'Leave it out.' } as const;
    const none = { ...row, perplexity: null, kl: null, top1: null };
    const all: Passage = { ...told, rows: [row, { ...none, engine: 'mute' }, { ...none, engine: 'broken', error }] };
    expect(passageSheet(all).rows).toEqual([
      ['another FP16', '16.000', '< 0.0000001', '100.0 %'],
      ['mute FP16', 'not given', '–', '–'],
      ['broken FP16', 'failed', '–', '–'],
    ]);
    expect(passageFailures(all)).toEqual(['broken FP16 did not read the passage: It broke. Leave it out.']);
  });

  it('goes along in the Markdown of a comparison, and leaves it as it is where nobody read it', () => {
    expect(toEnginesMarkdown(compared())).toMatch(/\| onnxruntime-web INT4 +\| +16\.717 \| +0\.035 \|/);
    expect(toEnginesMarkdown(compared({ passage: null }))).not.toContain('nats');
  });
});
