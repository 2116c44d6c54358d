/** Facts of a matrix, and real blocks to show, without a GPU. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeRms } from '../kernels/matrix/reconstruction';
import { findBlocks } from './blocks';
import { CHOICE_OF, choiceFrom } from './choice';
import { roundTensor } from './round-tensor';
import { tensorFacts, type Matrix } from './tensor-facts';

const matrixOf = (values: Float32Array, columns: number, layer = 0): Matrix => ({
  ...{ name: `layer ${layer} down`, role: 'down', layer, columns, values },
  rows: values.length / columns,
});
const weights = fc
  .integer({ min: 1, max: 6 })
  .chain((rows) => fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: rows * 64, maxLength: rows * 64 }))
  .map((all) => Float32Array.from(all));

/** Waves that are small but for one weight. */
const wavy = (size: number, outlierAt: number | null = null): Float32Array =>
  Float32Array.from({ length: size }, (_, k) => (k === outlierAt ? 5 : Math.sin(k * k) / 10));

describe('the facts of a matrix', () => {
  it('have its bytes and its error at a choice, and none of an error at FP16', () => {
    const matrix = matrixOf(wavy(32 * 256), 256);
    const facts = tensorFacts(matrix, CHOICE_OF.int4);
    expect(facts).toMatchObject({ name: 'layer 0 down', choice: '4e32', bytes: (32 * 256 * 4.5) / 8 });
    const { error } = roundTensor(CHOICE_OF.int4, matrix.values, 256);
    expect(facts.relativeError).toBe(relativeRms(error));
    expect(facts.largestError).toBe(error.largestError);
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
    expect(facts).toMatchObject({ relativeError: 0, rms: 0, histogram: { most: 0 } });
  });
});

describe('blocks to show', () => {
  const at = 7 * 256 + 100;
  const matrices = [matrixOf(wavy(16 * 256), 256), matrixOf(wavy(16 * 256, at), 256, 1)];

  it('find the weight that is far larger than its neighbours', () => {
    const found = findBlocks(matrices);
    expect(found?.outliers[0]).toMatchObject({
      tensor: 'layer 1 down',
      layer: 1,
      row: 7,
      column: 96,
      offset: 96,
      largest: 5,
    });
    expect(found?.outliers[0]?.weights[4]).toBe(5);
    expect(found?.outliers[0]?.around[100]).toBe(5);
    expect(found?.outliers).toHaveLength(2);
    expect(found?.ordinary.ratio).toBeLessThan(2);
  });

  it('are blocks of the matrix that they name, the ordinary one no further from even than the others', () => {
    fc.assert(
      fc.property(fc.array(weights, { minLength: 1, maxLength: 3 }), (all) => {
        const given = all.map((values, layer) => matrixOf(values, 64, layer));
        const found = findBlocks(given);
        if (found === null) {
          expect(all.every((values) => values.every((value) => value === 0))).toBe(true);
          return;
        }
        for (const { layer, row, column, weights: block, ratio } of [found.ordinary, ...found.outliers]) {
          const from = row * 64 + column;
          expect(block).toEqual([...(given[layer ?? -1]?.values.subarray(from, from + 32) ?? [])]);
          const rms = Math.sqrt(block.reduce((sum, value) => sum + value * value, 0) / 32);
          expect(ratio).toBe(Math.max(...block.map(Math.abs)) / rms);
        }
        expect(found.ordinary.ratio).toBeLessThanOrEqual(found.outliers[0]?.ratio ?? NaN);
      }),
    );
  });

  it('are none of zeros', () => {
    expect(findBlocks([matrixOf(new Float32Array(64), 64)])).toBeNull();
  });
});
