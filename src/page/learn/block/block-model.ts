/** What the picture of a block shows and what is said of it, from the state of the lab. No elements. */
import { bitsPerWeight, blockOf, type Choice } from '../../../lab/choice';
import { relativeRms } from '../../../kernels/matrix/reconstruction';
import { tensorScaleFor } from '../../../lab/block-scale';
import { roundBlock, type RoundedBlock } from '../../../lab/round-block';
import { errorOf } from '../../../lab/round-tensor';
import type { LearnState, Step } from '../state';
import { firstShown, REAL_BLOCKS, SHOWN, type RealBlock } from './fable-blocks';

/** Weights that share a scale, as far as they are shown. */
export interface ShownBlock extends Pick<RoundedBlock, 'scale' | 'zeroPoint' | 'grid'> {
  /** Places among the shown: [from, to). */
  readonly from: number;
  readonly to: number;
}

export interface BlockModel {
  readonly real: RealBlock;
  /** (32), with the one that a person has changed. */
  readonly weights: Float32Array;
  /** (32) */
  readonly rounded: Float64Array;
  readonly blocks: readonly ShownBlock[];
  readonly bitsPerWeight: number;
  /** Of the shown weights: √(Σ error² / Σ weight²). */
  readonly relativeError: number;
  /** The same without the weight in the hand. */
  readonly othersError: number;
  /** How many times the largest of the others the weight in the hand is, without signs; null where all others are zero. */
  readonly timesOthers: number | null;
}

const FALLBACK: RealBlock = {
  ...{ kind: 'ordinary', tensor: '', row: 0, column: 0, largest: 0 },
  segment: new Float32Array(SHOWN),
};

export function blockModel({ block, choice, held }: Pick<LearnState, 'block' | 'choice' | 'held'>): BlockModel {
  const real = REAL_BLOCKS[block] ?? FALLBACK;
  const first = firstShown(real);
  const segment = real.segment.slice();
  if (held.value !== null) segment[first + held.place] = held.value;
  const scale = tensorScaleFor(Math.max(real.largest, Math.abs(held.value ?? 0)));
  const weights = segment.subarray(first, first + SHOWN);
  const rounded = new Float64Array(SHOWN);
  const blocks: ShownBlock[] = [];
  for (let from = first; from < first + SHOWN;) {
    const { start, end } = around(from, choice, segment.length);
    const all = roundBlock(choice, segment.subarray(start, end), scale);
    const to = Math.min(end, first + SHOWN);
    rounded.set(all.values.subarray(from - start, to - start), from - first);
    blocks.push({ from: from - first, to: to - first, scale: all.scale, zeroPoint: all.zeroPoint, grid: all.grid });
    from = to;
  }
  const without = (values: Float32Array | Float64Array) => [...values].filter((_, k) => k !== held.place);
  const others = errorOf(Float32Array.from(without(weights)), Float64Array.from(without(rounded)));
  const largest = Math.max(...without(weights).map(Math.abs));
  return {
    ...{ real, weights, rounded, blocks, bitsPerWeight: bitsPerWeight(choice) },
    relativeError: relativeRms(errorOf(weights, rounded)),
    othersError: relativeRms(others),
    timesOthers: largest === 0 ? null : Math.abs(weights[held.place] ?? 0) / largest,
  };
}

/** The block of a weight in the row: blocks begin at multiples of their size. */
function around(at: number, choice: Choice, length: number): { readonly start: number; readonly end: number } {
  const size = blockOf(choice);
  const start = Math.floor(at / size) * size;
  return { start, end: Math.min(start + size, length) };
}

/** What an outlier is drawn up to, in times the largest weight. */
const OUTLIER_TIMES = 4.2;

/**
 * How far the picture of a step reaches. Where a weight is dragged far out there is room for it from the beginning, so that the lines are
 * seen to spread.
 */
export function reachIn(step: Step, model: BlockModel): number {
  if (step === 'weight') return reachOf({ weights: model.weights, rounded: new Float64Array() });
  if (step !== 'outlier') return reachOf(model);
  const first = firstShown(model.real);
  const untouched = model.real.segment.subarray(first, first + SHOWN);
  const room = untouched.map((weight) => OUTLIER_TIMES * weight);
  return Math.max(reachOf(model), reachOf({ weights: room, rounded: new Float64Array() }));
}

/** A round number that the largest shown weight, and what it became, does not exceed: the picture reaches from minus it to it. */
export function reachOf({ weights, rounded }: Pick<BlockModel, 'weights' | 'rounded'>): number {
  const largest = Math.max(1e-3, ...weights.map(Math.abs), ...rounded.map(Math.abs)) * 1.05;
  const unit = 10 ** Math.floor(Math.log10(largest));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * unit >= largest) ?? 10) * unit;
}
