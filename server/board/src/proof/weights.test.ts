import { describe, expect, it } from 'vitest';
import { packMatrix } from '../../../../src/kernels/matrix/pack';
import { unpackRow } from '../../../../src/kernels/matrix/unpack';
import { RECIPES } from '../../../../src/kernels/recipe';
import { openModelWeights } from '../../../../src/model/files/folder';
import { makeTinyLlama } from '../../../../test/fixtures/tiny-llama';
import { PROOF_FORMATS } from '../contract/proof';
import { proofWeights } from './weights';

describe('the weights of a proof', () => {
  it('are those of the product, bit for bit, in each format', async () => {
    const { files, tensors } = makeTinyLlama({ dtype: 'F32', hiddenSize: 72 });
    const weights = await proofWeights(await openModelWeights(files));
    const down = tensors.get('model.layers.1.mlp.down_proj.weight') ?? new Float32Array();
    const embedding = tensors.get('model.embed_tokens.weight') ?? new Float32Array();
    const rows = 72;
    for (const format of PROOF_FORMATS) {
      const recipe = RECIPES[format].weights;
      const packed = packMatrix(recipe.down, down, rows, down.length / rows);
      const expected = Array.from({ length: rows }, (_, row) => [...unpackRow(packed, row)]).flat();
      expect(
        [...(weights[format].layers[1]?.down ?? [])].map((one) => one + 0),
        format,
      ).toEqual(expected.map((one) => one + 0));
      const vocabulary = packMatrix(recipe.embedding, embedding, embedding.length / 72, 72);
      expect(
        [...weights[format].embedding.subarray(0, 72)].map((one) => one + 0),
        format,
      ).toEqual([...unpackRow(vocabulary, 0)].map((one) => one + 0));
    }
  });

  it('lie in memory once where formats agree', async () => {
    const weights = await proofWeights(await openModelWeights(makeTinyLlama().files));
    expect(weights.w4a8.layers[0]?.qkv).toBe(weights.int4.layers[0]?.qkv);
    expect(weights.int4.embedding).toBe(weights.int8.embedding);
    expect(weights.fp16.lmHead).toBe(weights.fp16.embedding);
    expect(weights.int8.layers[0]?.inputNorm).toBe(weights.fp16.layers[0]?.inputNorm);
  });

  it('are refused where a model has biases, which the reference lacks', async () => {
    const files = await openModelWeights(makeTinyLlama({ bias: 'qkv' }).files);
    await expect(proofWeights(files)).rejects.toThrow(/biases/);
  });
});
