/** Widens the 16-bit floats of a weight file to f32, exactly. Not the packing of weights for the GPU. */

/** Every f16 bit pattern's value; made on first use, since a folder may hold none. */
let f16Values: Float32Array | null = null;

export function f16ToF32(bits: Uint16Array, out: Float32Array, start: number): void {
  f16Values ??= tableOfF16();
  for (let i = 0; i < bits.length; i++) out[start + i] = f16Values[bits[i] ?? 0] ?? 0;
}

/** A bf16 is the upper half of an f32. */
export function bf16ToF32(bits: Uint16Array, out: Float32Array, start: number): void {
  const words = new Uint32Array(out.buffer, out.byteOffset + start * 4, bits.length);
  for (let i = 0; i < bits.length; i++) words[i] = (bits[i] ?? 0) << 16;
}

function tableOfF16(): Float32Array {
  return Float32Array.from({ length: 65_536 }, (_, bits) => {
    const sign = bits >> 15 === 0 ? 1 : -1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
  });
}
