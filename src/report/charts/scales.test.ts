/** Axes: ticks that are round and within them, and never more than there is room for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Axis } from './chart';
import { scaleOf, tickText } from './scales';

const axis = (scale: Axis['scale'], from: number, to: number): Axis => ({ scale, title: '', from, to });

describe('an axis', () => {
  it('has no more ticks than there is room for, all within it and in order', () => {
    const values = fc.tuple(
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.double({ min: 1.1, max: 1e9, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('linear', 'log'),
        values,
        fc.integer({ min: 2, max: 12 }),
        (kind, [from, by], most) => {
          const scale = scaleOf(axis(kind, from, from * by), [0, 300]);
          const ticks = scale.ticks(most);
          expect(ticks.length).toBeLessThanOrEqual(most + 1);
          for (const [i, tick] of ticks.entries()) {
            expect(scale.at(tick)).toBeGreaterThanOrEqual(0);
            expect(scale.at(tick)).toBeLessThanOrEqual(300);
            expect(tick).toBeGreaterThan(ticks[i - 1] ?? -Infinity);
          }
        },
      ),
    );
  });

  it('has powers of ten where it is a logarithm over many, and steps between where over one', () => {
    expect(scaleOf(axis('log', 1, 1e4), [0, 300]).ticks(6)).toEqual([1, 10, 100, 1000, 10_000]);
    expect(scaleOf(axis('log', 1, 10), [0, 300]).ticks(6)).toEqual([1, 2, 5, 10]);
  });

  it('puts every number somewhere within it', () => {
    for (const value of [-1e308, NaN, Infinity, 0, 5]) {
      for (const kind of ['linear', 'log'] as const) {
        expect(scaleOf(axis(kind, 0, 0), [10, 20]).at(value)).toBeGreaterThanOrEqual(10);
        expect(scaleOf(axis(kind, NaN, Infinity), [10, 20]).at(value)).toBeLessThanOrEqual(20);
      }
    }
  });
});

describe('a tick', () => {
  it.each([
    [0, '0'],
    [0.25, '0.25'],
    [1500, '1,500'],
    [20_000, '20,000'],
    [2e6, '2 M'],
    [-3, '−3'],
  ])('of %s reads %s', (value, text) => {
    expect(tickText(value)).toBe(text);
  });
});

describe('an axis of time', () => {
  const ticksOf = (from: string, to: string): readonly string[] => {
    const scale = scaleOf(axis('time', Date.parse(from), Date.parse(to)), [0, 300]);
    return scale.ticks(5).map(scale.textOf);
  };

  it('is written in hours within two days, in days within a year, else in months', () => {
    expect(ticksOf('2026-11-29T01:00:00', '2026-11-29T03:00:00')).toContain('02:00');
    expect(ticksOf('2026-11-01T00:00:00', '2026-11-29T00:00:00')).toEqual(expect.arrayContaining(['15 Nov']));
    expect(ticksOf('2025-01-01T00:00:00', '2026-11-29T00:00:00')).toContain('Jan 2026');
  });

  it('has few ticks, all within it, of any two times', () => {
    const time = fc.oneof(fc.integer({ min: 0, max: 8e15 }), fc.constantFrom(NaN, Infinity, -Infinity, -1));
    fc.assert(
      fc.property(time, time, fc.integer({ min: 2, max: 12 }), (from, to, most) => {
        const scale = scaleOf(axis('time', from, to), [0, 300]);
        const ticks = scale.ticks(most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        const texts = ticks.map(scale.textOf);
        expect(texts.every((text, i) => i === 0 || text !== texts[i - 1])).toBe(true);
        for (const tick of ticks) {
          expect(scale.at(tick)).toBeGreaterThanOrEqual(0);
          expect(scale.at(tick)).toBeLessThanOrEqual(300);
          expect(scale.textOf(tick)).not.toMatch(/Invalid/);
        }
      }),
    );
  });
});
