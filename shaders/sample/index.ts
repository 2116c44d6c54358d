/** Binding of sample: the next token of each row drawn from the softmax at a temperature, in the same pass as the logits. */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { defineKernel } from '../../src/kernels/define';
import { activations } from '../../src/kernels/random';
import { checkedRow, checkedRows, compareChoice } from '../argmax/check';
import { CASES, choiceProgram, type ChoiceBuffers, type ChoiceShape, type Noise } from '../argmax/choice';
import { argmaxReference } from '../argmax/reference';
import { gumbelNoise, sampleScores } from './reference';
import mix from '../../src/kernels/mix.wgsl?raw';
import source from './sample.wgsl?raw';

const GUMBEL: Noise = {
  NOISE: mix + source,
  KEY: 'let key = mix((sampling.seed ^ mix(row.sequence)) + mix(next));',
  SCORE: ' * sampling.inverse_temperature + gumbel(key, i)',
};

export const kernel = defineKernel<ChoiceShape, SampleBuffers>({
  name: 'sample',
  describe: ({ vocabSize }) => String(vocabSize),
  cost: ({ vocabSize }) => ({ flops: flops(6 * vocabSize), bytes: bytes(4 * vocabSize) }),
  check,
  program: (_, shape) => choiceProgram(shape, GUMBEL),
  cases: CASES,
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

export const { create } = kernel;

async function check(bench: CheckBench, shape: ChoiceShape) {
  const logits = [111, 112, 113].map((seed) => activations(shape.vocabSize, seed));
  for (const [temperature, seed] of [
    [0.7, 1],
    [1.5, 2],
    [1, 0xffffffff],
  ] as const) {
    const made = checkedRows(bench, shape, logits);
    const sampling = bench.upload(samplingWords(temperature, seed));
    await bench.run(logits.length, await create(bench.context, shape, { ...made, sampling }));
    await compareChoice(bench, shape, made, (row, token) => {
      const { sequence, position } = checkedRow(row, shape);
      const noiseOf = (index: number) => gumbelNoise(seed, position + 1, index, sequence);
      const scores = sampleScores(logits[row] ?? [], temperature, noiseOf);
      const best = scores[argmaxReference(scores)] ?? NaN;
      // log is not exact on a GPU: a choice as good as the best up to rounding is right.
      bench.meter.compare(scores[token], best, Math.max(1, Math.abs(best)));
    });
  }
  return bench.meter.result(1e-4);
}
