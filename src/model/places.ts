/** A place in the model where the same work can be done in several ways. What the ways are, its phase says (decode.ts, prefill.ts). */
import type { Dispatch } from '../kernels/kernel';
import type { Choices, Site } from '../tuning/site';

export interface Way {
  /** Names the variant, and what is fused: `lanes32 rows1 slices8`, `unfused`. */
  readonly id: string;
  /** The dispatches of layer `layer`; a place outside the layers takes no notice of it. */
  readonly build: (layer: number) => Promise<readonly Dispatch[]>;
}

export interface Place {
  /** The same for the same work at the same shape: `decode qkv int4 960x576`. */
  readonly id: string;
  /** Tokens of the pass. */
  readonly rows: number;
  /** How often a pass comes here. */
  readonly uses: number;
  /** The default first. */
  readonly ways: readonly [Way, ...Way[]];
}

/** The way that was chosen, or the default: also where the choice is of another time and no longer offered. */
export const pick = ({ id, ways }: Place, choices: Choices): Way =>
  ways.find((way) => way.id === choices.get(id)) ?? ways[0];

/** A place as the tuner sees it: the first layer stands for all. */
export function siteOf({ id, rows, uses, ways: [first, ...others] }: Place): Site {
  const candidate = ({ id: name, build }: Way) => ({ id: name, dispatches: () => build(0) });
  return { id, rows, uses, candidates: [candidate(first), ...others.map(candidate)] };
}

/** Ways by `make`, one for each of `items`, in their order. */
export function waysOf<T>(items: readonly [T, ...T[]], make: (item: T, first: boolean) => Way): Place['ways'] {
  const [first, ...others] = items;
  return [make(first, true), ...others.map((item) => make(item, false))];
}
