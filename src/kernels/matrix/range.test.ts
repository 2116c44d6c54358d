/** What packing tells of weights that a format's range does not keep, and that it tells of no other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MATRIX_FORMATS, type MatrixFormat } from '../format';
import { packMatrix, rowPacker } from './pack';
import type { Loss } from './range';
import { weightAt } from './unpack';

interface Told {
  readonly loss: Loss;
  readonly row: number;
  readonly column: number;
  readonly value: number;
  readonly kept: number;
}

const COLUMNS = 70;

/** A matrix of `rows` rows of 70 columns, all 0.5, with `weights` at their places; and what packing it tells. */
function told(format: MatrixFormat, weights: readonly (readonly [number, number, number])[], rows = 3, fill = 0.5) {
  const values = new Float32Array(rows * COLUMNS).fill(fill);
  for (const [row, column, value] of weights) values[row * COLUMNS + column] = value;
  return tellOf(format, values, rows);
}

function tellOf(format: MatrixFormat, values: Float32Array, rows: number): Told[] {
  const all: Told[] = [];
  const pack = rowPacker(format, values, COLUMNS, (loss, at, value, kept) => all.push({ loss, ...at, value, kept }));
  pack(0, rows);
  return all;
}

/** `value` in all places of block 1 of row 2. */
const block = (value: number) => Array.from({ length: 32 }, (_, k) => [2, 32 + k, value] as const);

const places = (all: readonly Told[]) => all.map(({ row, column }) => [row, column]);

describe('the range of a format', () => {
  it('takes nothing from weights around one, in any format', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: Math.fround(-8), max: 8, noNaN: true }), { minLength: 210, maxLength: 210 }),
        (weights) => {
          // Magnitudes that are zero or above a thousandth: quantised, but in range.
          const values = Float32Array.from(weights, (value) => (Math.abs(value) < 1e-3 ? 0 : value));
          for (const format of MATRIX_FORMATS) expect(tellOf(format, values, 3)).toEqual([]);
        },
      ),
      { numRuns: 40, seed: 5 },
    );
  });

  it('tells of what is infinite at FP16, and of nothing that it holds', () => {
    const all = told('fp16', [
      [0, 69, 70_000],
      [1, 3, 65_504],
      [2, 0, -3e38],
      [2, 1, 65_519],
    ]);
    expect(all.filter(({ loss }) => loss === 'overflow')).toEqual([
      { loss: 'overflow', row: 0, column: 69, value: 70_000, kept: Infinity },
      { loss: 'overflow', row: 2, column: 0, value: Math.fround(-3e38), kept: -Infinity },
    ]);
    expect(all.filter(({ loss }) => loss === 'vanished')).toEqual([]);
    for (const format of ['int8', 'int4', 'mxfp4', 'nvfp4'] as const) {
      expect(told(format, [[0, 69, 70_000]]).filter(({ loss }) => loss === 'overflow')).toEqual([]);
    }
  });

  it.each([
    { format: 'int8', most: 127 * 65_504 },
    { format: 'int4', most: 8 * 65_504 },
  ] as const)('tells of $format weights that are held at its largest', ({ format, most }) => {
    expect(told(format, [[1, 40, most]])).toEqual([]);
    const all = told(format, [[1, 40, -2 * most]]).filter(({ loss }) => loss === 'overflow');
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ loss: 'overflow', row: 1, column: 40, value: -2 * most });
    expect(Math.abs(all[0]?.kept ?? 0)).toBe(most);
  });

  it('holds every finite weight at MXFP4 and NVFP4', () => {
    for (const format of ['mxfp4', 'nvfp4'] as const) {
      expect(told(format, [[1, 40, 3.4028234663852886e38]]).filter(({ loss }) => loss === 'overflow')).toEqual([]);
    }
  });

  it('tells of single weights that are zero at FP16, not of subnormals that are stored as they are', () => {
    expect(
      told('fp16', [
        [0, 0, 1e-8],
        [0, 1, 2 ** -24],
        [2, 69, -(2 ** -26)],
      ]),
    ).toEqual([
      { loss: 'vanished', row: 0, column: 0, value: Math.fround(1e-8), kept: 0 },
      { loss: 'vanished', row: 2, column: 69, value: -(2 ** -26), kept: -0 },
    ]);
  });

  it.each([
    // Half of the smallest subnormal scale, times the levels.
    { format: 'int8', gone: 127 * 2 ** -26, kept: 127 * 2 ** -20 },
    { format: 'int4', gone: 8 * 2 ** -26, kept: 8 * 2 ** -20 },
    { format: 'mxfp4', gone: 2 ** -128, kept: 2 ** -120 },
    // Under a tensor of 0.5: half of E4M3's smallest scale, of 448, is 2^-10.
    { format: 'nvfp4', gone: (0.5 * 2 ** -11) / 448, kept: (0.5 * 2 ** -5) / 448 },
  ] as const)('tells of a $format block whose scale is zero, once for each weight', ({ format, gone, kept }) => {
    const all = told(format, block(gone));
    expect(all).toHaveLength(32);
    expect(all.every(({ loss, kept: left }) => loss === 'vanished' && left === 0)).toBe(true);
    expect(places(all)).toEqual(block(0).map(([row, column]) => [row, column]));
    expect(told(format, block(kept))).toEqual([]);
    // Zeros are what they are.
    expect(told(format, block(0))).toEqual([]);
  });

  it('blames no range for a small weight beside a large one: that is quantisation', () => {
    for (const format of ['int8', 'int4', 'mxfp4', 'nvfp4'] as const) expect(told(format, [[0, 5, 1e-9]])).toEqual([]);
  });

  it('tells of half a block at NVFP4, where the other half has a scale', () => {
    const all = told('nvfp4', block(1e-9).slice(16));
    expect(places(all)).toEqual(Array.from({ length: 16 }, (_, k) => [2, 48 + k]));
    expect(all.every(({ loss }) => loss === 'vanished')).toBe(true);
  });

  it('tells of a scale that keeps a bit or two, with what is left', () => {
    // The scale wants 1.4 of the smallest step and gets 1: what lay beyond 8 of them is held at 8.
    const all = told('int4', block(8 * 1.4 * 2 ** -24));
    expect(all).toHaveLength(32);
    expect(all.every(({ loss }) => loss === 'coarse')).toBe(true);
    expect(all.every(({ value, kept }) => kept === 8 * 2 ** -24 && kept < value)).toBe(true);
  });

  it('gives the places of the whole matrix, however it is cut', () => {
    const values = new Float32Array(64 * COLUMNS).fill(0.5);
    values[50 * COLUMNS + 64] = 1e9;
    const whole: unknown[] = [];
    const cut: unknown[] = [];
    rowPacker('fp16', values, COLUMNS, (...one) => whole.push(one))(0, 64);
    const pack = rowPacker('fp16', values, COLUMNS, (...one) => cut.push(one));
    pack(0, 32);
    pack(32, 32);
    expect(whole).toEqual([['overflow', { row: 50, column: 64 }, 1e9, Infinity]]);
    expect(cut).toEqual(whole);
  });

  it('changes no bit of what is packed', () => {
    const values = Float32Array.from({ length: 2 * COLUMNS }, (_, i) => (i % 3 === 0 ? 1e-9 : 70_000) * Math.sin(i));
    for (const format of MATRIX_FORMATS) {
      const packed = rowPacker(format, values, COLUMNS, () => undefined)(0, 2);
      expect(packed).toEqual(packMatrix(format, values, 2, COLUMNS));
      expect(weightAt(packed, 1, 1)).toBe(weightAt(packMatrix(format, values, 2, COLUMNS), 1, 1));
    }
  });
});
