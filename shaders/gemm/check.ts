/** Checks gemm, in any variant and with any output, against float64. */
import type { GpuContext } from '../../src/device/context';
import { onBench } from '../../src/kernels/check/bench';
import { checkMatrix } from '../../src/kernels/check/matrices';
import { ErrorMeter, sumTolerance } from '../../src/kernels/check/meter';
import { spread } from '../../src/kernels/check/sampling';
import type { CheckResult, Dispatch } from '../../src/kernels/kernel';
import type { GpuMatrix } from '../../src/kernels/matrix/gpu-matrix';
import { padded } from '../../src/kernels/matrix/layout';
import { run } from '../../src/kernels/rows';
import type { GemmBuffers, GemmOptions, GemmShape } from './shape';
import { dotReference, swigluOfSums, type Sum } from './reference';

export function checkGemm(
  context: GpuContext,
  shape: GemmShape,
  create: (matrix: GpuMatrix, buffers: GemmBuffers, options: GemmOptions) => Promise<readonly Dispatch[]>,
): Promise<CheckResult> {
  return onBench(context, async (bench) => {
    const { tokens, output, variant } = shape;
    const { matrix, row } = await checkMatrix(bench, shape, 21);
    const x = bench.tensor(tokens, shape.columns, 22);
    const bias = shape.bias ? bench.tensor(1, shape.rows, 23) : null;
    const outputs = output === 'swiglu' ? shape.rows / 2 : shape.rows;
    const before = bench.tensor(tokens, outputs, 24);
    const { stride } = before;
    // One token more than the pass has: its row must stay as it was.
    const y = bench.poisoned(stride * (tokens + 1));
    if (output === 'add') bench.context.device.queue.writeBuffer(y, 0, before.values);
    const buffers = { x: x.buffer, y, rows: bench.rows(run(5, tokens)) };
    const options = { variant, output, bias: bias?.buffer ?? null };
    await bench.run(tokens, ...(await create(matrix, buffers, options)));
    const got = await bench.floats(y, stride * (tokens + 1));

    const meter = new ErrorMeter();
    for (const n of spread(outputs, 48)) {
      const weights = row(n);
      const up = output === 'swiglu' ? row(n + outputs) : null;
      for (const m of spread(tokens, 24)) {
        const values = x.values.subarray(m * x.stride, (m + 1) * x.stride);
        const sum = biased(dotReference(weights, values), bias?.values[n]);
        const expected =
          up === null ? sum : swigluOfSums(sum, biased(dotReference(up, values), bias?.values[n + outputs]));
        const old = output === 'add' ? (before.values[m * stride + n] ?? 0) : 0;
        meter.compare(got[m * stride + n], expected.value + old, expected.size + Math.abs(old));
      }
      meter.untouched(got[tokens * stride + n]);
    }
    // Padding columns of an activation stay as they are.
    if (output !== 'add') for (let n = outputs; n < padded(outputs); n++) meter.untouched(got[n]);
    return meter.result(sumTolerance(shape.columns));
  });
}

const biased = ({ value, size }: Sum, bias = 0): Sum => ({ value: value + bias, size: size + Math.abs(bias) });
