/** Binding of residual-add. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type Dispatch } from '../../src/kernels/kernel';
import { padded } from '../../src/kernels/matrix/layout';
import { residualAddReference } from './reference';
import source from './residual-add.wgsl?raw';

export interface ResidualAddShape {
  readonly width: number;
}

export const kernel = defineKernel<ResidualAddShape>({
  name: 'residual-add',
  source,
  describe: ({ width }) => String(width),
  cost: ({ width }) => ({ flops: flops(width), bytes: bytes(12 * width) }),
  check,
  cases: [{ width: 64 }, { width: 36 }],
});

export interface ResidualAddBuffers {
  /** (tokens, width padded) f32, changed in place */
  readonly hidden: GPUBuffer;
  readonly branch: GPUBuffer;
  readonly state: GPUBuffer;
}

export function create(
  context: GpuContext,
  { width }: ResidualAddShape,
  buffers: ResidualAddBuffers,
): Promise<Dispatch> {
  return bind(context, {
    use: kernel.use({ width }),
    code: source,
    constants: { QUADS: padded(width) / 4, THREADS },
    buffers: [buffers.hidden, buffers.branch, buffers.state],
    workgroups: elementwise(padded(width) / 4),
    perRow: true,
  });
}

function check(context: GpuContext, { width }: ResidualAddShape) {
  return onBench(context, async (bench) => {
    const tokens = 2;
    // The third token belongs to no pass: it must stay.
    const hidden = bench.tensor(tokens + 1, width, 81);
    const branch = bench.tensor(tokens + 1, width, 82);
    const state = bench.state(0, tokens);
    await bench.run(tokens, await create(context, { width }, { hidden: hidden.buffer, branch: branch.buffer, state }));
    const got = await bench.floats(hidden.buffer, hidden.values.length);
    const meter = new ErrorMeter();
    hidden.values.forEach((value, i) => {
      const added = branch.values[i] ?? 0;
      const expected = i < tokens * hidden.stride ? residualAddReference(value, added) : value;
      meter.compare(got[i], expected, Math.abs(value) + Math.abs(added) + 1e-6);
    });
    return meter.result(2 * UNIT_ROUNDOFF);
  });
}
