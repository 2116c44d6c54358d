/** Waterfalls as a result holds and tells them: shares of the measured ceilings, words, and what is not said. */
import { describe, expect, it } from 'vitest';
import { entry, result, roofs } from '../../test/fixtures/result';
import { waterfall } from '../../test/fixtures/waterfall';
import { parseResult, toJson } from './json';
import { waterfallSection } from './parts/waterfalls';
import { reachedOf, waterfallOf } from './waterfall';
import type { Waterfall } from './schema';
import { aboveNote, doubtNote, waterfallRows } from './waterfall-words';
import { RECIPES } from '../kernels/recipe';
import { tokamark } from '../benchmark/tokamark';

const TEST = { phase: 'decode', depth: 0, tokens: 64, batch: 1 } as const;

describe('how near a part comes to the measured ceilings', () => {
  it('is told by the one that allows less', () => {
    // 400 GB/s and 20 TFLOP/s: they meet at 50 operations a byte.
    const reading = { bytes: 400e6, flops: 400e6, arithmetic: 'f32' } as const;
    expect(reachedOf(reading, 0.002, roofs())).toEqual({ intensity: 1, bound: 'bandwidth', share: 0.5 });
    const computing = { bytes: 1e6, flops: 1e9, arithmetic: 'f32' } as const;
    expect(reachedOf(computing, 1e-4, roofs())).toEqual({ intensity: 1000, bound: 'arithmetic', share: 0.5 });
  });

  it('is not told without a ceiling, work or time', () => {
    const work = { bytes: 1, flops: 1, arithmetic: 'f32' } as const;
    expect(reachedOf(work, 1, null)).toBeNull();
    expect(reachedOf({ ...work, arithmetic: 'packed-dot' }, 1, roofs())).toBeNull();
    expect(reachedOf(work, 0, roofs())).toBeNull();
    expect(reachedOf(null, 1, roofs())).toBeNull();
  });
});

describe('a waterfall', () => {
  it('says why it has no figures', () => {
    const none = waterfallOf(
      { contestant: tokamark(RECIPES.int4), test: TEST, outcome: { leftOut: 'No time.' } },
      entry({ format: 'int4', phase: 'decode' }),
      roofs(),
    );
    expect(none).toMatchObject({ leftOut: 'No time.', figures: null, test: 'tg64' });
    expect(waterfallSection(result({ waterfalls: [none] }))).toContain('**INT4 tg64: not profiled. No time.**');
  });

  it('survives export and import', () => {
    const full = result({ waterfalls: [waterfall()] });
    expect(parseResult(toJson(full))).toEqual(full);
  });

  it('is a table of all parts, with what is not explained below zero too', () => {
    const text = waterfallSection(result({ waterfalls: [waterfall()] }));
    expect(text).toContain('**INT4 tg64: 10.0 ms per token, by the GPU’s timestamps**');
    expect(text).toMatch(/Gate and up +\| +6\.00 ms \| +60 % \| +50 % of the bandwidth/);
    expect(text).toMatch(/Changed between measurement and profile +\| +−1\.00 ms \| +−10 %/);
    expect(text).toMatch(/Together +\| +10\.0 ms \| +100 %/);
    expect(text).not.toContain('Software adapter');
  });

  it('is doubted where a quarter is not explained, and named with the cause', () => {
    const { figures } = waterfall();
    if (figures === null) throw new Error('no figures');
    const odd = (id: string) => {
      const parts = figures.parts.map((part) => (part.id === id ? { ...part, seconds: -0.003, share: -0.3 } : part));
      return waterfall({ test: 'tg9', figures: { ...figures, parts } });
    };
    expect(doubtNote([waterfall()])).toBe('');
    expect(doubtNote([waterfall(), odd('since')])).toMatch(/^The device was faster or slower .*\(INT4 tg9\)/);
    expect(doubtNote([waterfall(), odd('order')])).toMatch(/^Parts take a different time alone .*\(INT4 tg9\)/);
    expect(doubtNote([odd('rest')])).toMatch(/^Much time passes between the passes.*\(INT4 tg9\)/);
  });

  it.each([
    ['since', 0.7, 'The device was faster when it was profiled than when it was measured, by 70 % of a token’s time.'],
    ['since', -0.7, 'The device was slower when it was profiled than when it was measured, by 70 % of a token’s time.'],
    ['order', 0.6, 'Its parts took less time alone than within a pass, by 60 % of a token’s time.'],
    ['order', -0.6, 'Its parts took longer alone than within a pass, by 60 % of a token’s time.'],
  ])('is left out, with the reason, where half a token is not explained: %s %d', (id, share, why) => {
    const { figures } = waterfall();
    if (figures === null) throw new Error('no figures');
    const at = (of: number): Waterfall => {
      const parts = figures.parts.map((part) => (part.id === id ? { ...part, seconds: of / 100, share: of } : part));
      return waterfall({ figures: { ...figures, parts } });
    };
    const all = [at(share)];
    const text = waterfallSection(result({ waterfalls: all }));
    expect(text).toContain(`INT4 tg64: left out. ${why} Close other programs, and run again.`);
    expect(text).not.toMatch(/Gate and up/);
    expect(waterfallRows(at(share))).toEqual([]);
    // The figures stay in the document for whoever looks into it; here nothing is said of them.
    expect([doubtNote(all), aboveNote(all)]).toEqual(['', '']);
    expect(waterfallRows(at(share / 2)).length).toBeGreaterThan(0);
  });

  it('explains a share of more than the ceiling, and only that', () => {
    expect(aboveNote([waterfall()])).toContain('cache');
    expect(aboveNote([])).toBe('');
    expect(waterfallRows(waterfall()).map(({ id }) => id)).toEqual(['gate-up', 'down', 'launch', 'since']);
  });
});
