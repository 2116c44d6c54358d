/** What gemv is checked on: x as it is, behind a norm, as partial results of attention, as levels. The rest is linear/check.ts. */
import type { CheckBench } from '../../src/kernels/check/bench';
import { sumTolerance } from '../../src/kernels/check/meter';
import type { CheckResult, Dispatch } from '../../src/kernels/kernel';
import type { GpuMatrix } from '../../src/kernels/matrix/gpu-matrix';
import { partialResults } from '../attention-merge/partial-results';
import { cachedHead } from '../../src/kernels/cache/layout';
import { checkLinear, levelsInput, plainInput, type CheckedInput } from '../linear/check';
import { avoidTies, quantiseReference } from '../quantise-activations/reference';
import { rmsNormReference } from '../rms-norm/reference';
import type { GemvBuffers } from '.';
import type { GemvFrom, GemvShape, GemvSource, MergeInput } from './shape';

const EPSILON = 1e-5;

export const checkGemv = (
  bench: CheckBench,
  shape: GemvShape,
  create: (matrix: GpuMatrix, buffers: GemvBuffers) => Promise<readonly Dispatch[]>,
): Promise<CheckResult> =>
  checkLinear<GemvSource>(
    bench,
    shape,
    shape.arithmetic === 'int8' ? integers(bench, shape) : floats(bench, shape),
    (matrix, from, to) => create(matrix, { from, ...to }),
  );

/** What x is made of where `shape` is checked. */
export function checkedInput({ arithmetic, input, matrix: { columns } }: GemvShape): GemvFrom {
  if (input === 'norm') return { kind: 'norm', epsilon: EPSILON };
  if (input !== 'merge') return { kind: input };
  const heads = columns % 5 === 0 ? 5 : 1;
  return { kind: 'merge', heads, headDim: columns / heads, splits: arithmetic === 'int8' ? 2 : 3 };
}

function floats(bench: CheckBench, shape: GemvShape): CheckedInput<GemvSource> {
  const { columns } = shape.matrix;
  const from = checkedInput(shape);
  if (from.kind === 'merge') {
    const { merged, split_sums, split_stats } = partialResults(bench, from);
    return { from: { ...from, split_sums, split_stats }, rows: [merged] };
  }
  const { x, rows } = plainInput(bench, shape);
  if (from.kind !== 'norm') return { from: { kind: 'plain', x }, rows };
  const weight = bench.tensor(1, columns, 15);
  return {
    from: { ...from, x, weight: weight.buffer },
    rows: rows.map((row) => rmsNormReference(row, weight.values, columns, from.epsilon)),
  };
}

/** The levels that a kernel has to work with have one right value each, so that its own are held to them exactly. */
function integers(bench: CheckBench, shape: GemvShape): CheckedInput<GemvSource> {
  const { columns } = shape.matrix;
  const from = checkedInput(shape);
  if (from.kind === 'levels') {
    const { levels, blocks, rows } = levelsInput(bench, shape);
    return { from: { ...from, levels, blocks }, rows };
  }
  const { rows } = plainInput(bench, shape);
  const weight = from.kind === 'norm' ? bench.tensor(1, columns, 15) : null;
  for (const row of rows) avoidTies(row, weight?.values ?? null);
  if (from.kind === 'merge') {
    const [values = new Float32Array()] = rows;
    return { from: onlySplit(bench, from, values.subarray(0, columns)), rows: rows.map(quantiseReference) };
  }
  const x = bench.upload(Float32Array.from(rows.flatMap((row) => [...row])));
  if (from.kind === 'plain' || weight === null)
    return { from: { kind: 'plain', x }, rows: rows.map(quantiseReference) };
  return {
    from: { ...from, x, weight: weight.buffer },
    rows: rows.map((row) => {
      const square = row.reduce((sum, value) => sum + value * value, 0) / columns;
      const rounded = quantiseReference(Float64Array.from(row, (value, i) => value * (weight.values[i] ?? 0)));
      return { ...rounded, scales: rounded.scales.map((scale) => scale / Math.sqrt(square + from.epsilon)) };
    }),
    // Of the sum of squares.
    tolerance: sumTolerance(columns),
  };
}

/** Attention that was split in two, of which one part saw all the keys: what is merged is `values`, without a rounding. */
function onlySplit(bench: CheckBench, from: MergeInput, values: Float32Array): GemvSource {
  const { heads, headDim } = from;
  const stride = cachedHead(headDim);
  const sums = new Float32Array(2 * heads * stride);
  const stats = new Float32Array(2 * heads * 2);
  for (let head = 0; head < heads; head++) {
    sums.set(values.subarray(head * headDim, (head + 1) * headDim), head * stride);
    stats.set([0, 1], head * 2);
    stats.set([-3.4e38, 0], (heads + head) * 2);
  }
  return { ...from, split_sums: bench.upload(sums), split_stats: bench.upload(stats) };
}
