/** The chains of roof-dot, integer for integer, and how many operations they are. */

export const CHAINS = 16;
/** Steps of every chain in one round of the loop. */
export const STEPS = 4;

/** Four multiplications and four additions a call, as a multiply-accumulate counts two; of one invocation in one round. */
export const OPS_PER_ROUND = CHAINS * STEPS * 8;

export interface DotWork {
  readonly rounds: number;
  /** Four signed bytes. */
  readonly weights: number;
  readonly addend: number;
}

const byteAt = (word: number, i: number): number => (word << (24 - 8 * i)) >> 24;

export function dot4(a: number, b: number): number {
  return [0, 1, 2, 3].reduce((sum, i) => sum + byteAt(a, i) * byteAt(b, i), 0);
}

/** What one invocation writes: the exclusive or over its chains, as an unsigned word. */
export function dotReference(id: number, { rounds, weights, addend }: DotWork): number {
  let all = 0;
  for (let chain = 0; chain < CHAINS; chain++) {
    let x = Math.imul(id + 1, 0x01030507) + chain;
    for (let i = 0; i < rounds * STEPS; i++) x = (dot4(x, weights) + addend) | 0;
    all ^= x;
  }
  return all >>> 0;
}
