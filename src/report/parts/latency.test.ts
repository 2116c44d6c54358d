/** Latency by token: what is said of the waits between tokens, and that every one of them is in the histogram. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { result } from '../../../test/fixtures/result';
import { toMarkdown } from '../markdown';
import { latencySchema } from '../schema/latency';
import { latencyOf, latencySheet, waitsOf } from './latency';

const STORY = { prompt: 'Once', text: ' upon', temperature: 0.8, seed: 7, tokensPerSecond: 100, tokens: 80 };

const INT4 = { engine: 'tokamark', format: 'int4', model: 'Fable' } as const;

/** A token every two milliseconds, and the 38th after twenty. */
const times = Array.from({ length: 80 }, (_, i) => 5 + 0.002 * i + (i >= 37 ? 0.018 : 0));

describe('the latency of a text', () => {
  it('has the longest wait with its token, and no 99 % of fewer than a hundred waits', () => {
    const told = latencyOf(INT4, [times]);
    expect(told?.waits).toHaveLength(79);
    expect(told?.median).toBeCloseTo(0.002);
    expect(told?.p90).toBeCloseTo(0.002);
    expect(told?.p99).toBeNull();
    expect(told?.longest.token).toBe(38);
    expect(told?.longest.seconds).toBeCloseTo(0.02);
  });

  it('is of several passes alike, with no wait from the end of one to the next', () => {
    const told = latencyOf(INT4, [times, times.map((time) => time + 100)]);
    expect(told?.waits).toHaveLength(158);
    expect(told?.longest.token).toBe(38);
    expect(told?.longest.seconds).toBeCloseTo(0.02);
  });

  it('is none of one token', () => {
    expect(latencyOf(INT4, [[1]])).toBeNull();
    expect(latencyOf(INT4, [])).toBeNull();
  });

  it('has every wait in one class of its histogram, whatever the clock gives', () => {
    const steps = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(steps, (waits) => {
        const at = waits.reduce<number[]>((all, wait) => [...all, (all.at(-1) ?? 0) + wait], [0]);
        const told = latencyOf(INT4, [at]);
        if (told === null) throw new Error('two tokens have a wait');
        expect(latencySchema.safeParse(told).success).toBe(true);
        expect(told.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(waits.length);
        for (const [i, { from, to }] of told.histogram.entries()) {
          expect(to / from).toBeCloseTo(Math.SQRT2);
          expect(told.histogram[i + 1]?.from ?? to).toBeCloseTo(to);
        }
      }),
    );
  });
});

describe('a report', () => {
  const told = latencyOf(INT4, [times]);
  const text = toMarkdown(result({ latency: told === null ? [] : [told] }));

  it('has a row for each format, with bars from the shortest to the longest wait', () => {
    expect(text).toContain('## Latency by token');
    expect(text).toMatch(
      /\| Fable \| INT4 +\| timed +\| +79 \| +2\.00 ms \| +2\.00 ms \| +- \| 20\.0 ms \(token 38\) \| \S+ ms █·+▁ \S+ ms \|/,
    );
  });

  it('tells the timed repetitions of a model from the text that the same model wrote', () => {
    const given = (['repetitions', 'text'] as const).flatMap((of) => latencyOf({ ...INT4, of }, [times]) ?? []);
    expect(latencySheet(given, []).rows.map((row) => row.slice(0, 4))).toEqual([
      ['Fable', 'INT4', 'timed', '79'],
      ['Fable', 'INT4', 'its text', '79'],
    ]);
  });

  it('tells them apart in a document that does not say, by the tokens of the text', () => {
    const old = [[times, times], [times]].flatMap((passes) => latencyOf(INT4, passes) ?? []);
    const given = (format: 'int4' | 'fp16') => old.map((one) => waitsOf(one, [{ ...STORY, ...INT4, format }]));
    expect(given('int4')).toEqual(['repetitions', 'text']);
    expect(given('fp16')).toEqual(['repetitions', 'repetitions']);
  });

  it('says nothing of a result that has none', () => {
    expect(toMarkdown(result())).not.toContain('Latency by token');
    expect(latencySheet([], []).rows).toEqual([]);
  });
});
