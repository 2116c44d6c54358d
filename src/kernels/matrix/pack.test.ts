/** Packing and unpacking of weight matrices: what each format may lose, and where its extremes lie. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MATRIX_FORMATS } from '../format';
import { fromHalf } from './half';
import { matrixBytes, padded, scalePlace, wordCount, type MatrixShape, type PackedMatrix } from './layout';
import { shardRows } from './gpu-matrix';
import { packMatrix } from './pack';
import { unpackRow, weightAt } from './unpack';

/** Values whose scale is a normal binary16, so that it is rounded by at most one part in 2,048. */
const matrices = fc
  .record({ rows: fc.integer({ min: 1, max: 5 }), columns: fc.integer({ min: 1, max: 75 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      values: fc
        .array(fc.oneof(fc.float({ min: -1, max: 1, noNaN: true }), fc.float({ min: -1000, max: 1000, noNaN: true })), {
          minLength: rows * columns,
          maxLength: rows * columns,
        })
        .map((values) => Float32Array.from(values)),
    }),
  );

const scaleOf = ({ shape, scales }: PackedMatrix, row: number, column: number): number => {
  const { index, shift } = scalePlace(shape, Math.floor(column / 32), row);
  return fromHalf(((scales[index] ?? 0) >>> shift) & 0xffff);
};

const everyWeight = (shape: MatrixShape, visit: (row: number, column: number) => void) => {
  for (let row = 0; row < shape.rows; row++) for (let column = 0; column < shape.columns; column++) visit(row, column);
};

describe.each([
  // A level is off by half a step, and the clamp at its end adds what rounding the scale moved: 128/2048 and 8/2048 of a step.
  { format: 'int8' as const, levels: 127, atMost: () => 0.5 + 128 / 2048 },
  // +8 has no level: a value opposite to the extreme and as large loses a whole step.
  { format: 'int4' as const, levels: 8, atMost: (level: number) => (level === 7 ? 1 : 0.5) + 8 / 2048 },
])('$format', ({ format, levels, atMost }) => {
  it('is never further off than its step allows', () => {
    fc.assert(
      fc.property(matrices, ({ rows, columns, values }) => {
        const packed = packMatrix(format, values, rows, columns);
        everyWeight(packed.shape, (row, column) => {
          const scale = Math.abs(scaleOf(packed, row, column));
          // A block of tiny values has a subnormal scale, which binary16 rounds coarsely.
          if (scale < 2 ** -14) return;
          const weight = weightAt(packed, row, column);
          const level = Math.round(weight / scaleOf(packed, row, column));
          const off = Math.abs(weight - (values[row * columns + column] ?? NaN));
          expect(off).toBeLessThanOrEqual(scale * atMost(level));
        });
      }),
      { numRuns: 150, seed: 2 },
    );
  });

  it('puts the largest magnitude of a block at the end of its levels', () => {
    fc.assert(
      fc.property(matrices, ({ rows, columns, values }) => {
        const packed = packMatrix(format, values, rows, columns);
        for (let row = 0; row < rows; row++) {
          const block = values.subarray(row * columns, row * columns + Math.min(32, columns));
          const extreme = block.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
          const scale = scaleOf(packed, row, 0);
          if (Math.abs(scale) < 2 ** -14) continue;
          const level = weightAt(packed, row, block.indexOf(extreme)) / scale;
          expect(format === 'int4' ? level : Math.abs(level)).toBe(format === 'int4' ? -levels : levels);
        }
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  it('makes a block of zeros zero, and its padding too', () => {
    const packed = packMatrix(format, new Float32Array(3 * 40), 3, 40);
    for (let row = 0; row < 32; row++) {
      for (let column = 0; column < 64; column++) expect(Math.abs(weightAt(packed, row, column))).toBe(0);
    }
  });
});

it('fp16 keeps every value that binary16 has', () => {
  const values = Float32Array.from({ length: 31 * 100 }, (_, i) => fromHalf((i * 21) % 0x7c00));
  const packed = packMatrix('fp16', values, 31, 100);
  for (let row = 0; row < 31; row++) {
    expect([...unpackRow(packed, row)]).toEqual([...values.subarray(row * 100, (row + 1) * 100)]);
  }
});

it.each(MATRIX_FORMATS)('padding is zero at %s, and the bytes are those of the layout', (format) => {
  const values = new Float32Array(33 * 40).fill(-0.7);
  const packed = packMatrix(format, values, 33, 40);
  expect(packed.words.byteLength + packed.scales.byteLength).toBe(matrixBytes(packed.shape));
  for (let row = 0; row < padded(33); row++) {
    for (let column = 0; column < padded(40); column++) {
      const inside = row < 33 && column < 40;
      expect(Math.abs(weightAt(packed, row, column)) > 0.5).toBe(inside);
    }
  }
});

describe('shardRows', () => {
  const shapes = fc.record({
    format: fc.constantFrom(...MATRIX_FORMATS),
    rows: fc.integer({ min: 1, max: 5000 }),
    columns: fc.integer({ min: 1, max: 300 }),
    // Multiples of what 32 rows take, and something over.
    room: fc.float({ min: 1, max: 40, noNaN: true }),
  });

  it('covers every row exactly once, in shards that fit and begin at multiples of 32', () => {
    fc.assert(
      fc.property(shapes, ({ room, ...shape }) => {
        const of32 = wordCount({ ...shape, rows: 32 }) * 4;
        const most = Math.floor(of32 * room);
        let next = 0;
        for (const { rowStart, rows } of shardRows(shape, most)) {
          expect(rowStart).toBe(next);
          expect(rowStart % 32).toBe(0);
          expect(rows).toBeGreaterThan(0);
          expect((padded(rows) / 32) * of32).toBeLessThanOrEqual(most);
          next += rows;
        }
        expect(next).toBe(shape.rows);
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('is one shard where the matrix fits', () => {
    expect(shardRows({ format: 'int4', rows: 4096, columns: 4096 }, 2 ** 27)).toEqual([{ rowStart: 0, rows: 4096 }]);
  });

  it('says which matrix cannot be cut small enough', () => {
    expect(() => shardRows({ format: 'fp16', rows: 100, columns: 4096 }, 100_000)).toThrow(
      expect.objectContaining({
        code: 'too-large',
        where: 'matrix 100x4096',
        message: expect.stringContaining('100000'),
      }),
    );
  });
});
