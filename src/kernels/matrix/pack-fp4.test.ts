/** MXFP4 and NVFP4 matrices: what a block of known numbers becomes bit by bit, what each may lose, and where its bits lie. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMatrix, scalePlace } from './layout';
import { fromE4m3 } from './minifloat';
import { packMatrix, rowPacker } from './pack';
import { unpackRow, weightAt } from './unpack';

const E2M1 = [0, 0.5, 1, 1.5, 2, 3, 4, 6];
const codes = fc.integer({ min: -7, max: 7 }).map((code) => Math.sign(code) * (E2M1[Math.abs(code)] ?? NaN));
const row = (values: readonly number[], length = 32) => Float32Array.from({ length }, (_, k) => values[k] ?? 0);
const plainZeros = (values: Iterable<number>) => Array.from(values, (value) => value + 0);

describe('mxfp4', () => {
  it('packs a row by the specification: scale 2^(floor(log2(7)) - 2), nearest even, 7 held at 6', () => {
    const packed = packMatrix('mxfp4', row([7, -0.25, 0.3, -0.75, 1.1, 2.6, 3.5, -6]), 1, 32);
    expect(plainZeros(unpackRow(packed, 0)).slice(0, 8)).toEqual([6, 0, 0.5, -1, 1, 3, 4, -6]);
    // Columns 0..3 in the low nibbles of the four bytes, 4..7 in the high ones.
    expect((packed.words[0] ?? 0).toString(16).padStart(8, '0')).toBe('fa615027');
    expect((packed.scales[0] ?? 0) & 0xff).toBe(127);
  });

  it('has the scales of four rows in a word, the lowest row lowest', () => {
    const values = Float32Array.from({ length: 8 * 32 }, (_, i) => 4 * 2 ** Math.floor(i / 32));
    const { scales } = packMatrix('mxfp4', values, 8, 32);
    expect([scales[0], scales[1]]).toEqual([0x8281807f, 0x86858483]);
  });

  it('keeps every block whose values are codes times a power of two, the largest being 4 or 6', () => {
    fc.assert(
      fc.property(
        fc.array(codes, { minLength: 31, maxLength: 31 }),
        fc.constantFrom(4, -4, 6, -6),
        fc.integer({ min: -100, max: 120 }),
        (values, largest, exponent) => {
          const block = row([...values, largest]).map((value) => value * 2 ** exponent);
          expect(plainZeros(unpackRow(packMatrix('mxfp4', block, 1, 32), 0))).toEqual(plainZeros(block));
        },
      ),
      { seed: 7 },
    );
  });

  it('is off by at most half a step, or by what the cut at 6 takes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 32, maxLength: 32 }),
        (list) => {
          const values = row(list);
          const largest = Math.max(...values.map(Math.abs));
          fc.pre(largest > 1e-30);
          const scale = 2 ** (Math.floor(Math.log2(largest)) - 2);
          unpackRow(packMatrix('mxfp4', values, 1, 32), 0).forEach((weight, k) => {
            expect(Math.abs(weight - (values[k] ?? NaN))).toBeLessThanOrEqual(
              halfStep((values[k] ?? NaN) / scale) * scale,
            );
          });
        },
      ),
      { numRuns: 200, seed: 8 },
    );
  });

  it('holds numbers too small for a normal f32 scale at zero and the largest f32 within its codes', () => {
    const packed = packMatrix('mxfp4', Float32Array.from([2 ** -140, ...new Array<number>(31).fill(0)]), 1, 32);
    expect(plainZeros(unpackRow(packed, 0))).toEqual(new Array(32).fill(0));
    const large = packMatrix('mxfp4', row([3.4028234663852886e38, -1]), 1, 32);
    expect(weightAt(large, 0, 0)).toBe(6 * 2 ** 125);
  });
});

describe('nvfp4', () => {
  it('packs by hand-made figures: the largest is 448 times the tensor’s scale times 6', () => {
    // 2688 = 6 * 448 makes the tensor's scale 1; then 16 columns of 3 at most have the scale 0.5, 1.1 / 6 = 0.1833 rounds to 0.1875.
    const values = row([2688, -448, 224, 1344, ...new Array<number>(12).fill(0), 3, -1.5, 0.25, 1]);
    const second = row([1.1, -0.55, ...new Array<number>(14).fill(0), 0.0001]);
    const packed = packMatrix('nvfp4', Float32Array.from([...values, ...second]), 2, 32);
    expect([...packed.scales.subarray(0, 5)]).toEqual([0x3f800000, 0, 0, 0, 0x0024307e]);
    expect(plainZeros(unpackRow(packed, 0)).slice(0, 4)).toEqual([2688, -448, 224, 1344]);
    expect(plainZeros(unpackRow(packed, 0)).slice(16, 20)).toEqual([3, -1.5, 0.25, 1]);
    expect(plainZeros(unpackRow(packed, 1)).slice(0, 2)).toEqual([6 * 0.1875, -3 * 0.1875]);
    // 0.0001 / 6 is less than half of E4M3's smallest step: the scale is zero.
    expect(weightAt(packed, 1, 16)).toBe(0);
  });

  it('has subnormal scales where a block is far smaller than the tensor', () => {
    const values = Float32Array.from([...row([2688]), ...row([6 * 3 * 2 ** -9])]);
    const packed = packMatrix('nvfp4', values, 2, 32);
    const { index, shift } = scalePlace(packed.shape, 0, 1);
    expect(((packed.scales[index] ?? 0) >>> shift) & 0xff).toBe(3);
    expect(weightAt(packed, 1, 0)).toBe(6 * 3 * 2 ** -9);
  });

  it('has scales half a step of E4M3 off at most, and weights half a step of E2M1', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -9, max: 9, noNaN: true }), { minLength: 64, maxLength: 64 }), (list) => {
        const values = Float32Array.from(list);
        const tensor = Math.fround(Math.max(...values.map(Math.abs)) / 2688);
        fc.pre(tensor > 1e-20);
        const packed = packMatrix('nvfp4', values, 2, 32);
        for (let i = 0; i < 64; i++) {
          const { index, shift } = scalePlace(packed.shape, 0, i >> 5);
          const bits = ((packed.scales[index] ?? 0) >>> (shift + ((i >> 4) & 1) * 8)) & 0xff;
          const wanted = Math.max(...values.subarray(i & ~15, (i & ~15) + 16).map(Math.abs)) / 6 / tensor;
          // 1 part in 16 of a normal scale, 2^-10 of a subnormal one.
          expect(Math.abs(fromE4m3(bits) - wanted)).toBeLessThanOrEqual(Math.max(wanted / 16, 2 ** -10));
          const scale = fromE4m3(bits) * tensor;
          const off = Math.abs(weightAt(packed, i >> 5, i & 31) - (values[i] ?? NaN));
          expect(off).toBeLessThanOrEqual(
            scale === 0 ? Infinity : halfStep((values[i] ?? NaN) / scale) * scale * (1 + 1e-12),
          );
        }
      }),
      { numRuns: 200, seed: 9 },
    );
  });

  it('rounds each shard by the largest magnitude of the whole matrix', () => {
    const values = Float32Array.from({ length: 96 * 40 }, (_, i) => Math.sin(i) * (i < 40 ? 100 : 1));
    const whole = packMatrix('nvfp4', values, 96, 40);
    const pack = rowPacker('nvfp4', values, 40);
    const last = pack(64, 32);
    expect(last.scales[0]).toBe(whole.scales[0]);
    for (let n = 0; n < 32; n++) expect(unpackRow(last, n)).toEqual(unpackRow(whole, 64 + n));
    // By their own largest magnitude they would be others.
    expect(packMatrix('nvfp4', values.subarray(64 * 40), 32, 40).scales[0]).not.toBe(whole.scales[0]);
  });

  it('makes a tensor of zeros zero', () => {
    expect(plainZeros(unpackRow(packMatrix('nvfp4', new Float32Array(40), 1, 40), 0))).toEqual(new Array(40).fill(0));
  });
});

it.each(['mxfp4', 'nvfp4'] as const)('an empty %s matrix is zero', (format) => {
  expect(plainZeros(unpackRow(emptyMatrix({ format, rows: 3, columns: 40 }), 2))).toEqual(new Array(40).fill(0));
});

/** The most that rounding to E2M1 may change `value`: half of 0.5, 1 or 2, and what is cut off above 6. */
function halfStep(value: number): number {
  const size = Math.abs(value);
  if (size > 6) return Math.max(size - 6, 1);
  return size > 4 ? 1 : size > 2 ? 0.5 : 0.25;
}
