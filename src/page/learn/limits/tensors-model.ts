/** The error of each matrix as a map of layers and roles, and a histogram with the lines of a block laid over it. No elements. */
import { TENSOR_ROLES, type TensorRole } from '../../../kernels/recipe';
import { choiceFrom, type Choice } from '../../../lab/choice';
import { roundBlock } from '../../../lab/round-block';
import type { TensorFacts } from '../../../lab/tensor-facts';

export interface MapCell {
  readonly facts: TensorFacts;
  /** Of the largest error of all, 0..1. */
  readonly heat: number;
}

export interface ErrorMap {
  readonly roles: readonly TensorRole[];
  /** Row by row; null layer: embedding and LM head. */
  readonly rows: readonly { readonly layer: number | null; readonly cells: readonly (MapCell | null)[] }[];
  readonly bytes: number;
}

export function errorMap(tensors: readonly TensorFacts[]): ErrorMap {
  const most = Math.max(1e-12, ...tensors.map(({ relativeError }) => relativeError));
  const roles = TENSOR_ROLES.filter((role) => tensors.some((one) => one.role === role && one.layer !== null));
  const layers = [...new Set(tensors.flatMap(({ layer }) => layer ?? []))].toSorted((a, b) => a - b);
  const cell = (facts: TensorFacts | undefined): MapCell | null =>
    facts === undefined ? null : { facts, heat: facts.relativeError / most };
  return {
    roles,
    rows: [
      ...layers.map((layer) => ({
        layer,
        cells: roles.map((role) => cell(tensors.find((one) => one.layer === layer && one.role === role))),
      })),
      ...tensors.filter(({ layer }) => layer === null).map((facts) => ({ layer: null, cells: [cell(facts)] })),
    ],
    bytes: tensors.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Of more lines only their number is said. */
const MOST_LINES = 64;

export interface HistogramModel {
  readonly most: number;
  /** Of the highest bin, 0..1. */
  readonly heights: readonly number[];
  /** Values that a block with the largest weight can have; how many where they are too many to draw. */
  readonly lines: readonly number[];
  readonly lineCount: number;
}

export function histogramModel({
  histogram: { most, counts },
  choice: text,
}: Pick<TensorFacts, 'histogram' | 'choice'>): HistogramModel {
  const highest = Math.max(1, ...counts);
  const choice = choiceFrom(text);
  const grid = choice === null || most === 0 ? [] : linesOf(choice, most);
  return {
    most,
    heights: counts.map((count) => count / highest),
    lines: grid.length > MOST_LINES ? [] : grid,
    lineCount: grid.length,
  };
}

const linesOf = (choice: Choice, most: number): readonly number[] =>
  roundBlock(choice, Float32Array.of(most, -most)).grid.filter((value) => Math.abs(value) <= 1.01 * most);
