/** What is run to compare predictions with: enough of it, and nothing that the prediction was made of. */
import { describe, expect, it } from 'vitest';
import { lineShapes } from '../../src/benchmark/suite/line';
import { parameterCount, shapeNamed } from '../../src/model/shapes';
import { baseRequest, otherRequests, SETS } from './runs';

describe.each(Object.entries(SETS))('the %s set', (_, set) => {
  const base = baseRequest(set);
  const others = otherRequests(set);
  const sizeOf = (name: string | null): number => parameterCount(shapeNamed(name ?? ''));

  it('has 30 tests or more of other shapes, and a number of sequences that the base does not have', () => {
    expect(others.reduce((sum, { formats, tests }) => sum + formats.length * tests.length, 0)).toBeGreaterThanOrEqual(
      30,
    );
    const batches = new Set(base.tests.map(({ batch }) => batch));
    for (const { tests } of others) expect(tests.filter(({ batch }) => !batches.has(batch))).toHaveLength(1);
  });

  it('predicts shapes larger than the smallest model of the base, and at most 1.5 times the largest', () => {
    const shapes = [base.shape ?? '', ...lineShapes(base.shape ?? '', base.tests)];
    expect(shapes).toHaveLength(3);
    for (const { shape } of others) {
      expect(shapes).not.toContain(shape);
      expect(sizeOf(shape)).toBeGreaterThan(Math.min(...shapes.map(sizeOf)));
      expect(sizeOf(shape)).toBeLessThan(1.5 * Math.max(...shapes.map(sizeOf)));
    }
  });
});
