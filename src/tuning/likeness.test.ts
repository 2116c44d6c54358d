/** Which ids are alike, by words and numbers alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, partsOf } from './likeness';

const apart = (a: string, b: string, named: 'word' | 'place' = 'word') =>
  distance(partsOf(a, named), partsOf(b, named));

describe('variants', () => {
  it('are the more alike, the fewer of their numbers and words differ', () => {
    const from = 'lanes8 rows4 slices1 shared';
    const order = [
      'lanes8 rows4 slices1 shared',
      'lanes8 rows8 slices1 shared',
      'lanes16 rows8 slices1 shared',
      'lanes16 rows8 slices1 pairs',
    ];
    const distances = order.map((other) => apart(from, other));
    expect(distances[0]).toBe(0);
    expect(distances).toEqual([...new Set(distances)].sort((a, b) => a - b));
  });

  it('have numbers of their own for each word: a tile is no lane', () => {
    expect(apart('tiled 64x32 lane 4x4', 'tiled 64x16 lane 4x4')).toBeLessThan(1.1);
    expect(apart('tiled 64x64 lane 4x4', 'tiled 4x4 lane 64x64')).toBeGreaterThan(10);
  });

  it('differ by the word that only one has', () => {
    expect(apart('lanes8 rows4', 'lanes8 rows4, unfused')).toBe(1);
  });
});

describe('sites', () => {
  it('of the same shape are alike whatever stands before their numbers', () => {
    expect(apart('decode qkv int4 960x576', 'decode qkv int8 960x576', 'place')).toBeLessThan(1);
    expect(apart('decode qkv int4 960x576', 'decode output int4 960x576', 'place')).toBe(2);
    expect(apart('decode qkv int4 960x576', 'decode LM head int4 49152x576', 'place')).toBeGreaterThan(5);
  });
});

describe('whatever the ids', () => {
  const id = fc.oneof(
    fc.string(),
    fc.stringMatching(/^([a-z]{1,3}\d{0,3}[ ,x]{1,2}){0,4}$/),
    fc.constantFrom('__proto__ 1', 'constructor'),
  );

  it('the distance is one: zero to itself, the same both ways, never longer than a detour', () => {
    fc.assert(
      fc.property(id, id, id, fc.constantFrom('word' as const, 'place' as const), (a, b, c, named) => {
        expect(apart(a, a, named)).toBe(0);
        expect(apart(a, b, named)).toBeCloseTo(apart(b, a, named), 9);
        expect(apart(a, c, named)).toBeLessThanOrEqual(apart(a, b, named) + apart(b, c, named) + 1e-9);
        expect(Number.isFinite(apart(a, b, named))).toBe(true);
      }),
    );
  });
});
