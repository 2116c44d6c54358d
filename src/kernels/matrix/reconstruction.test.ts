/** The reconstruction error of packed weights: known values, what each format may lose at most, and that parts add up. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MATRIX_FORMATS, type MatrixFormat } from '../format';
import { activations } from '../random';
import { packMatrix, rowPacker } from './pack';
import { reconstruct, relativeRms, together } from './reconstruction';
import { unpackBlock, weightAt } from './unpack';

const COLUMNS = 70;
const values = (rows: number, seed: number): Float32Array => activations(rows * COLUMNS, seed);
const of = (format: MatrixFormat, weights: Float32Array, columns: number) =>
  reconstruct(packMatrix(format, weights, weights.length / columns, columns), weights, 0);

describe('a block that is read back at once', () => {
  it.each(MATRIX_FORMATS)('has the weights that it has one by one, and zeros as padding: %s', (format) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const matrix = packMatrix(format, values(3, seed), 3, COLUMNS);
        const block = new Float64Array(32);
        for (let column = 0; column < 96; column++) {
          if (column % 32 === 0) unpackBlock(matrix, 2, column / 32, block);
          // A negative scale times nothing is -0.
          expect(Math.abs((block[column % 32] ?? NaN) - (column < COLUMNS ? weightAt(matrix, 2, column) : 0))).toBe(0);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('the reconstruction error', () => {
  it('is that of weights rounded by hand', () => {
    // INT4: -8 is the largest magnitude, its scale 1; 2.5 is rounded to 3 and 0.25 to 0.
    const { weights, squaredError, squaredValue, largestError } = of('int4', Float32Array.of(-8, 2.5, 0.25, 1), 4);
    expect({ weights, squaredError, squaredValue, largestError }).toEqual({
      weights: 4,
      squaredError: 0.5 ** 2 + 0.25 ** 2,
      squaredValue: 64 + 6.25 + 0.0625 + 1,
      largestError: 0.5,
    });
    // MXFP4: the scale is 1, and 5 lies between 4 and 6, of which 4 is even.
    expect(of('mxfp4', Float32Array.of(6, 5, 1, 0), 4)).toMatchObject({ squaredError: 1, largestError: 1 });
    expect(relativeRms({ weights: 2, squaredError: 9, squaredValue: 36, largestError: 3 })).toBe(0.5);
  });

  it('is nothing for what a format holds exactly, and for zeros', () => {
    for (const format of MATRIX_FORMATS) {
      expect(relativeRms(of(format, new Float32Array(64), 32))).toBe(0);
    }
    for (const format of ['fp16', 'int4', 'mxfp4'] as const) {
      expect(of(format, Float32Array.of(-8, 4, 0, 0), 4).squaredError).toBe(0);
    }
  });

  it('falls with every bit, and FP4 with a scale of its own for 16 weights is below FP4 with a power of two for 32', () => {
    const bell = activations(64 * 256, 5);
    const errors = Object.fromEntries(MATRIX_FORMATS.map((format) => [format, relativeRms(of(format, bell, 256))]));
    expect(errors['fp16']).toBeLessThan(0.0005);
    expect(errors['int8']).toBeLessThan(0.02);
    expect(errors['int4']).toBeGreaterThan(5 * (errors['int8'] ?? NaN));
    expect(errors['nvfp4']).toBeLessThan(errors['mxfp4'] ?? NaN);
    expect(errors['mxfp4']).toBeLessThan(0.3);
  });

  it('does not depend on how a matrix is cut into shards', () => {
    for (const format of MATRIX_FORMATS) {
      const whole = values(96, 7);
      const pack = rowPacker(format, whole, COLUMNS);
      const parts = [reconstruct(pack(0, 32), whole, 0), reconstruct(pack(32, 64), whole, 32)];
      const all = reconstruct(pack(0, 96), whole, 0);
      expect(together(parts).squaredError).toBeCloseTo(all.squaredError, 9);
      expect(together(parts)).toMatchObject({ weights: all.weights, largestError: all.largestError });
    }
  });

  it('is at most half a step: of INT8 the largest magnitude of a block / 127', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const weights = activations(32, seed);
        const most = Math.max(...weights.map(Math.abs));
        // Half a step, and what the f16 of the scale loses over 127 of them.
        expect(of('int8', weights, 32).largestError).toBeLessThanOrEqual((most / 127) * (0.5 + 127 / 2048));
      }),
    );
  });
});
