/** The arcs of the ring. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arc, drawable, SIDE } from './ring';

/** Where a path begins and ends. */
function ends(path: string): readonly number[] {
  return [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)(?= A|$)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
}

describe('an arc', () => {
  it('begins at the lower left, passes the top at half and ends at the lower right', () => {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = ends(arc(100, 0, 1));
    expect(x0).toBeLessThan(SIDE / 2);
    expect(y0).toBeGreaterThan(SIDE / 2);
    expect(x1).toBeCloseTo(SIDE - x0, 1);
    expect(y1).toBeCloseTo(y0, 1);
    const [, , x = 0, y = 0] = ends(arc(100, 0, 0.5));
    expect([x, y]).toEqual([SIDE / 2, SIDE / 2 - 100]);
  });

  it('takes the long way round from 180 degrees on', () => {
    expect(arc(100, 0, 0.6)).toContain(' 0 0 1 ');
    expect(arc(100, 0, 0.7)).toContain(' 0 1 1 ');
  });

  it('is none without a length', () => {
    expect(arc(100, 0.5, 0.5)).toBe('');
    expect(arc(100, 0, NaN)).toBe('');
  });

  it('stays within the drawing whatever the shares are', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (from, to) => {
        expect(drawable(from)).toBeGreaterThanOrEqual(0);
        expect(drawable(from)).toBeLessThanOrEqual(1);
        for (const value of ends(arc(100, from, to))) {
          expect(value).toBeGreaterThanOrEqual(SIDE / 2 - 100);
          expect(value).toBeLessThanOrEqual(SIDE / 2 + 100);
        }
      }),
    );
  });
});
