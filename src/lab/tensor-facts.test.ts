/** Facts of a matrix, without a GPU. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeRms } from '../kernels/matrix/reconstruction';
import { CHOICE_OF, choiceFrom } from './choice';
import { roundTensor } from './round-tensor';
import { tensorFacts, type Matrix } from './tensor-facts';

const matrixOf = (values: Float32Array, columns: number): Matrix => ({
  ...{ name: 'layer 0 down', role: 'down', layer: 0, columns, values },
  rows: values.length / columns,
});
const weights = fc
  .integer({ min: 1, max: 6 })
  .chain((rows) => fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: rows * 64, maxLength: rows * 64 }))
  .map((all) => Float32Array.from(all));

const wavy = (size: number): Float32Array => Float32Array.from({ length: size }, (_, k) => Math.sin(k * k) / 10);

describe('the facts of a matrix', () => {
  it('have its bytes and its error at a choice, and none of an error at FP16', () => {
    const matrix = matrixOf(wavy(32 * 256), 256);
    const facts = tensorFacts(matrix, CHOICE_OF.int4);
    expect(facts).toMatchObject({ name: 'layer 0 down', choice: '4e32', bytes: (32 * 256 * 4.5) / 8 });
    expect(facts.relativeError).toBe(relativeRms(roundTensor(CHOICE_OF.int4, matrix.values, 256).error));
    expect(tensorFacts(matrix, null)).toMatchObject({ choice: 'fp16', bytes: 32 * 256 * 2, relativeError: 0 });
  });

  it('lose less with more bits', () => {
    const matrix = matrixOf(wavy(32 * 256), 256);
    const errors = [2, 3, 4, 5, 6, 7, 8].map((bits) => tensorFacts(matrix, choiceFrom(`${bits}s32`)).relativeError);
    expect(errors).toEqual(errors.toSorted((a, b) => b - a));
  });

  it('count each weight once, those of a sign on their side, zero in the middle', () => {
    fc.assert(
      fc.property(weights, (values) => {
        const { counts, most } = tensorFacts(matrixOf(values, 64), null).histogram;
        const sum = (from: number, to: number) => counts.slice(from, to).reduce((total, count) => total + count, 0);
        expect(counts).toHaveLength(101);
        expect(sum(0, 101)).toBe(values.length);
        const half = most / 101;
        expect(sum(0, 50)).toBeLessThanOrEqual(values.filter((value) => value < 0).length);
        expect(sum(51, 101)).toBeLessThanOrEqual(values.filter((value) => value > 0).length);
        expect(sum(50, 51)).toBeGreaterThanOrEqual(values.filter((value) => Math.abs(value) < half * 0.999).length);
      }),
    );
  });

  it('are finite where all weights are zero', () => {
    const facts = tensorFacts(matrixOf(new Float32Array(64), 64), CHOICE_OF.nvfp4);
    expect(facts).toMatchObject({ relativeError: 0, histogram: { most: 0 } });
  });
});
