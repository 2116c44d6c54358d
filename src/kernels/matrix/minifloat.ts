/**
 * The small floats of MXFP4 and NVFP4 and what they mean: E2M1 (weights), E8M0 (scales of MXFP4), both of OCP Microscaling Formats v1.0,
 * and E4M3 (scales of NVFP4, OCP 8-bit Floating Point v1.0).
 */

const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);

/** floor(log2(value)) of a positive normal number, exactly; Math.log2 rounds. */
export function exponentOf(value: number): number {
  f64[0] = value;
  return (((u32[1] ?? 0) >>> 20) & 0x7ff) - 1023;
}

const roundHalfEven = (value: number): number => {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
};

/** Bits of the nearest magnitude with `mantissaBits` after the point, the even one of two, `most` at most. */
function encode(magnitude: number, mantissaBits: number, bias: number, most: number): number {
  const value = Math.min(magnitude, most);
  // Below 2^(1 - bias) lie the subnormals, which have its step.
  const exponent = Math.max(1 - bias, value > 0 ? exponentOf(value) : -Infinity);
  const steps = roundHalfEven(value / 2 ** (exponent - mantissaBits));
  // One step too many for an exponent runs over into the next, whose mantissa is then zero.
  return ((exponent + bias - 1) << mantissaBits) + steps;
}

function decode(bits: number, mantissaBits: number, bias: number): number {
  const mantissa = bits & ((1 << mantissaBits) - 1);
  const exponent = bits >>> mantissaBits;
  if (exponent === 0) return mantissa * 2 ** (1 - bias - mantissaBits);
  return (mantissa + (1 << mantissaBits)) * 2 ** (exponent - bias - mantissaBits);
}

export const E2M1_MOST = 6;
export const E4M3_MOST = 448;

/** The four bits of `value`, magnitudes beyond 6 at 6. A zero is positive: a kernel then may negate bytes without a carry. */
export function toE2m1(value: number): number {
  const bits = encode(Math.abs(value), 1, 1, E2M1_MOST);
  return value < 0 && bits !== 0 ? bits | 8 : bits;
}

/** 0, 0.5, 1, 1.5, 2, 3, 4 or 6, with the sign of bit 3. */
export const fromE2m1 = (bits: number): number => (bits & 8 ? -1 : 1) * decode(bits & 7, 1, 1);

/** The seven bits of a non-negative `value`, beyond 448 those of 448. Scales have no sign. */
export const toE4m3 = (value: number): number => encode(value, 3, 7, E4M3_MOST);

/** 0..448; 0x7f, which E4M3 has for NaN, does not occur. */
export const fromE4m3 = (bits: number): number => decode(bits & 0x7f, 3, 7);

/** The byte of 2^exponent. 255, which E8M0 has for NaN, does not occur. */
export const toE8m0 = (exponent: number): number => Math.min(254, Math.max(0, exponent + 127));

export const fromE8m0 = (bits: number): number => 2 ** (bits - 127);
