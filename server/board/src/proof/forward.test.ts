/** The reference of the proof against the project's description of a transformer in float64. */
import { describe, expect, it } from 'vitest';
import { RECIPES } from '../../../../src/kernels/recipe';
import { openModelWeights } from '../../../../src/model/files/folder';
import { referenceLogits } from '../../../../test/fixtures/reference-transformer';
import { makeTinyLlama } from '../../../../test/fixtures/tiny-llama';
import { ForwardPass } from './forward';
import { proofWeights } from './weights';
import { PROOF_FORMATS } from '../contract/proof';

const TOKENS = [3, 141, 59, 265, 35, 89, 79, 32, 38, 46, 2];
const COUNT = 7;

describe('the forward pass on the CPU', () => {
  it.each([
    ['with awkward sizes', {}],
    ['with an LM head of its own', { tied: false, heads: 4, keyValueHeads: 2, hiddenSize: 64, headDim: 16 }],
  ])('gives the logits of the description in each format, %s', async (_, options) => {
    const tiny = makeTinyLlama(options);
    const files = await openModelWeights(tiny.files);
    const weights = await proofWeights(files);
    const pass = new ForwardPass(files.config, TOKENS.length, COUNT);
    for (const format of PROOF_FORMATS) {
      const recipe = RECIPES[format];
      const expected = referenceLogits(files.config, tiny.tensors, { recipe, cache: 'f16' }, TOKENS).slice(-COUNT);
      const logits = pass.logits(weights[format], TOKENS, COUNT);
      const { vocabSize } = files.config;
      const deltas = expected.flatMap((row, i) =>
        Array.from(row, (value, token) => value - (logits[i * vocabSize + token] ?? NaN)),
      );
      expect(Math.max(...deltas.map(Math.abs)), format).toBeLessThan(2e-3);
    }
  });
});
