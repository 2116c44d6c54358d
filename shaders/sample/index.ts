/** Binding of sample: the next token drawn from the softmax at a temperature, in the same pass as the logits. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter } from '../../src/kernels/check/meter';
import { activations } from '../../src/kernels/random';
import { defineKernel, type Dispatch, type Program } from '../../src/kernels/kernel';
import type { ChoiceBuffers } from '../argmax';
import { argmaxReference } from '../argmax/reference';
import { sampleScores } from './reference';
import source from './sample.wgsl?raw';

export interface SampleShape {
  readonly vocabSize: number;
}

const THREADS = 256;

export const kernel = defineKernel<SampleShape>({
  name: 'sample',
  describe: ({ vocabSize }) => String(vocabSize),
  cost: ({ vocabSize }) => ({ flops: flops(6 * vocabSize), bytes: bytes(4 * vocabSize) }),
  check,
  programs: (_, shape) => [program(shape)],
  cases: [{ vocabSize: 2048 }, { vocabSize: 257 }, { vocabSize: 3 }],
});

/** The two words behind SampleBuffers.sampling. @param temperature above 0 */
export function samplingWords(temperature: number, seed: number): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(2);
  new Float32Array(words.buffer)[0] = 1 / temperature;
  words[1] = seed >>> 0;
  return words;
}

export interface SampleBuffers extends ChoiceBuffers {
  readonly sampling: GPUBuffer;
}

const program = ({ vocabSize }: SampleShape): Program => ({
  code: source,
  constants: { VOCAB: vocabSize, THREADS },
  workgroups: () => [1, 1, 1],
  perRow: false,
});

export function create(context: GpuContext, shape: SampleShape, buffers: SampleBuffers): Promise<Dispatch> {
  return bind(context, {
    use: kernel.use(shape),
    program: program(shape),
    buffers: [buffers.logits, buffers.tokens, buffers.state, buffers.sampling],
  });
}

function check(context: GpuContext, { vocabSize }: SampleShape) {
  return onBench(context, async (bench) => {
    const meter = new ErrorMeter();
    const logits = activations(vocabSize, 111);
    for (const [temperature, seed] of [
      [0.7, 1],
      [1.5, 2],
      [1, 0xffffffff],
    ] as const) {
      const tokens = bench.poisoned(16);
      const state = bench.state(4, 3);
      const sampling = bench.upload(samplingWords(temperature, seed));
      const buffers = { logits: bench.upload(logits), tokens, state, sampling };
      await bench.run(1, await create(context, { vocabSize }, buffers));
      const scores = sampleScores(logits, temperature, seed, 7);
      const best = scores[argmaxReference(scores)] ?? NaN;
      const chosen = (await bench.words(tokens, 16))[7] ?? -1;
      // log is not exact on a GPU: a choice as good as the best up to rounding is right.
      meter.compare(scores[chosen], best, Math.max(1, Math.abs(best)));
      meter.equal((await bench.words(state, 2))[0], 7);
    }
    return meter.result(1e-4);
  });
}
