/** Binding of argmax: the next token by greedy choice. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter } from '../../src/kernels/check/meter';
import { activations } from '../../src/kernels/random';
import { defineKernel, type Dispatch, type Program } from '../../src/kernels/kernel';
import { argmaxReference } from './reference';
import source from './argmax.wgsl?raw';

export interface ArgmaxShape {
  readonly vocabSize: number;
}

/** One workgroup reads all logits: as wide as every adapter allows. */
const THREADS = 256;

export const kernel = defineKernel<ArgmaxShape>({
  name: 'argmax',
  describe: ({ vocabSize }) => String(vocabSize),
  cost: ({ vocabSize }) => ({ flops: flops(vocabSize), bytes: bytes(4 * vocabSize) }),
  check,
  programs: (_, shape) => [program(shape)],
  cases: [{ vocabSize: 2048 }, { vocabSize: 257 }, { vocabSize: 3 }],
});

export interface ChoiceBuffers {
  /** (vocabSize) f32 */
  readonly logits: GPUBuffer;
  /** (context + 1) u32: the choice goes behind the pass's last token */
  readonly tokens: GPUBuffer;
  /** Moved on to the chosen token, with one row. */
  readonly state: GPUBuffer;
}

const program = ({ vocabSize }: ArgmaxShape): Program => ({
  code: source,
  constants: { VOCAB: vocabSize, THREADS },
  workgroups: () => [1, 1, 1],
  perRow: false,
});

export function create(context: GpuContext, shape: ArgmaxShape, buffers: ChoiceBuffers): Promise<Dispatch> {
  return bind(context, {
    use: kernel.use(shape),
    program: program(shape),
    buffers: [buffers.logits, buffers.tokens, buffers.state],
  });
}

function check(context: GpuContext, { vocabSize }: ArgmaxShape) {
  return onBench(context, async (bench) => {
    const meter = new ErrorMeter();
    const random = activations(vocabSize, 101);
    // The largest value at the first, a middle and the last place, and twice, where the lower index counts.
    const places = [[0], [vocabSize >> 1], [vocabSize - 1], [vocabSize - 1, vocabSize >> 1], []];
    for (const at of places) {
      const logits = Float32Array.from(random);
      for (const place of at) logits[place] = 1000;
      const tokens = bench.poisoned(16);
      const state = bench.state(4, 3);
      const dispatch = await create(context, { vocabSize }, { logits: bench.upload(logits), tokens, state });
      await bench.run(1, dispatch);
      const got = await bench.words(tokens, 16);
      meter.equal(got[7], argmaxReference(logits));
      meter.equal(got[8], 0x7fc0dead);
      const moved = await bench.words(state, 2);
      meter.equal(moved[0], 7);
      meter.equal(moved[1], 1);
    }
    return meter.result(0);
  });
}
