/** Seeded numbers for weights whose values do not matter for speed: small, finite, and no denormals. Not for any result. */
import { uniform } from '../src/foundation/random';

/** 32 bits at a time. */
function generator(seed: number): () => number {
  const random = uniform(seed);
  return () => Math.floor(random() * 2 ** 32);
}

/** A prime number of elements, so that the repeats do not line up with rows. */
const PERIOD = 65_521;

/** Repeats `pattern` over `target`: a quarter of a gigabyte of noise would take seconds to make. */
function tile<T extends Uint8Array | Uint16Array | Float32Array>(target: T, pattern: T): T {
  for (let at = 0; at < target.length; at += pattern.length) {
    const rest = target.length - at;
    target.set(rest < pattern.length ? pattern.subarray(0, rest) : pattern, at);
  }
  return target;
}

/** Any bytes: levels of quantised weights. */
export function noise(count: number, seed: number): Uint8Array<ArrayBuffer> {
  const next = generator(seed);
  return tile(
    new Uint8Array(count),
    new Uint8Array(PERIOD).map(() => next() & 255),
  );
}

/** f16 of magnitude 2^-7 to 2^-5, either sign, as its bits. */
export function noiseF16(count: number, seed: number): Uint16Array<ArrayBuffer> {
  const next = generator(seed);
  return tile(
    new Uint16Array(count),
    new Uint16Array(PERIOD).map(() => {
      const bits = next();
      return ((bits & 1) << 15) | ((8 + ((bits >>> 1) & 1)) << 10) | ((bits >>> 2) & 1023);
    }),
  );
}

/** -1/32 to 1/32 */
export function noiseF32(count: number, seed: number): Float32Array<ArrayBuffer> {
  const next = generator(seed);
  return tile(
    new Float32Array(count),
    new Float32Array(PERIOD).map(() => next() / 2 ** 36 - 1 / 32),
  );
}
