/** What rounding does to each matrix of a model: bytes, error, and how its weights are distributed. No GPU. */
import { bytes, type Bytes } from '../foundation/units';
import { FORMATS } from '../kernels/format';
import { relativeRms } from '../kernels/matrix/reconstruction';
import { bitsPerWeight, choiceText, type Choice } from './choice';
import type { TensorPlace } from './model-choice';
import { roundTensor } from './round-tensor';

/** A matrix of a model with its weights, (rows, columns) row-major. */
export interface Matrix extends TensorPlace {
  /** `embedding`, `layer 0 qkv`, … as everywhere else in the product. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export interface Histogram {
  /** The bins, of equal width, go from -most to most: the largest magnitude of the tensor. */
  readonly most: number;
  readonly counts: readonly number[];
}

export interface TensorFacts extends Omit<Matrix, 'values'> {
  /** How it is rounded: choiceText(), or `fp16`. */
  readonly choice: string;
  /** In memory at this choice, scales included. */
  readonly bytes: Bytes;
  /** ‖W - Q(W)‖ / ‖W‖ against FP16; 0 at FP16. */
  readonly relativeError: number;
  readonly histogram: Histogram;
}

/** @param choice null where the matrix stays FP16 */
export function tensorFacts({ name, role, layer, rows, columns, values }: Matrix, choice: Choice | null): TensorFacts {
  const error = choice === null ? null : roundTensor(choice, values, columns).error;
  const bits = choice === null ? FORMATS.fp16.bits : bitsPerWeight(choice);
  return {
    ...{ name, role, layer, rows, columns },
    choice: choice === null ? 'fp16' : choiceText(choice),
    bytes: bytes((values.length * bits) / 8),
    relativeError: error === null ? 0 : relativeRms(error),
    histogram: histogramOf(values),
  };
}

/** Odd, so that zero lies in the middle of a bin. */
const BINS = 101;

function histogramOf(values: Float32Array): Histogram {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  const counts = new Uint32Array(BINS);
  const perWeight = most === 0 ? 0 : BINS / (2 * most);
  for (const value of values) {
    const bin = Math.min(BINS - 1, Math.floor((value + most) * perWeight));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { most, counts: [...counts] };
}
