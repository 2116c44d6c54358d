/** IEEE 754 binary16 and back, round to nearest even. Not a Float16Array: Node 20 and older browsers have none. */

/** The largest finite number. */
export const HALF_MOST = 65504;
/** From here on a number rounds to infinity: half a step above the largest. */
export const HALF_END = 65520;
/** Below it lie the subnormals, multiples of 2^-24. */
export const HALF_LEAST_NORMAL = 2 ** -14;

/** The powers of two by biased exponent: looked up, fromHalf takes a fifth of the time. */
const POWERS = Float64Array.from({ length: 31 }, (_, exponent) => 2 ** (exponent - 15));

const f32 = new Float32Array(1);
const u32 = new Uint32Array(f32.buffer);

/** The 16 bits of `value` as binary16; values beyond 65,504 become infinity. */
export function toHalf(value: number): number {
  f32[0] = value;
  const bits = u32[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const mantissa = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  const half = exponent - 127 + 15;
  if (half >= 31) return sign | 0x7c00;
  if (half <= 0) {
    if (half < -10) return sign;
    return sign | roundedShift(mantissa | 0x800000, 14 - half);
  }
  // A carry out of the mantissa runs into the exponent, which is what rounding up to the next power of two means.
  return sign | ((half << 10) + roundedShift(mantissa, 13));
}

function roundedShift(value: number, shift: number): number {
  const floor = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  return rest > middle || (rest === middle && (floor & 1) === 1) ? floor + 1 : floor;
}

/** The value of 16 binary16 bits. */
export function fromHalf(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >>> 10) & 31;
  const mantissa = bits & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  return sign * (1 + mantissa / 1024) * (POWERS[exponent] ?? NaN);
}
