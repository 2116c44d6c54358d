/** Which results have a score, and the frozen reference itself. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../../test/fixtures/result';
import { PROFILES } from '../../benchmark/suite/suite';
import { toCsv } from '../csv';
import { parseResult, toJson } from '../json';
import { toMarkdown } from '../markdown';
import { idsOfShape } from '../receipt/receipt';
import { resultSchema, type ResultEntry } from '../schema';
import type { Reference } from './reference-schema';
import { REFERENCE, scoresOf, shownScores } from './score';
import { referenceSentence, scoreRows } from './score-rows';
import { SCORE_SETS } from './weights';

const rate = (median: number): ResultEntry['tokensPerSecond'] => ({
  median,
  low: median / Math.exp(0.05),
  high: median * Math.exp(0.05),
  samples: [median, median, median, median, median],
});

/** What a GPU's reference will be like: the machinery waits for it. */
const GPU: Reference = {
  ...REFERENCE,
  ...{ software: false, adapter: 'A GPU', about: 'the speed of a GPU that this test made up.' },
};

const id = (format: string, test: string) =>
  REFERENCE.workloads.find((one) => one.format === format && one.test === test)?.workloadId ?? '';
const yardstick = (format: string, test: string) =>
  REFERENCE.workloads.find((one) => one.format === format && one.test === test)?.tokensPerSecond ?? NaN;

/** A run `factor` times as fast as the reference. */
const measured = (factor: number): ResultEntry[] =>
  (['fp16', 'int4'] as const).flatMap((format) =>
    (['prefill', 'decode'] as const).map((phase) => {
      const test = phase === 'prefill' ? 'pp512' : 'tg64';
      return entry({
        ...{ format, phase, workloadId: id(format, test) },
        tokensPerSecond: rate(yardstick(format, test) * factor),
      });
    }),
  );

const scored = (entries: readonly ResultEntry[]) =>
  (scoresOf(entries, false, GPU)?.scores ?? []).map(({ format, set, score, reason }) => ({
    format,
    set,
    score,
    reason,
  }));

describe('the frozen reference', () => {
  it('is of an older suite, whose workloads this version does not measure', () => {
    const { shape, tests } = PROFILES.quick;
    const ids = new Set(idsOfShape(shape, { formats: ['fp16', 'int4'], tests, line: [] }));
    expect(REFERENCE.suite).toBe('tokamark-1');
    expect(REFERENCE.workloads.filter(({ workloadId }) => ids.has(workloadId))).toEqual([]);
  });

  it('names what ran it', () => {
    expect(REFERENCE.about.length).toBeGreaterThan(20);
    expect(REFERENCE.about.includes('software')).toBe(REFERENCE.software);
  });

  it('is a software adapter: no run has a score, and none of an older document is shown', () => {
    expect(REFERENCE.software).toBe(true);
    expect(scoresOf(measured(1), false)).toBeNull();
    const made = scoresOf(measured(1), false, GPU);
    if (made === null) throw new Error('no scores against a GPU');
    const { reference } = made;
    const old = resultSchema.parse({ ...result(), scores: { ...made, reference: { ...reference, software: true } } });
    expect(shownScores(old)).toBeNull();
    for (const text of [toMarkdown(old), toCsv(old)]) expect(text).not.toMatch(/score/i);
    // What was exported stays what it was.
    expect(parseResult(toJson(old)).scores?.scores).toEqual(made.scores);
  });

  it('is weighed by weights that add up to 1', () => {
    for (const { weights } of SCORE_SETS) {
      expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBe(1);
    }
  });
});

describe('a run of the workloads of a GPU’s reference', () => {
  it('scores 1000 in each format where it is as fast', () => {
    const all = scored(measured(1));
    expect(all.map(({ format, set }) => `${format} ${set}`)).toEqual(['fp16 headline', 'int4 headline']);
    for (const { score } of all) expect(score?.median).toBeCloseTo(1000, 9);
  });

  it('scores twice that where it is twice as fast, with an interval of its own', () => {
    const [first] = scored(measured(2));
    expect(first?.score?.median).toBeCloseTo(2000, 9);
    // Two halves of 0.05 in logarithms: 0.05 / √2.
    expect(Math.log((first?.score?.high ?? 0) / 2000)).toBeCloseTo(0.05 / Math.SQRT2, 9);
  });

  it('stands in result and Markdown, with what 1000 is', () => {
    const scores = scoresOf(measured(2), false, GPU);
    if (scores === null) throw new Error('no scores against a GPU');
    const document = resultSchema.parse({ ...result(), scores });
    expect(document.scores).toEqual(scores);
    const markdown = toMarkdown(document);
    expect(markdown).toContain('INT4 score');
    expect(markdown).toContain('1000 is the reference of');
    expect(shownScores(document)).toEqual(scores);
    expect(referenceSentence(scores)).toMatch(/^1000 is the reference of tokamark-1, frozen \d{4}-\d\d-\d\d: /);
    expect(scoreRows(scores)[0]).toMatchObject({ value: '2000', range: '1930–2070', reason: '' });
  });
});

describe('no score, but a reason,', () => {
  const [firstEntry, ...others] = measured(1);
  const first = firstEntry ?? entry({ format: 'fp16', phase: 'prefill' });
  const reasonWith = (change: Partial<ResultEntry>) => scored([{ ...first, ...change }, ...others])[0];

  it('is given to a software adapter, which is held against no GPU', () => {
    const scores = scoresOf(measured(2), true, GPU);
    if (scores === null) throw new Error('no scores against a GPU');
    expect(scores.scores.map(({ score }) => score)).toEqual([null, null]);
    const markdown = toMarkdown(resultSchema.parse({ ...result(), scores }));
    expect(markdown).toContain('INT4 score (software adapter)');
    expect(markdown).toContain('A software adapter is not held against a GPU.');
  });

  it('is given for a shrunk workload', () => {
    const one = reasonWith({ test: 'pp128', workloadId: 'f'.repeat(64) });
    expect(one?.score).toBeNull();
    expect(one?.reason).toContain('SmolLM2-135M pp128');
  });

  it('is given where a test was not finished, or seldom repeated', () => {
    expect(reasonWith({ status: 'cancelled' })?.reason).toContain('not measured to its end');
    expect(reasonWith({ tokensPerSecond: null })?.reason).toContain('not measured to its end');
    expect(reasonWith({ tokensPerSecond: { median: 1, low: 1, high: 1, samples: [1] } })?.reason).toContain('1 of');
  });

  it('is given at depth where the run had one, and for a format without a reference', () => {
    const deep = entry({
      format: 'fp16',
      phase: 'decode',
      depth: 2048,
      test: 'tg64 @ d2048',
      workloadId: 'e'.repeat(64),
    });
    expect(scored([...measured(1), deep]).map(({ set }) => set)).toContain('depth-2048');
    const other = scoresOf([entry({ format: 'mxfp4', phase: 'decode' })], false, {
      ...GPU,
      workloads: GPU.workloads.filter(({ format }) => format !== 'mxfp4'),
    });
    expect(other?.scores[0]).toMatchObject({ format: 'mxfp4', score: null });
    expect(other?.scores[0]?.reason).toContain('reference has no');
  });
});
