/** What onnxruntime's 4 bits hold of any weights. That its own bits come out is shown on Fable's (fable-onnx.test.ts). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf } from '../../kernels/matrix/half';
import { BLOCK, int4Levels, int4Scales } from './int4';

const anyBlocks = fc
  .array(fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: BLOCK, maxLength: BLOCK }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((blocks) => Float32Array.from(blocks.flat()));
const anyType = fc.constantFrom('f16' as const, 'f32' as const);

/** Of 0 to 15, in the order of the values. */
const levelsOf = (packed: Uint8Array): readonly number[] => [...packed].flatMap((byte) => [byte & 15, byte >> 4]);

describe('onnxruntime’s INT4', () => {
  it('holds every value to half a step of its scale, unless it is beyond the largest level', () => {
    fc.assert(
      fc.property(anyBlocks, (values) => {
        const scales = int4Scales(values, 'f32');
        levelsOf(int4Levels(values, scales)).forEach((level, index) => {
          const [value = 0, scale = 0] = [values[index], scales[Math.floor(index / BLOCK)]];
          // What a number so small is divided by is no f32 any more.
          if (Math.abs(scale) < 2 ** -120) return;
          const beyond = value / scale > 7;
          expect(Math.abs(value - (level - 8) * scale)).toBeLessThanOrEqual((beyond ? 1 : 0.5001) * Math.abs(scale));
        });
      }),
    );
  });

  it('puts the value of largest magnitude at -8, whichever sign it has', () => {
    const values = Float32Array.from({ length: 2 * BLOCK }, (_, index) => (index === 5 ? 2 : index === 40 ? -2 : 0.5));
    const scales = int4Scales(values, 'f32');
    const levels = levelsOf(int4Levels(values, scales));
    expect([...scales]).toEqual([-0.25, 0.25]);
    expect([levels[5], levels[40], levels[0], levels[63]]).toEqual([0, 0, 6, 10]);
  });

  it('takes the negative one of two values of the same magnitude, and cuts the other to 7', () => {
    const values = Float32Array.from({ length: BLOCK }, (_, index) => (index === 0 ? 1 : index === 1 ? -1 : 0));
    const scales = int4Scales(values, 'f32');
    expect([...scales]).toEqual([1 / 8]);
    expect(levelsOf(int4Levels(values, scales)).slice(0, 3)).toEqual([15, 0, 8]);
  });

  it('rounds a half away from zero, where it is counted from -8', () => {
    const values = Float32Array.from({ length: BLOCK }, (_, index) => [-8, 0.5, -0.5, 1.5, -1.5][index] ?? 0);
    expect(levelsOf(int4Levels(values, int4Scales(values, 'f32'))).slice(0, 5)).toEqual([0, 9, 8, 10, 7]);
  });

  it('has scales that their type can hold', () => {
    fc.assert(
      fc.property(anyBlocks, (values) => {
        for (const scale of int4Scales(values, 'f16')) expect(fromHalf(toHalf(scale))).toBe(scale);
      }),
    );
  });

  it('gives zeros level 8, whatever their block is divided by', () => {
    fc.assert(
      fc.property(anyBlocks, anyType, (values, type) => {
        values.fill(0, 0, BLOCK);
        expect(levelsOf(int4Levels(values, int4Scales(values, type))).slice(0, BLOCK)).toEqual(Array(BLOCK).fill(8));
      }),
    );
  });
});
