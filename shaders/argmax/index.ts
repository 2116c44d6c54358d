/** Binding of argmax: the next token of each row by greedy choice. */
import { bytes, flops } from '../../src/foundation/units';
import type { GpuContext } from '../../src/device/context';
import { bind } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { ErrorMeter } from '../../src/kernels/check/meter';
import { activations } from '../../src/kernels/random';
import { defineKernel, type Dispatch } from '../../src/kernels/kernel';
import { CASES, choiceProgram, type ChoiceBuffers, type ChoiceShape, type Noise } from './choice';
import { checkedRows, compareChoice } from './check';
import { argmaxReference } from './reference';

const NONE: Noise = { NOISE: '', KEY: '', SCORE: '' };

export const kernel = defineKernel<ChoiceShape>({
  name: 'argmax',
  describe: ({ vocabSize }) => String(vocabSize),
  cost: ({ vocabSize }) => ({ flops: flops(vocabSize), bytes: bytes(4 * vocabSize) }),
  check,
  programs: (_, shape) => [choiceProgram(shape, NONE)],
  cases: CASES,
});

export const create = (context: GpuContext, shape: ChoiceShape, buffers: ChoiceBuffers): Promise<Dispatch> =>
  bind(context, { use: kernel.use(shape), program: choiceProgram(shape, NONE), buffers: { ...buffers } });

function check(context: GpuContext, shape: ChoiceShape) {
  return onBench(context, async (bench) => {
    const { vocabSize } = shape;
    const random = activations(vocabSize, 101);
    // The largest value at the first, a middle and the last place, and twice, where the lower index counts.
    const places = [[0], [vocabSize >> 1], [vocabSize - 1], [vocabSize - 1, vocabSize >> 1], []];
    const logits = places.map((at) => random.map((logit, i) => (at.includes(i) ? 1000 : logit)));
    const made = checkedRows(bench, shape, logits);
    await bench.run(logits.length, await create(context, shape, made));
    const meter = new ErrorMeter();
    await compareChoice(bench, shape, made, meter, (row, token) => {
      meter.equal(token, argmaxReference(logits[row] ?? []));
    });
    return meter.result(0);
  });
}
