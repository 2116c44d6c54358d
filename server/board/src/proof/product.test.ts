import { describe, expect, it } from 'vitest';
import { activations } from '../../../../src/kernels/random';
import { multiply } from './product';

describe('a product', () => {
  it.each([
    [1, 1, 1],
    [4, 4, 5],
    [7, 9, 33],
    [3, 8, 2],
    [8, 3, 2],
  ])(
    'of %i positions with %i rows of %i columns is the sum of all its products, and writes nothing beyond',
    (...sizes) => {
      const [positions, rows, columns] = sizes;
      const x = activations(positions * columns, 2);
      const w = activations(rows * columns, 3);
      const y = new Float32Array(positions * rows + 1).fill(77);
      multiply(x, w, y, { positions, rows, columns });
      for (let p = 0; p < positions; p++) {
        for (let r = 0; r < rows; r++) {
          let sum = 0;
          for (let k = 0; k < columns; k++) sum += (x[p * columns + k] ?? 0) * (w[r * columns + k] ?? 0);
          expect(y[p * rows + r]).toBe(Math.fround(sum));
        }
      }
      expect(y.at(-1)).toBe(77);
    },
  );
});
