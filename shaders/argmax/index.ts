/** Binding of argmax: the next token of each row by greedy choice. */
import { bytes, flops } from '../../src/foundation/units';
import type { CheckBench } from '../../src/kernels/check/bench';
import { defineKernel } from '../../src/kernels/define';
import { activations } from '../../src/kernels/random';
import { CASES, choiceProgram, type ChoiceBuffers, type ChoiceShape } from './choice';
import { checkedRows, compareChoice } from './check';
import { argmaxReference } from './reference';

export const kernel = defineKernel<ChoiceShape, ChoiceBuffers>({
  name: 'argmax',
  describe: ({ vocabSize }) => String(vocabSize),
  cost: ({ vocabSize }) => ({ flops: flops(vocabSize), bytes: bytes(4 * vocabSize) }),
  check,
  program: (_, shape) => choiceProgram(shape, { NOISE: '', KEY: '', SCORE: '' }),
  cases: CASES,
});

export const { create } = kernel;

async function check(bench: CheckBench, shape: ChoiceShape) {
  const { vocabSize } = shape;
  const random = activations(vocabSize, 101);
  // The largest value at the first, a middle and the last place, and twice, where the lower index counts.
  const places = [[0], [vocabSize >> 1], [vocabSize - 1], [vocabSize - 1, vocabSize >> 1], []];
  const logits = places.map((at) => random.map((logit, i) => (at.includes(i) ? 1000 : logit)));
  const made = checkedRows(bench, shape, logits);
  await bench.run(logits.length, await create(bench.context, shape, made));
  await compareChoice(bench, shape, made, (row, token) => {
    bench.meter.equal(token, argmaxReference(logits[row] ?? []));
  });
  return bench.meter.result(0);
}
