/** Checks gemm-dp4a against exact integers and float64. */
import type { GpuContext } from '../../src/device/context';
import { onBench } from '../../src/kernels/check/bench';
import { checkMatrix } from '../../src/kernels/check/matrices';
import { ErrorMeter, sumTolerance, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { spread } from '../../src/kernels/check/sampling';
import type { CheckResult, Dispatch } from '../../src/kernels/kernel';
import type { GpuMatrix } from '../../src/kernels/matrix/gpu-matrix';
import { blocksOf, padded } from '../../src/kernels/matrix/layout';
import { run } from '../../src/kernels/rows';
import { quantiseReference } from '../quantise-activations/reference';
import { uploadRounded } from '../quantise-activations/upload';
import { blockedDot } from './reference';
import { tokensRounded, type GemmDp4aBuffers, type GemmDp4aShape } from './shape';

export function checkGemm(
  context: GpuContext,
  shape: GemmDp4aShape,
  create: (matrix: GpuMatrix, buffers: GemmDp4aBuffers) => Promise<readonly Dispatch[]>,
): Promise<CheckResult> {
  return onBench(context, async (bench) => {
    const { tokens, output } = shape;
    const { matrix, row } = await checkMatrix(bench, shape, 81);
    const x = bench.tensor(tokensRounded(tokens), shape.columns, 82);
    const rounded = Array.from({ length: tokensRounded(tokens) }, (_, m) =>
      quantiseReference(x.values.subarray(m * x.stride, (m + 1) * x.stride)),
    );
    const stride = padded(shape.rows);
    const before = bench.tensor(tokens, stride, 83);
    // One token more than the pass has: its row must stay as it was.
    const y = bench.poisoned(stride * (tokens + 1));
    if (output === 'add') context.device.queue.writeBuffer(y, 0, before.values);
    const rows = bench.rows(run(5, tokens));
    const bias = shape.bias ? bench.tensor(1, shape.rows, 84) : null;
    const to = { y, rows, output, bias: bias?.buffer ?? null };
    const dispatches = await create(matrix, { ...uploadRounded(bench, rounded), ...to });
    await bench.run(tokens, ...dispatches);
    const got = await bench.floats(y, stride * (tokens + 1));
    const meter = new ErrorMeter();
    for (const n of spread(shape.rows, 48)) {
      const weights = row(n);
      for (const m of spread(tokens, 12)) {
        const one = rounded[m];
        if (one === undefined) throw new RangeError(`check: no token ${m}`);
        const { value, size } = blockedDot(weights, one);
        const old = output === 'add' ? (before.values[m * stride + n] ?? 0) : 0;
        const added = bias?.values[n] ?? 0;
        meter.compare(got[m * stride + n], value + old + added, size + Math.abs(old) + Math.abs(added));
      }
      meter.untouched(got[tokens * stride + n]);
    }
    // Products within a block are exact: f32 rounds the sum over blocks, and the scales.
    return meter.result(sumTolerance(blocksOf(shape)) + 8 * UNIT_ROUNDOFF);
  });
}
