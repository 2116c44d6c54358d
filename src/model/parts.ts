/** A pass cut by what its dispatches are for, so that somebody can ask where its time goes. Not the tuner's sites (see sites.ts). */
import type { Dispatch } from '../kernels/kernel';

/** In the order in which a pass comes to them. A norm fused to a projection belongs to the projection. */
export const PARTS = [
  'embedding',
  'norms',
  'qkv',
  'cache',
  'attention',
  'output',
  'gate-up',
  'down',
  'head',
  'choice',
] as const;
export type PartId = (typeof PARTS)[number];

export interface Part {
  readonly id: PartId;
  readonly dispatches: readonly Dispatch[];
}

export const dispatchesOf = (parts: readonly Part[]): readonly Dispatch[] =>
  parts.flatMap(({ dispatches }) => dispatches);

/** Kernels of attention itself; what follows them at its site is the output projection. */
const OF_ATTENTION = new Set(['rope', 'kv-append', 'attention', 'attention-merge']);

/** Attention and the output projection behind it, which are chosen together in decode. */
export function attentionParts(dispatches: readonly Dispatch[]): readonly Part[] {
  const isOutput = ({ use }: Dispatch) => !OF_ATTENTION.has(use.kernel);
  const found = dispatches.findIndex(isOutput);
  const from = found < 0 ? dispatches.length : found;
  return [
    { id: 'attention', dispatches: dispatches.slice(0, from) },
    { id: 'output', dispatches: dispatches.slice(from) },
  ];
}

/** The dispatches of each part over all layers, in the order of PARTS; parts without any are left out. */
export function byPart(parts: readonly Part[]): readonly Part[] {
  return PARTS.map((id) => ({ id, dispatches: dispatchesOf(parts.filter((part) => part.id === id)) })).filter(
    ({ dispatches }) => dispatches.length > 0,
  );
}
