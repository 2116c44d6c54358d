/** Binding of swiglu: the feed-forward's activation over gate|up. */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { defineKernel } from '../../src/kernels/define';
import { elementwise, THREADS } from '../../src/kernels/elementwise';
import { padded } from '../../src/kernels/matrix/layout';
import { assemble } from '../../src/kernels/template';
import { swigluReference } from './reference';
import source from './swiglu.wgsl?raw';

export interface SwigluShape {
  /** Columns of gate, of up and of the output. */
  readonly width: number;
}

export const kernel = defineKernel<SwigluShape, SwigluBuffers>({
  name: 'swiglu',
  describe: ({ width }) => String(width),
  cost: ({ width }) => ({ flops: flops(5 * width), bytes: bytes(12 * width) }),
  check,
  program: (_, { width }) => ({
    ...assemble(source),
    constants: { WIDTH: width, IN_STRIDE: padded(2 * width), OUT_STRIDE: padded(width), THREADS },
    workgroups: elementwise(width),
  }),
  cases: [{ width: 64 }, { width: 100 }, { width: 3 }],
});

export interface SwigluBuffers {
  /** (tokens, 2 * width padded) f32 */
  readonly gate_up: GPUBuffer;
  /** (tokens, width padded) f32 */
  readonly out: GPUBuffer;
}

export const { create } = kernel;

async function check(bench: CheckBench, { width }: SwigluShape) {
  const tokens = 2;
  const gateUp = bench.tensor(tokens, 2 * width, 71);
  const out = bench.output(tokens, width);
  const buffers = { gate_up: gateUp.buffer, out: out.buffer };
  await bench.run(tokens, await create(bench.context, { width }, buffers));
  await bench.compare(out, 'untouched', (token, i) => {
    const [gate = NaN, up = NaN] = [gateUp.row(token)[i], gateUp.row(token)[width + i]];
    return [swigluReference(gate, up), Math.abs(gate * up) + 1e-6];
  });
  // WGSL allows exp an error of 3 + 2|x| units in the last place; activations here reach 30.
  return bench.meter.result(80 * 2 ** -23);
}
