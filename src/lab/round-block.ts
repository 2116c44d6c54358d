/**
 * Rounds one block of weights as a choice says, and shows all of it: the grid, each weight's level, the scale. Where the choice is a
 * format of the product, the values are those of its packer, bit for bit (kernels/matrix/pack.ts); here nothing is packed.
 */
import { fromHalf, HALF_MOST, toHalf } from '../kernels/matrix/half';
import {
  E2M1_MOST,
  E4M3_MOST,
  exponentOf,
  fromE2m1,
  fromE4m3,
  fromE8m0,
  toE2m1,
  toE4m3,
  toE8m0,
} from '../kernels/matrix/minifloat';
import type { Choice, FloatChoice, IntegerChoice } from './choice';

export interface RoundedBlock {
  /** By how much a level is multiplied. Negative where the largest magnitude of an `extreme` grid is positive. */
  readonly scale: number;
  /** The level that means zero; 0 but on a `zero-point` grid. */
  readonly zeroPoint: number;
  /** As stored: integers, or for the small floats their values before the scale. */
  readonly levels: readonly number[];
  /** What each weight has become; a zero has no sign. */
  readonly values: Float64Array;
  /** Every value that a weight of this block can become, ascending. */
  readonly grid: readonly number[];
}

/** Scale of a whole tensor, which NVFP4 has beside those of its blocks: with it the largest magnitude of all is 6 in units of 448. */
export const tensorScaleOf = (tensor: Float32Array): number => tensorScaleFor(largestOf(tensor));

/** @param largest magnitude of the tensor */
export const tensorScaleFor = (largest: number): number =>
  Math.fround(Math.max(2 ** -100, largest / (E2M1_MOST * E4M3_MOST)));

/**
 * @param block (weights that share a scale), fewer at the end of a row
 * @param tensorScale of the tensor that the block is from; NVFP4 alone has one
 */
export function roundBlock(choice: Choice, block: Float32Array, tensorScale = tensorScaleOf(block)): RoundedBlock {
  return choice.kind === 'integer' ? roundIntegers(choice, block) : roundFloats(choice, block, tensorScale);
}

/** The first and the last level that the bits give a grid. */
export function levelsOf({ bits, grid }: Pick<IntegerChoice, 'bits' | 'grid'>): readonly [number, number] {
  const half = 2 ** (bits - 1);
  if (grid === 'zero-point') return [0, 2 * half - 1];
  return [grid === 'extreme' ? -half : 1 - half, half - 1];
}

function roundIntegers(choice: IntegerChoice, block: Float32Array): RoundedBlock {
  const [first, last] = levelsOf(choice);
  const scale = stored(exactScale(choice, block, first, last));
  const least = Math.min(0, ...block);
  const zeroPoint = choice.grid === 'zero-point' && scale !== 0 ? clamp(Math.round(-least / scale), first, last) : 0;
  const levels = Array.from(block, (value) =>
    scale === 0 ? zeroPoint : clamp(Math.round(value / scale) + zeroPoint, first, last),
  );
  const grid = Array.from({ length: last - first + 1 }, (_, i) => unsigned(scale * (first + i - zeroPoint)));
  return {
    ...{ scale, zeroPoint, levels },
    values: Float64Array.from(levels, (level) => unsigned(scale * (level - zeroPoint))),
    grid: grid.toSorted((a, b) => a - b),
  };
}

function exactScale({ grid }: IntegerChoice, block: Float32Array, first: number, last: number): number {
  if (grid === 'symmetric') return largestOf(block) / last;
  if (grid === 'extreme') {
    return block.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0) / first;
  }
  // Zero has a level of its own: a weight of zero stays one.
  return (Math.max(0, ...block) - Math.min(0, ...block)) / (last - first);
}

/** As binary16, in which the product stores the scales of its integers; what is beyond it is held at the largest. */
const stored = (scale: number): number => fromHalf(toHalf(clamp(scale, -HALF_MOST, HALF_MOST)));

const E2M1_CODES = 16;
/** Exponent of the largest power of two that E2M1 has: 4. */
const E2M1_EXPONENT = 2;
/** The product's least: half of it must be a normal f32. */
const LEAST_EXPONENT = -125;

function roundFloats({ kind }: FloatChoice, block: Float32Array, tensorScale: number): RoundedBlock {
  const largest = largestOf(block);
  const scale =
    kind === 'mxfp4' ? powerOfTwo(largest) : fromE4m3(toE4m3(largest / E2M1_MOST / tensorScale)) * tensorScale;
  const levels = Array.from(block, (value) => (scale === 0 ? 0 : fromE2m1(toE2m1(value / scale))));
  const all = Array.from({ length: E2M1_CODES }, (_, code) => scale * fromE2m1(code));
  return {
    ...{ scale, zeroPoint: 0, levels },
    values: Float64Array.from(levels, (level) => unsigned(scale * level)),
    // Of sixteen codes two mean zero.
    grid: [...new Set(all.map(unsigned))].toSorted((a, b) => a - b),
  };
}

/** The largest magnitude is brought into 4..8 (OCP Microscaling, 6.3). */
function powerOfTwo(largest: number): number {
  const exact = largest > 0 ? exponentOf(largest) - E2M1_EXPONENT : -Infinity;
  return fromE8m0(toE8m0(Math.max(LEAST_EXPONENT, exact)));
}

const largestOf = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Adding zero takes the sign of a zero away. */
const unsigned = (value: number): number => value + 0;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
