/** What is said of a run in one sentence. */
import { describe, expect, it } from 'vitest';
import { entry as anyEntry } from '../../test/fixtures/result';
import type { ModelFormat } from '../kernels/recipe';
import { headlineSentence } from './headline-sentence';
import { mainFormat } from './main-format';
import type { ResultEntry } from './schema';

function entryOf(format: ModelFormat, rate: number, count = 10): ResultEntry {
  const samples = Array.from({ length: count }, (_, index) => rate * (1 + 0.02 * Math.sin(index * 2.4)));
  const tokensPerSecond = { median: rate, low: rate * 0.99, high: rate * 1.01, samples };
  const durations = samples.map((sample, order) => ({ order, seconds: 64 / sample }));
  const model = { name: 'Llama-3.2-1B', weights: 'synthetic', parameters: 1_235_814_400 } as const;
  return { ...anyEntry({ format, phase: 'decode', tokensPerSecond, verified: [], model }), durations };
}

const said = (main: ResultEntry, fp16: ResultEntry | null): string =>
  headlineSentence(main, main.tokensPerSecond, fp16);

describe('the sentence of a run', () => {
  it('holds its speed against reading, and INT4 against FP16', () => {
    expect(said(entryOf('int4', 63.5), entryOf('fp16', 24.4))).toMatch(
      /^About 12 times as fast as reading; INT4 is 2\.\d+ times FP16\.$/,
    );
  });

  it('says of two formats that do not differ clearly that they do not', () => {
    expect(said(entryOf('int4', 60), entryOf('fp16', 60))).toBe(
      'About 11 times as fast as reading; INT4 and FP16 do not differ clearly.',
    );
  });

  it('compares nothing that rests on too few repetitions, or is another workload', () => {
    const alone = 'About 12 times as fast as reading.';
    const fp16 = entryOf('fp16', 24.4);
    expect(said(entryOf('int4', 63.5), null)).toBe(alone);
    expect(said(entryOf('int4', 63.5, 2), entryOf('fp16', 24.4, 2))).toBe(alone);
    expect(said(entryOf('int4', 63.5), { ...fp16, model: { ...fp16.model, name: 'Another' } })).toBe(alone);
    expect(said(entryOf('int4', 63.5), { ...fp16, test: 'tg16' })).toBe(alone);
  });

  it('says that a ratio is the median of rounds where the two speeds beside it give another', () => {
    const rounds = (rates: readonly number[], of: ResultEntry): ResultEntry => ({
      ...of,
      tokensPerSecond: { median: rates[2] ?? NaN, low: 1, high: 99, samples: [...rates] },
      durations: rates.map((rate, order) => ({ order, round: order, seconds: 64 / rate })),
    });
    const int4 = rounds([44, 44.1, 44, 44, 43.9], entryOf('int4', 44));
    const even = rounds([33.9, 34, 33.8, 33.9, 33.8], entryOf('fp16', 34));
    // 44 and 37 are 1.19 to 1.
    const apart = {
      ...even,
      tokensPerSecond: { median: 37, low: 33, high: 41, samples: [33.9, 34, 33.8, 33.9, 33.8] },
    };
    expect(said(int4, apart)).toMatch(/; INT4 is 1\.(?:30?|29\d) times FP16, the median of 5 rounds\.$/);
    const level = {
      ...even,
      tokensPerSecond: { median: 44 / 1.298, low: 33, high: 35, samples: [33.9, 34, 33.8, 33.9, 33.8] },
    };
    expect(said(int4, level)).toMatch(/; INT4 is 1\.(?:30?|29\d) times FP16\.$/);
  });

  it('is none without a speed', () => {
    expect(said({ ...entryOf('int4', 1), tokensPerSecond: null }, entryOf('fp16', 24.4))).toBe('');
  });

  it('is of INT4 where it was asked for', () => {
    expect(mainFormat(['fp16', 'int4', 'mxfp4'])).toBe('int4');
    expect(mainFormat(['fp16', 'int8'])).toBe('int8');
    expect(mainFormat(['fp16'])).toBe('fp16');
  });
});
