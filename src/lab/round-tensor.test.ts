/** The lab rounds as the product does where it ships the format, and as NumPy does elsewhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packMatrix } from '../kernels/matrix/pack';
import { unpackRow } from '../kernels/matrix/unpack';
import { BLOCK_SIZES, CHOICE_OF, GRIDS, INTEGER_BITS, bitsPerWeight, blockOf } from './choice';
import { anyChoice } from './fixtures/arbitrary-choice';
import reference from './fixtures/numpy-reference.json';
import { levelsOf, tensorScaleOf } from './block-scale';
import { roundBlock } from './round-block';
import { roundTensor } from './round-tensor';

const SHIPPED = ['int8', 'int4', 'mxfp4', 'nvfp4'] as const;

/** Weights as models have them, and what they do not have: zeros, outliers, the smallest and the largest numbers. */
const weight = fc.oneof(
  { weight: 8, arbitrary: fc.float({ min: -2, max: 2, noNaN: true }) },
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e-30, -70_000, 3e38),
);
const tensor = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 100 })).chain(([rows, columns]) =>
  fc.record({
    columns: fc.constant(columns),
    values: fc
      .array(weight, { minLength: rows * columns, maxLength: rows * columns })
      .map((all) => Float32Array.from(all)),
  }),
);

describe.each(SHIPPED)('a tensor rounded to %s', (format) => {
  it('has the values that the product’s packer stores, bit for bit but for the sign of a zero', () => {
    fc.assert(
      fc.property(tensor, ({ values, columns }) => {
        const rows = values.length / columns;
        const packed = packMatrix(format, values, rows, columns);
        const stored = Array.from({ length: rows }, (_, row) => [...unpackRow(packed, row)])
          .flat()
          .map((value) => value + 0);
        expect([...roundTensor(CHOICE_OF[format], values, columns).values]).toEqual(stored);
      }),
    );
  });
});

const usual = fc
  .array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 256 })
  .map((all) => Float32Array.from(all));

describe('a rounded block', () => {
  it('has only values of its grid, and a weight within the grid is at the nearest', () => {
    fc.assert(
      fc.property(anyChoice, usual, (chosen, block) => {
        const { grid, values } = roundBlock(chosen, block);
        const [low = 0, high = 0] = [grid[0], grid.at(-1)];
        values.forEach((value, k) => {
          expect(grid.some((one) => one === value)).toBe(true);
          const weight = block[k] ?? 0;
          if (weight < low || weight > high) return;
          const nearest = Math.min(...grid.map((one) => Math.abs(one - weight)));
          expect(Math.abs(value - weight)).toBeLessThanOrEqual(nearest * (1 + 1e-12));
        });
      }),
    );
  });

  it('has as many values as its bits can tell apart, but for the minus zero of the small floats', () => {
    const block = Float32Array.of(1, -0.3, 0.7);
    for (const bits of INTEGER_BITS) {
      for (const grid of GRIDS) {
        const [first, last] = levelsOf({ bits, grid });
        expect(last - first + 1).toBe(grid === 'symmetric' ? 2 ** bits - 1 : 2 ** bits);
        expect(roundBlock({ kind: 'integer', bits, block: 32, grid }, block).grid).toHaveLength(last - first + 1);
      }
    }
    expect(roundBlock({ kind: 'mxfp4' }, block).grid).toHaveLength(15);
  });

  it('keeps a weight of zero at zero', () => {
    fc.assert(
      fc.property(anyChoice, usual, (chosen, block) => {
        const withZero = Float32Array.of(...block, 0);
        expect(Math.abs(roundBlock(chosen, withZero).values.at(-1) ?? NaN)).toBe(0);
      }),
    );
  });

  it('costs more where one weight is far larger than the others', () => {
    const ordinary = Float32Array.from({ length: 32 }, (_, k) => Math.sin(k) / 10);
    const outlier = ordinary.map((value, k) => (k === 5 ? 3 : value));
    const others = (block: Float32Array) =>
      roundTensor(CHOICE_OF.int4, block, 32).values.reduce(
        (sum, value, k) => (k === 5 ? sum : sum + (value - (block[k] ?? 0)) ** 2),
        0,
      );
    expect(others(outlier)).toBeGreaterThan(20 * others(ordinary));
  });
});

describe('a tensor', () => {
  it('has the values of its blocks, each rounded by itself', () => {
    fc.assert(
      fc.property(anyChoice, tensor, (chosen, { values, columns }) => {
        const scale = tensorScaleOf(values);
        const rows = Array.from({ length: values.length / columns }, (_, row) =>
          values.subarray(row * columns, (row + 1) * columns),
        );
        const blocks = rows.flatMap((row) =>
          Array.from({ length: Math.ceil(columns / blockOf(chosen)) }, (_, b) =>
            row.subarray(b * blockOf(chosen), (b + 1) * blockOf(chosen)),
          ),
        );
        const expected = blocks.flatMap((block) => [...roundBlock(chosen, block, scale).values]);
        expect([...roundTensor(chosen, values, columns).values]).toEqual(expected);
      }),
    );
  });
});

describe('the bits of a weight', () => {
  it('are those of its level and its share of what a block stores', () => {
    expect(bitsPerWeight(CHOICE_OF.int8)).toBe(8.5);
    expect(bitsPerWeight(CHOICE_OF.int4)).toBe(4.5);
    expect(bitsPerWeight(CHOICE_OF.mxfp4)).toBe(4.25);
    expect(bitsPerWeight(CHOICE_OF.nvfp4)).toBe(4.5);
    expect(bitsPerWeight({ kind: 'integer', bits: 4, block: 64, grid: 'zero-point' })).toBe(4 + 20 / 64);
  });
});

describe('NumPy', () => {
  it.each(reference.cases)(
    'rounds $bits bits, $grid, blocks of $block to the same values',
    ({ bits, grid, block, values }) => {
      const chosen = {
        kind: 'integer' as const,
        bits: INTEGER_BITS.find((one) => one === bits) ?? 8,
        block: BLOCK_SIZES.find((one) => one === block) ?? 16,
        grid: GRIDS.find((one) => one === grid) ?? 'symmetric',
      };
      expect(blockOf(chosen)).toBe(block);
      const { values: ours } = roundTensor(chosen, Float32Array.from(reference.weights), reference.columns);
      expect([...ours]).toEqual(values);
    },
  );
});
