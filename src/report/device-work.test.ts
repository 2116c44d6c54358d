/** What a token asked of the device, as a reader sees it. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../test/fixtures/result';
import { variantSheet, workSheet } from './device-work';
import { toMarkdown } from './markdown';

const counters = {
  dispatchesPerToken: 153,
  passesPerToken: 0.0625,
  submitsPerToken: 0.0625,
  bytesUploadedPerToken: 0,
  bytesReadBackPerToken: 0,
  encodeMillisecondsPerToken: 0.31415,
};
const counted = entry({ format: 'int4', phase: 'decode', counters, variants: { 'decode qkv': 'lanes8' } });

describe('what a token asks of the device', () => {
  it('is a row for each test that ran', () => {
    const { rows } = workSheet([counted, entry({ format: 'fp16', phase: 'decode' })]);
    expect(rows).toEqual([['INT4', 'tg64', '153', '0.0625', '0.0625', '0', '0', '0.314']]);
  });

  it('is left out where nothing was counted', () => {
    expect(toMarkdown(result())).not.toContain('Work per token');
  });

  it('stands in Markdown', () => {
    const some = result({ results: [counted] });
    expect(toMarkdown(some)).toMatch(/INT4 +\| tg64 +\| +153 \|/);
  });
});

describe('the variants that ran', () => {
  it('name each place once, whatever phases share it', () => {
    expect(variantSheet([counted, counted]).rows).toEqual([['decode qkv', 'lanes8']]);
    expect(toMarkdown(result({ results: [counted] }))).toContain('| decode qkv | lanes8');
  });
});
