/** The published losses say what their sources say. */
import { describe, expect, it } from 'vitest';
import { PUBLISHED_LOSSES } from './published-losses';

const ratios = (text: string): readonly number[] => {
  const [, own, base] = /^PPL ([\d.]+) against ([\d.]+)/.exec(text) ?? [];
  const [, given] = /ratio ([\d.]+)/.exec(text) ?? [];
  const [, percent] = /, ([\d.]+) %/.exec(text) ?? [];
  return [
    ...(own === undefined ? [] : [Number(own) / Number(base)]),
    ...(given === undefined || Number(given) < 1 ? [] : [Number(given)]),
    ...(percent === undefined ? [] : [1 + Number(percent) / 100]),
  ];
};

describe('a published loss', () => {
  it('is the ratio of the figures that its source has', () => {
    for (const { ratio, says } of PUBLISHED_LOSSES) {
      const said = ratios(says);
      expect(said).not.toEqual([]);
      for (const one of said) expect(ratio).toBeCloseTo(one, 3);
    }
  });

  it('is of models from 1 to 70 billion parameters, the smallest first, each with its source', () => {
    const sizes = PUBLISHED_LOSSES.map(({ parameters }) => parameters);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1e9);
    expect(Math.max(...sizes)).toBe(70e9);
    for (const { source } of PUBLISHED_LOSSES) expect(new URL(source).protocol).toBe('https:');
  });
});
