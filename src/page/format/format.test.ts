/** How ratios and the running clock are written. */
import { describe, expect, it } from 'vitest';
import { formatRatio } from './ratio';
import { formatWholeSeconds } from './whole-seconds';

const exactly = (value: number): { median: number; low: number; high: number } => ({
  median: value,
  low: value,
  high: value,
});

describe('a ratio', () => {
  const words = { above: 'faster', below: 'slower' };

  it('is given the way round that is above 1', () => {
    expect(formatRatio(exactly(2.5), words)).toEqual({ value: '2.50× faster', range: '' });
    expect(formatRatio(exactly(0.5), words)).toEqual({ value: '2.00× slower', range: '' });
  });

  it('carries its interval, turned round with it', () => {
    expect(formatRatio({ median: 3, low: 2.5, high: 3.5 }, words)).toEqual({ value: '3.0× faster', range: '2.5–3.5×' });
    expect(formatRatio({ median: 0.25, low: 0.2, high: 0.5 }, words)).toEqual({
      value: '4.0× slower',
      range: '2.0–5.0×',
    });
  });

  it('claims nothing where its interval contains 1', () => {
    expect(formatRatio({ median: 1.2, low: 0.9, high: 1.6 }, words).value).toBe('no clear difference');
  });

  it('of two equal sizes is called the same', () => {
    expect(formatRatio(exactly(1), words)).toEqual({ value: 'the same', range: '' });
  });
});

describe('the running clock', () => {
  it('shows whole seconds and is never negative', () => {
    expect(formatWholeSeconds(59.4)).toBe('59 s');
    expect(formatWholeSeconds(59.6)).toBe('1 min 00 s');
    expect(formatWholeSeconds(-3)).toBe('0 s');
  });
});
