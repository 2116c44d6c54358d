/** Checks gemv-dp4a with whatever is fused to it against exact integers and float64. */
import type { GpuContext } from '../../src/device/context';
import { onBench, type CheckBench } from '../../src/kernels/check/bench';
import { checkMatrix } from '../../src/kernels/check/matrices';
import { ErrorMeter, sumTolerance, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { spread } from '../../src/kernels/check/sampling';
import type { CheckResult, Dispatch } from '../../src/kernels/kernel';
import type { GpuMatrix } from '../../src/kernels/matrix/gpu-matrix';
import { blocksOf } from '../../src/kernels/matrix/layout';
import type { MergeInput, MergeSource } from '../gemv/merge';
import { swigluOfSums, type Sum } from '../gemv/reference';
import { cachedHead } from '../../src/kernels/cache/layout';
import { avoidTies, quantiseReference, type Rounded } from '../quantise-activations/reference';
import { uploadRounded } from '../quantise-activations/upload';
import type { Dp4aBuffers, Dp4aFrom, Dp4aShape, Dp4aSource } from './shape';
import { blockedDot } from './reference';

const GUARD = 8;
const EPSILON = 1e-5;

export function checkGemv(
  context: GpuContext,
  shape: Dp4aShape,
  create: (matrix: GpuMatrix, buffers: Dp4aBuffers) => Promise<readonly Dispatch[]>,
): Promise<CheckResult> {
  return onBench(context, async (bench) => {
    const { matrix, row } = await checkMatrix(bench, shape, 71);
    const { from, rounded } = inputOf(bench, shape);
    const bias = shape.bias ? bench.tensor(1, shape.rows, 73) : null;
    const { output } = shape;
    const outputs = output === 'swiglu' ? shape.rows / 2 : shape.rows;
    const before = bench.tensor(1, outputs, 74, outputs);
    const y = bench.poisoned(outputs + GUARD);
    if (output === 'add') bench.context.device.queue.writeBuffer(y, 0, before.values);
    await bench.run(1, ...(await create(matrix, { from, y, output, bias: bias?.buffer ?? null })));
    const got = await bench.floats(y, outputs + GUARD);

    const sum = (n: number): Sum => {
      const { value, size } = blockedDot(row(n), rounded);
      const added = bias?.values[n] ?? 0;
      return { value: value + added, size: size + Math.abs(added) };
    };
    const meter = new ErrorMeter();
    for (const n of spread(outputs, 96)) {
      const expected = output === 'swiglu' ? swigluOfSums(sum(n), sum(n + outputs)) : sum(n);
      const old = output === 'add' ? (before.values[n] ?? 0) : 0;
      meter.compare(got[n], expected.value + old, expected.size + Math.abs(old));
    }
    for (let i = 0; i < GUARD; i++) meter.untouched(got[outputs + i]);
    return meter.result(tolerance(shape));
  });
}

/**
 * Products within a block are exact, so that f32 rounds only the sum over blocks, the scales (8 u: the quotient of the kernel's
 * own rounding among them) and, with a norm, a sum of squares over all columns.
 */
const tolerance = (shape: Dp4aShape): number =>
  sumTolerance(blocksOf(shape)) + 8 * UNIT_ROUNDOFF + (shape.input === 'norm' ? sumTolerance(shape.columns) : 0);

/** What the levels are made of where `shape` is checked. */
export function checkedInput({ input, columns }: Pick<Dp4aShape, 'input' | 'columns'>): Dp4aFrom {
  if (input === 'norm') return { kind: 'norm', epsilon: EPSILON };
  return input === 'merge' ? { kind: 'merge', splits: 2, heads: columns / 26, headDim: 26 } : { kind: input };
}

/** The buffers that the kernel reads, and the levels that it has to work with. */
function inputOf(bench: CheckBench, shape: Dp4aShape): { from: Dp4aSource; rounded: Rounded } {
  const { columns } = shape;
  const from = checkedInput(shape);
  const { values } = bench.tensor(1, columns, 72);
  if (from.kind === 'levels') {
    const rounded = quantiseReference(values);
    return { from: { ...from, ...uploadRounded(bench, [rounded]) }, rounded };
  }
  if (from.kind === 'plain') {
    avoidTies(values, null);
    return { from: { ...from, x: bench.upload(values) }, rounded: quantiseReference(values) };
  }
  if (from.kind === 'merge') {
    avoidTies(values, null);
    return { from: onlySplit(bench, from, values.subarray(0, columns)), rounded: quantiseReference(values) };
  }
  const weight = bench.tensor(1, columns, 75);
  avoidTies(values, weight.values);
  const square = values.reduce((sum, value) => sum + value * value, 0) / columns;
  const { levels, scales } = quantiseReference(
    Float64Array.from(values, (value, i) => value * (weight.values[i] ?? 0)),
  );
  return {
    from: { ...from, x: bench.upload(values), weight: weight.buffer },
    rounded: { levels, scales: scales.map((scale) => scale / Math.sqrt(square + from.epsilon)) },
  };
}

/** Attention that was split in two, of which one part saw all the keys: what is merged is `values`, without a rounding. */
function onlySplit(bench: CheckBench, from: MergeInput, values: Float32Array): MergeSource {
  const { heads, headDim } = from;
  const stride = cachedHead(headDim);
  const sums = new Float32Array(2 * heads * stride);
  const stats = new Float32Array(2 * heads * 2);
  for (let head = 0; head < heads; head++) {
    sums.set(values.subarray(head * headDim, (head + 1) * headDim), head * stride);
    stats.set([0, 1], head * 2);
    stats.set([-3.4e38, 0], (heads + head) * 2);
  }
  return { ...from, sums: bench.upload(sums), stats: bench.upload(stats) };
}
