/** Widens the 16-bit floats of a weight file to f32, exactly. */

import { fromHalf } from '../../kernels/matrix/half';

/** Every f16 bit pattern's value; made on first use, since a folder may hold none. */
let f16Values: Float32Array | null = null;

export function f16ToF32(bits: Uint16Array, out: Float32Array, start: number): void {
  f16Values ??= Float32Array.from({ length: 65_536 }, (_, pattern) => fromHalf(pattern));
  for (let i = 0; i < bits.length; i++) out[start + i] = f16Values[bits[i] ?? 0] ?? 0;
}

/** A bf16 is the upper half of an f32. */
export function bf16ToF32(bits: Uint16Array, out: Float32Array, start: number): void {
  const words = new Uint32Array(out.buffer, out.byteOffset + start * 4, bits.length);
  for (let i = 0; i < bits.length; i++) words[i] = (bits[i] ?? 0) << 16;
}
