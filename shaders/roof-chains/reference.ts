/** The chains of roof-chains in float64, and integer for integer. */
import { chainsOf } from './arithmetic';

/** Steps of every chain in one round of the loop: enough that the loop itself costs little. */
export const STEPS = 4;

export interface ChainWork {
  readonly rounds: number;
  /** A float, or four signed bytes. */
  readonly factor: number;
  readonly addend: number;
}

/** One component of what one invocation writes in floats: the sum over its chains, and that of their magnitudes. */
export function floatReference(
  id: number,
  component: number,
  { rounds, factor, addend }: ChainWork,
): readonly [value: number, size: number] {
  let value = 0;
  let size = 0;
  for (let chain = 0; chain < chainsOf('f32'); chain++) {
    let x = (id & 63) / 64 + component + chain / 8;
    let largest = Math.abs(x);
    for (let i = 0; i < rounds * STEPS; i++) {
      x = x * factor + addend;
      largest = Math.max(largest, Math.abs(x));
    }
    value += x;
    size += largest;
  }
  return [value, size];
}

const byteAt = (word: number, i: number): number => (word << (24 - 8 * i)) >> 24;

export const dot4 = (a: number, b: number): number =>
  [0, 1, 2, 3].reduce((sum, i) => sum + byteAt(a, i) * byteAt(b, i), 0);

/** What one invocation writes in integers: the exclusive or over its chains, as an unsigned word. */
export function packedReference(id: number, { rounds, factor, addend }: ChainWork): number {
  let all = 0;
  for (let chain = 0; chain < chainsOf('int8'); chain++) {
    let x = Math.imul(id + 1, 0x01030507) + chain;
    for (let i = 0; i < rounds * STEPS; i++) x = (dot4(x, factor) + addend) | 0;
    all ^= x;
  }
  return all >>> 0;
}
