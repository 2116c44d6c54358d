/** Binding of bias-add: only for models whose attention has a bias. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter, UNIT_ROUNDOFF } from '../../src/kernels/check/meter';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type Dispatch } from '../../src/kernels/kernel';
import { padded } from '../../src/kernels/matrix/layout';
import { biasAddReference } from './reference';
import source from './bias-add.wgsl?raw';

export interface BiasAddShape {
  readonly width: number;
}

export const kernel = defineKernel<BiasAddShape>({
  name: 'bias-add',
  source,
  describe: ({ width }) => String(width),
  cost: ({ width }) => ({ flops: flops(width), bytes: bytes(12 * width) }),
  check,
  cases: [{ width: 64 }, { width: 50 }],
});

export interface BiasAddBuffers {
  /** (tokens, width padded) f32, changed in place */
  readonly out: GPUBuffer;
  /** (width padded) f32, zero in its padding */
  readonly bias: GPUBuffer;
  readonly state: GPUBuffer;
}

export function create(context: GpuContext, { width }: BiasAddShape, buffers: BiasAddBuffers): Promise<Dispatch> {
  return bind(context, {
    use: kernel.use({ width }),
    code: source,
    constants: { QUADS: padded(width) / 4, THREADS },
    buffers: [buffers.out, buffers.bias, buffers.state],
    workgroups: elementwise(padded(width) / 4),
    perRow: true,
  });
}

function check(context: GpuContext, { width }: BiasAddShape) {
  return onBench(context, async (bench) => {
    const tokens = 3;
    const out = bench.tensor(tokens, width, 91);
    const bias = bench.tensor(1, width, 92);
    const state = bench.state(4, tokens);
    await bench.run(tokens, await create(context, { width }, { out: out.buffer, bias: bias.buffer, state }));
    const got = await bench.floats(out.buffer, out.values.length);
    const meter = new ErrorMeter();
    out.values.forEach((value, i) => {
      const added = bias.values[i % out.stride] ?? 0;
      meter.compare(got[i], biasAddReference(value, added), Math.abs(value) + Math.abs(added) + 1e-6);
    });
    return meter.result(2 * UNIT_ROUNDOFF);
  });
}
