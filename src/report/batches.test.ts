/** What a batch says of one of its sequences, in JSON, CSV, Markdown and the shared text, and what an import refuses of it. */
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../test/fixtures/result';
import { trueResult } from '../../test/fixtures/true-ids';
import { thrown } from '../../test/fixtures/thrown';
import { batchSheet, ofSequence, withSequence } from './batches';
import { compareContestants } from './comparison';
import { CSV_COLUMNS, PART_COLUMNS, SEQUENCE_COLUMNS, toCsv } from './csv';
import { importResult } from './import/import-result';
import { toJson } from './json';
import { toMarkdown } from './markdown';
import type { Result, ResultEntry } from './schema';
import { shareText } from './share';
import { withIntervals } from './statistics';

/** tg64 of `batch` sequences. */
const decode = (batch: number, inAll: number, format: 'fp16' | 'int4' = 'int4'): ResultEntry => ({
  ...entry({ format, phase: 'decode', tokensPerSecond: figure(inAll, inAll / 10) }),
  ...{ batch, test: batch === 1 ? 'tg64' : `tg64 b${batch}`, workloadId: `${batch}${format}` },
});
const prefill = (batch: number): ResultEntry => ({
  ...entry({ format: 'int4', phase: 'prefill', tokensPerSecond: figure(800), ttftSeconds: figure(batch * 0.64) }),
  ...{ batch, test: `pp512 b${batch}` },
});

const several = (over: Partial<Result> = {}): Result =>
  result({ results: [decode(1, 100), decode(8, 320), prefill(8)].map(withSequence), ...over });

describe('of one sequence of several', () => {
  it('speed is a share of that of all, and a step lasts as long as its token, bounds the other way round', () => {
    expect(ofSequence(decode(8, 320))).toEqual({
      tokensPerSecond: { median: 40, low: 36, high: 44 },
      stepSeconds: { median: 0.025, low: 8 / 352, high: 8 / 288 },
    });
    expect(ofSequence(prefill(8))).toMatchObject({ tokensPerSecond: { median: 100 }, stepSeconds: null });
    expect(ofSequence({ ...decode(8, 320), tokensPerSecond: null })).toBeNull();
  });

  it('an entry says it with its own interval, and one of a sequence alone does not', () => {
    const [one, eight, prompt] = withIntervals([decode(1, 100), decode(8, 320), prefill(8)]);
    expect(one).not.toHaveProperty('perSequence');
    const { low = NaN, high = NaN } = eight?.tokensPerSecond ?? {};
    expect(eight?.perSequence).toMatchObject({
      tokensPerSecond: { median: 40, low: low / 8, high: high / 8 },
      stepSeconds: { median: 0.025, low: 8 / high, high: 8 / low },
    });
    expect(prompt?.perSequence?.stepSeconds).toBeNull();
    const [unmeasured] = withIntervals([{ ...decode(4, 1), tokensPerSecond: null }]);
    expect(unmeasured?.perSequence).toBeNull();
  });
});

describe('what stands for a format’s speed', () => {
  it('is never compared with that of another number of sequences', () => {
    const comparisons = compareContestants([decode(1, 100, 'fp16'), decode(8, 320)]);
    expect(comparisons.map(({ test, speedUp }) => [test, speedUp])).toEqual([
      ['tg64', null],
      ['tg64 b8', null],
    ]);
  });
});

describe('a report', () => {
  it('has a table of batches, each against the fewest', () => {
    expect(batchSheet(several().results).rows.map((row) => row.slice(2))).toEqual([
      ['tg64', '1', '100 ± 10', '-', '100 ± 10', '10.0 (9.1 to 11.1) ms', '-'],
      ['tg64', '8', '320 ± 30', '3.2 (2.8 to 3.7) ×', '40 ± 4', '25.0 (22.7 to 27.8) ms', '-'],
      ['pp512', '8', '800 ± 16', '-', '100.0 ± 2.0', '-', '5.12 ± 0.10 s'],
    ]);
    const text = toMarkdown(several());
    expect(text).toContain('## Several sequences at once');
    expect(text).toContain('b: number of sequences at once, whose tokens count together.');
    expect(toMarkdown(result())).not.toContain('equences');
  });

  it('says in the shared text what one sequence reaches, and then the most at once', () => {
    expect(shareText(several(), 'https://x.example')).toContain(
      'writing 64 tokens (tg64): INT4 100 ± 10 tokens/s; 8 sequences at once, writing 64 tokens (tg64 b8): INT4 320 ± 30 tokens/s in all; reading a prompt of 512 tokens (pp512 b8): INT4 800 ± 16 tokens/s in all',
    );
  });

  it('has columns of one sequence in a CSV of several alone', () => {
    const read = (text: string) => Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    const { data, meta } = read(toCsv(several()));
    expect(meta.fields).toEqual([...CSV_COLUMNS, ...PART_COLUMNS, ...SEQUENCE_COLUMNS]);
    expect(data.find(({ batch }) => batch === '8')).toMatchObject({
      ...{ tokens_per_second: '288', sequence_tokens_per_second: '36', step_seconds: String(8 / 288) },
      ...{ median_sequence_tokens_per_second: '40', median_step_seconds: '0.025' },
    });
    expect(data.at(-1)).toMatchObject({ test: 'pp512 b8', step_seconds: '', high_step_seconds: '' });
    expect(read(toCsv(result())).meta.fields).toEqual([...CSV_COLUMNS, ...PART_COLUMNS]);
  });
});

describe('an import', () => {
  const whole = trueResult({ results: several().results.slice(0, 2), elapsedSeconds: 1e3 });
  const changed = (change: Partial<ResultEntry>) =>
    toJson({ ...whole, results: whole.results.map((one) => (one.batch === 1 ? one : { ...one, ...change })) });

  it('takes a batch whose speed of all and of each agree with its durations', () => {
    expect(importResult(toJson(whole)).results[1]).toMatchObject({
      batch: 8,
      perSequence: { stepSeconds: { median: 0.025 } },
    });
  });

  it.each([
    [
      'another speed of each',
      { perSequence: { tokensPerSecond: { median: 41, low: 36, high: 44 }, stepSeconds: null } },
    ],
    ['no speed of each', { perSequence: null }],
  ])('refuses %s than that of all gives', (_, change) => {
    expect(thrown(() => importResult(changed(change))).where).toMatch(/^results\[1\]\.perSequence/);
  });
});
