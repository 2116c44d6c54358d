/**
 * How a person of the lab has weights rounded: integers of 2 to 8 bits over blocks of 16 to 256, or one of the small floats. Each matrix
 * format that the product ships is one of these choices. Not a recipe: that says which tensors are stored how (kernels/recipe.ts).
 */
import type { MatrixFormat } from '../kernels/format';

export const INTEGER_BITS = [2, 3, 4, 5, 6, 7, 8] as const;
export const BLOCK_SIZES = [16, 32, 64, 128, 256] as const;
/**
 * Where the levels lie: as many above zero as below; one more below, with the largest magnitude at it (llama.cpp's Q4_0); or from the
 * smallest weight to the largest, with the level that means zero stored beside the scale.
 */
export const GRIDS = ['symmetric', 'extreme', 'zero-point'] as const;

export type IntegerBits = (typeof INTEGER_BITS)[number];
export type BlockSize = (typeof BLOCK_SIZES)[number];
export type Grid = (typeof GRIDS)[number];

export interface IntegerChoice {
  readonly kind: 'integer';
  readonly bits: IntegerBits;
  /** Weights that share a scale. */
  readonly block: BlockSize;
  readonly grid: Grid;
}

/** E2M1 with the blocks and scales that its standard fixes (kernels/format.ts). */
export interface FloatChoice {
  readonly kind: 'mxfp4' | 'nvfp4';
}

export type Choice = IntegerChoice | FloatChoice;

const SCALE_BITS = { integer: 16, mxfp4: 8, nvfp4: 8 } as const;
const FLOAT_BLOCK = { mxfp4: 32, nvfp4: 16 } as const;

export const blockOf = (choice: Choice): number =>
  choice.kind === 'integer' ? choice.block : FLOAT_BLOCK[choice.kind];

export const levelBits = (choice: Choice): number => (choice.kind === 'integer' ? choice.bits : 4);

/** Bits of a weight in memory with its share of the block's scale and zero point. NVFP4's one scale per tensor is left out. */
export function bitsPerWeight(choice: Choice): number {
  const zeroPoint = choice.kind === 'integer' && choice.grid === 'zero-point' ? choice.bits : 0;
  return levelBits(choice) + (SCALE_BITS[choice.kind] + zeroPoint) / blockOf(choice);
}

/** The choice that a format of the product is. FP16 rounds each weight by itself: it has no blocks. */
export const CHOICE_OF: Readonly<Record<Exclude<MatrixFormat, 'fp16'>, Choice>> = {
  int8: { kind: 'integer', bits: 8, block: 32, grid: 'symmetric' },
  int4: { kind: 'integer', bits: 4, block: 32, grid: 'extreme' },
  mxfp4: { kind: 'mxfp4' },
  nvfp4: { kind: 'nvfp4' },
};

const GRID_LETTERS = { symmetric: 's', extreme: 'e', 'zero-point': 'z' } as const satisfies Record<Grid, string>;

/** For an address: `4e32` is four bits, the extreme at a level, blocks of 32. */
export const choiceText = (choice: Choice): string =>
  choice.kind === 'integer' ? `${choice.bits}${GRID_LETTERS[choice.grid]}${choice.block}` : choice.kind;

/** What an address says; null where it says nothing that there is. */
export function choiceFrom(text: string): Choice | null {
  if (text === 'mxfp4' || text === 'nvfp4') return { kind: text };
  const [, bitsText, letter, blockText] = /^(\d)([sez])(\d{2,3})$/.exec(text) ?? [];
  const bits = INTEGER_BITS.find((one) => String(one) === bitsText);
  const block = BLOCK_SIZES.find((one) => String(one) === blockText);
  const grid = GRIDS.find((one) => GRID_LETTERS[one] === letter);
  return bits === undefined || block === undefined || grid === undefined
    ? null
    : { kind: 'integer', bits, block, grid };
}

/** The format of the product that rounds exactly so, or null: then it is simulated and has no speed. */
export function shippedAs(choice: Choice): Exclude<MatrixFormat, 'fp16'> | null {
  const text = choiceText(choice);
  const formats = ['int8', 'int4', 'mxfp4', 'nvfp4'] as const;
  return formats.find((format) => choiceText(CHOICE_OF[format]) === text) ?? null;
}
