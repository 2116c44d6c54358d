/** What is said of a long decode: its first and last minute, throttling, and samples that do not count. */
import { describe, expect, it } from 'vitest';
import type { Sustained } from '../benchmark/sustained-samples';
import { seconds } from '../foundation/units';
import { sustainedSchema } from './schema/sustained';
import { sustainedOf, sustainedRows, sustainedSentence, throttles } from './sustained';

/** A sample every five seconds at `rate(at)` tokens per second. */
function decode(
  length: number,
  rate: (at: number) => number,
  hidden: (at: number) => boolean = () => false,
): Sustained {
  return {
    workloadId: 'a'.repeat(64),
    format: 'int4',
    test: { phase: 'decode', depth: 0, tokens: 64, batch: 1 },
    seconds: seconds(300),
    samples: Array.from({ length }, (_, i) => ({
      at: seconds(5 * i),
      seconds: seconds(5),
      tokens: Math.round(5 * rate(5 * i)),
      guard: hidden(5 * i) ? ('hidden-tab' as const) : null,
    })),
  };
}

describe('a long decode', () => {
  it('compares its last minute with its first', () => {
    const sustained = sustainedOf(decode(60, (at) => (at < 150 ? 100 : 80)));
    expect(sustainedSchema.parse(sustained)).toEqual(sustained);
    expect(sustained.first?.samples).toHaveLength(12);
    expect(sustained.last?.samples).toHaveLength(12);
    expect(sustained.ratio).toMatchObject({ median: 0.8, low: 0.8, high: 0.8 });
    expect(throttles(sustained)).toBe(true);
    expect(sustainedSentence(sustained)).toMatch(
      /^tg64 at INT4 for 5 min 0 s: 100 tokens\/s at first, 80\.0 at the end/,
    );
    expect(sustainedRows(sustained).map(({ name }) => name)).toEqual(['first minute', 'last minute', 'last : first']);
  });

  it('compares thirds where it was shorter than three minutes', () => {
    const sustained = sustainedOf(decode(12, () => 100));
    expect(sustained.first?.samples).toHaveLength(4);
    expect(throttles(sustained)).toBe(false);
    expect(sustainedRows(sustained)[0]?.name).toBe('first third');
  });

  it('does not throttle where the interval leaves it open', () => {
    const open = sustainedOf(decode(60, (at) => (at < 150 ? 100 : at % 10 === 0 ? 80 : 100)));
    expect(throttles(open)).toBe(false);
    expect(sustainedSentence(open)).toContain('spread too much to say');
    expect(sustainedSentence(sustainedOf(decode(60, () => 100)))).toContain('keeps its speed within 5 %');
  });

  it('counts no sample that a guard has voided, and says how many', () => {
    const sustained = sustainedOf(
      decode(
        60,
        (at) => (at < 30 ? 1 : 100),
        (at) => at < 30,
      ),
    );
    expect(sustained.first?.samples).toHaveLength(6);
    expect(sustained.first?.median).toBe(100);
    expect(sustained.samples).toHaveLength(60);
    expect(sustainedSentence(sustained)).toContain('6 of 60 samples do not count');
  });

  it('says nothing of a decode without samples', () => {
    const sustained = sustainedOf(decode(0, () => 1));
    expect(sustained).toMatchObject({ first: null, last: null, ratio: null });
    expect(throttles(sustained)).toBeNull();
    expect(sustainedRows(sustained)).toEqual([]);
  });
});
