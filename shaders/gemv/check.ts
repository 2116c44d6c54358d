/** Checks gemv with whatever is fused to it against float64. */
import type { GpuContext } from '../../src/device/context';
import { onBench, type CheckBench } from '../../src/kernels/check/bench';
import { checkMatrix } from '../../src/kernels/check/matrices';
import { ErrorMeter, sumTolerance } from '../../src/kernels/check/meter';
import { spread } from '../../src/kernels/check/sampling';
import type { CheckResult, Dispatch } from '../../src/kernels/kernel';
import type { GpuMatrix } from '../../src/kernels/matrix/gpu-matrix';
import { partialResults } from '../attention-merge/partial-results';
import { rmsNormReference } from '../rms-norm/reference';
import type { GemvBuffers, GemvFrom, GemvShape, GemvSource } from './shape';
import { dotReference, swigluOfSums, type Sum } from './reference';

const GUARD = 8;
const EPSILON = 1e-5;

export function checkGemv(
  context: GpuContext,
  shape: GemvShape,
  create: (matrix: GpuMatrix, buffers: GemvBuffers) => Promise<readonly Dispatch[]>,
): Promise<CheckResult> {
  return onBench(context, async (bench) => {
    const { matrix, row } = await checkMatrix(bench, shape, 11);
    const { from, x } = inputOf(bench, shape);
    const bias = shape.bias ? bench.tensor(1, shape.rows, 13) : null;
    const outputs = shape.output === 'swiglu' ? shape.rows / 2 : shape.rows;
    const before = bench.tensor(1, outputs, 14, outputs);
    const y = bench.poisoned(outputs + GUARD);
    if (shape.output === 'add') bench.context.device.queue.writeBuffer(y, 0, before.values);
    const { output } = shape;
    await bench.run(1, ...(await create(matrix, { from, y, output, bias: bias?.buffer ?? null })));
    const got = await bench.floats(y, outputs + GUARD);

    const sum = (n: number): Sum => {
      const { value, size } = dotReference(row(n), x);
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
    return meter.result(sumTolerance(shape.columns));
  });
}

/** What x is made of where `shape` is checked. */
export function checkedInput({ input, columns }: Pick<GemvShape, 'input' | 'columns'>): GemvFrom {
  if (input === 'plain') return { kind: 'plain' };
  if (input === 'norm') return { kind: 'norm', epsilon: EPSILON };
  const heads = columns % 5 === 0 ? 5 : 1;
  return { kind: 'merge', heads, headDim: columns / heads, splits: 3 };
}

/** The buffers that the kernel reads, and the x that it makes of them. */
function inputOf(bench: CheckBench, shape: GemvShape): { from: GemvSource; x: ArrayLike<number> } {
  const from = checkedInput(shape);
  if (from.kind === 'merge') {
    const { sums, stats, merged } = partialResults(bench, from);
    return { from: { ...from, sums, stats }, x: merged };
  }
  const x = bench.tensor(1, shape.columns, 12);
  if (from.kind === 'plain') return { from: { ...from, x: x.buffer }, x: x.values };
  const weight = bench.tensor(1, shape.columns, 15);
  return {
    from: { ...from, x: x.buffer, weight: weight.buffer },
    x: rmsNormReference(x.values, weight.values, shape.columns, from.epsilon),
  };
}
