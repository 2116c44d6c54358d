/** The chains of roof-fma in float64, and how many operations they are. */

export const CHAINS = 8;
/** Steps of every chain in one round of the loop: enough that the loop itself costs little. */
export const STEPS = 4;

/** Multiplications and additions of one invocation in one round. */
export const FLOPS_PER_ROUND = CHAINS * STEPS * 4 * 2;

export interface FmaWork {
  readonly rounds: number;
  readonly factor: number;
  readonly addend: number;
}

/** Where chain `chain`, component `component` of invocation `id` begins. */
const start = (id: number, component: number, chain: number): number => (id & 63) / 64 + component + chain / 8;

export interface Summed {
  readonly value: number;
  /** Sum of magnitudes, for the tolerance. */
  readonly size: number;
}

/** One component of what one invocation writes: the sum over its chains. */
export function fmaReference(id: number, component: number, { rounds, factor, addend }: FmaWork): Summed {
  let value = 0;
  let size = 0;
  for (let chain = 0; chain < CHAINS; chain++) {
    let x = start(id, component, chain);
    let largest = Math.abs(x);
    for (let i = 0; i < rounds * STEPS; i++) {
      x = x * factor + addend;
      largest = Math.max(largest, Math.abs(x));
    }
    value += x;
    size += largest;
  }
  return { value, size };
}
