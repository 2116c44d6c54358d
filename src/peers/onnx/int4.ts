/**
 * onnxruntime's own rounding to 4 bits (MatMulNBits and GatherBlockQuantized, symmetric, blocks of 32 along a row), bit for bit: what
 * its quantiser and the model builder write. Not our own formats: those are kernels/matrix/.
 */
import { fromHalf, toHalf } from '../../kernels/matrix/half';

/** Values that share a scale. */
export const BLOCK = 32;

export type FloatType = 'f16' | 'f32';

/** As that type holds it. */
const ROUNDED: Readonly<Record<FloatType, (value: number) => number>> = {
  f16: (value) => fromHalf(toHalf(value)),
  f32: Math.fround,
};

/** Of each block: the value of largest magnitude stands at -8; of two such the negative one. @param values rows of whole blocks */
export function int4Scales(values: Float32Array, type: FloatType): Float32Array<ArrayBuffer> {
  const rounded = ROUNDED[type];
  const scales = new Float32Array(values.length / BLOCK);
  for (let block = 0; block < scales.length; block++) {
    let [least, most] = [Infinity, -Infinity];
    for (let i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
      const value = values[i] ?? 0;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    scales[block] = rounded((Math.abs(most) > Math.abs(least) ? most : least) / -8);
  }
  return scales;
}

/**
 * Two levels a byte, the first one low; 8 stands for 0. In f32 throughout, by the reciprocal of the scale, half away from zero.
 * @param scales as int4Scales gives them: levels are those of the rounded scale
 */
export function int4Levels(values: Float32Array, scales: Float32Array): Uint8Array<ArrayBuffer> {
  const { fround } = Math;
  const packed = new Uint8Array(values.length / 2);
  for (let block = 0; block < scales.length; block++) {
    const scale = scales[block] ?? 0;
    const inverse = scale === 0 ? 0 : fround(1 / scale);
    const level = (value = 0): number => {
      // What lies below 0 is clamped, so that away from zero is always up.
      const nearest = Math.floor(fround(fround(value * inverse) + 8) + 0.5);
      return Math.min(15, Math.max(0, nearest));
    };
    for (let i = block * BLOCK; i < (block + 1) * BLOCK; i += 2) {
      packed[i / 2] = level(values[i]) | (level(values[i + 1]) << 4);
    }
  }
  return packed;
}
