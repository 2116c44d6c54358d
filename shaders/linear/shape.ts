/** What a linear layer is made for, whichever kernel computes it: y = W x for each row of a pass. Shared by gemv and gemm. */
import { bytes, flops } from '../../src/foundation/units';
import type { Cost } from '../../src/kernels/kernel';
import { matrixBytes, type MatrixShape } from '../../src/kernels/matrix/layout';

/** What products are computed in: f32, or 8-bit integers, with activations rounded to levels by blocks of 32 columns. */
export const ARITHMETICS = ['f32', 'int8'] as const;
export type ArithmeticName = (typeof ARITHMETICS)[number];

/** y = W x, y += W x, or y = silu(gate) * up, where gate|up = W x. */
export const OUTPUTS = ['store', 'add', 'swiglu'] as const;
export type LinearOutput = (typeof OUTPUTS)[number];

export interface LinearShape {
  readonly matrix: MatrixShape;
  readonly arithmetic: ArithmeticName;
  /** Rows of the pass, at most: the product has as many tokens. */
  readonly tokens: number;
  readonly output: LinearOutput;
  readonly bias: boolean;
}

/** What a linear layer writes to, and what is added to its sums. */
export interface LinearTarget {
  /** (tokens, outputs padded) f32; shard i writes from its rowStart on */
  readonly y: GPUBuffer;
  readonly output: LinearOutput;
  /** (rows padded) f32; null for none */
  readonly bias: GPUBuffer | null;
}

/** Columns of y. */
export const outputsOf = ({ rows }: MatrixShape, output: LinearOutput): number =>
  output === 'swiglu' ? rows / 2 : rows;

/** `a8 int4 1536x576 8 tokens add bias`, with what a kernel has to add about its input and variant. */
export function describeLinear(
  { arithmetic, matrix: { format, rows, columns }, tokens, output, bias }: LinearShape,
  input: string,
  variant: string,
): string {
  return [
    ...(arithmetic === 'int8' ? ['a8'] : []),
    `${format} ${rows}x${columns}`,
    ...(tokens === 1 ? [] : [`${tokens} tokens`]),
    ...(input === 'plain' ? [] : [input]),
    ...(output === 'store' ? [] : [output]),
    ...(bias ? ['bias'] : []),
    `(${variant})`,
  ].join(' ');
}

/** An activation takes 4 bytes, or a level and its part of a scale and a sum. */
export const linearCost = ({ arithmetic, matrix, tokens }: LinearShape): Cost => ({
  flops: flops(2 * tokens * matrix.rows * matrix.columns),
  bytes: bytes(matrixBytes(matrix) + tokens * (4 * matrix.rows + (arithmetic === 'int8' ? 1.25 : 4) * matrix.columns)),
});
