/** Binding of swiglu: the feed-forward's activation over gate|up. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter } from '../../src/kernels/check/meter';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { defineKernel, type Dispatch, type Program } from '../../src/kernels/kernel';
import { padded } from '../../src/kernels/matrix/layout';
import { assemble } from '../../src/kernels/template';
import { swigluReference } from './reference';
import source from './swiglu.wgsl?raw';

export interface SwigluShape {
  /** Columns of gate, of up and of the output. */
  readonly width: number;
}

export const kernel = defineKernel<SwigluShape>({
  name: 'swiglu',
  describe: ({ width }) => String(width),
  cost: ({ width }) => ({ flops: flops(5 * width), bytes: bytes(12 * width) }),
  check,
  programs: (_, shape) => [program(shape)],
  cases: [{ width: 64 }, { width: 100 }, { width: 3 }],
});

export interface SwigluBuffers {
  /** (tokens, 2 * width padded) f32 */
  readonly gateUp: GPUBuffer;
  /** (tokens, width padded) f32 */
  readonly out: GPUBuffer;
}

const program = ({ width }: SwigluShape): Program => ({
  ...assemble(source),
  constants: { WIDTH: width, IN_STRIDE: padded(2 * width), OUT_STRIDE: padded(width), THREADS },
  workgroups: elementwise(width),
});

export const create = (context: GpuContext, shape: SwigluShape, buffers: SwigluBuffers): Promise<Dispatch> =>
  bind(context, {
    use: kernel.use(shape),
    program: program(shape),
    buffers: { gate_up: buffers.gateUp, out: buffers.out },
  });

function check(context: GpuContext, { width }: SwigluShape) {
  return onBench(context, async (bench) => {
    const tokens = 2;
    const gateUp = bench.tensor(tokens, 2 * width, 71);
    const stride = padded(width);
    const out = bench.poisoned(stride * (tokens + 1));
    await bench.run(tokens, await create(context, { width }, { gateUp: gateUp.buffer, out }));
    const got = await bench.floats(out, stride * (tokens + 1));
    const meter = new ErrorMeter();
    for (let token = 0; token < tokens; token++) {
      for (let i = 0; i < width; i++) {
        const gate = gateUp.values[token * gateUp.stride + i] ?? 0;
        const up = gateUp.values[token * gateUp.stride + width + i] ?? 0;
        meter.compare(got[token * stride + i], swigluReference(gate, up), Math.abs(gate * up) + 1e-6);
      }
    }
    meter.untouched(got[tokens * stride]);
    // WGSL allows exp an error of 3 + 2|x| units in the last place; activations here reach 30.
    return meter.result(80 * 2 ** -23);
  });
}
