/**
 * Rounds one block of weights as a choice says, and shows all of it: the grid, each weight's level, the scale. Where the choice is a
 * format of the product, the values are those of its packer, bit for bit (kernels/matrix/pack.ts); here nothing is packed.
 */
import { fromE2m1, toE2m1 } from '../kernels/matrix/minifloat';
import { blockScale, levelsOf, tensorScaleOf, type BlockScale } from './block-scale';
import type { Choice, IntegerChoice } from './choice';

export interface RoundedBlock extends BlockScale {
  /** As stored: integers, or for the small floats their values before the scale. */
  readonly levels: readonly number[];
  /** What each weight has become; a zero has no sign. */
  readonly values: Float64Array;
  /** Every value that a weight of this block can become, ascending. */
  readonly grid: readonly number[];
}

/**
 * @param block (weights that share a scale), fewer at the end of a row
 * @param tensorScale of the tensor that the block is from; NVFP4 alone has one
 */
export function roundBlock(choice: Choice, block: Float32Array, tensorScale = tensorScaleOf(block)): RoundedBlock {
  const scale = blockScale(choice, block, { from: 0, to: block.length }, tensorScale);
  return choice.kind === 'integer' ? roundIntegers(choice, block, scale) : roundFloats(block, scale);
}

function roundIntegers(choice: IntegerChoice, block: Float32Array, { scale, zeroPoint }: BlockScale): RoundedBlock {
  const [first, last] = levelsOf(choice);
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

const E2M1_CODES = 16;

function roundFloats(block: Float32Array, { scale, zeroPoint }: BlockScale): RoundedBlock {
  const levels = Array.from(block, (value) => (scale === 0 ? 0 : fromE2m1(toE2m1(value / scale))));
  const all = Array.from({ length: E2M1_CODES }, (_, code) => scale * fromE2m1(code));
  return {
    ...{ scale, zeroPoint, levels },
    values: Float64Array.from(levels, (level) => unsigned(scale * level)),
    // Of sixteen codes two mean zero.
    grid: [...new Set(all.map(unsigned))].toSorted((a, b) => a - b),
  };
}

/** Adding zero takes the sign of a zero away. */
const unsigned = (value: number): number => value + 0;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
