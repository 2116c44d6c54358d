/** Whole folders open with the values that were written; folders whose parts contradict each other are refused by name. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addedToken, makeTinyLlama, type TinyLlamaOptions, type TinyTensor } from '../../../test/fixtures/tiny-llama';
import { openFolderTokenizer, openModelFiles, openModelWeights, type ModelFiles } from './folder';
import { QKV } from './weights';
import { rejection } from '../../../test/fixtures/thrown';

const refusal = (options: TinyLlamaOptions, files: Partial<ModelFiles> = {}) =>
  rejection(openModelFiles({ ...makeTinyLlama(options).files, ...files }));

const remove = (name: string) => (tensors: Map<string, TinyTensor>) => void tensors.delete(name);
const put = (name: string, shape: number[]) => (tensors: Map<string, TinyTensor>) => {
  const length = shape.reduce((product, size) => product * size, 1);
  tensors.set(name, { shape, values: new Float32Array(length) });
};

const FOLDERS: readonly [string, TinyLlamaOptions][] = [
  ['F16, tied', {}],
  ['F32, untied', { dtype: 'F32', tied: false }],
  ['BF16, one head, odd sizes', { dtype: 'BF16', hiddenSize: 33, heads: 1, headDim: 22, intermediateSize: 45 }],
  ['a bias on Q, K and V', { bias: 'qkv' }],
  ['a bias on all four projections', { bias: 'all', heads: 6, keyValueHeads: 2, headDim: 10 }],
];

describe('openModelFiles', () => {
  it.each(FOLDERS)('gives every tensor of a folder by meaning: %s', async (_, options) => {
    const tiny = makeTinyLlama(options);
    const { config, tensors } = await openModelFiles(tiny.files);
    const written = (name: string) => tiny.tensors.get(name) ?? null;
    expect(await tensors.embedding.read()).toEqual(written('model.embed_tokens.weight'));
    const head = config.tiedEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight';
    expect(await tensors.lmHead.read()).toEqual(written(head));
    expect(await tensors.finalNorm.read()).toEqual(written('model.norm.weight'));
    for (let index = 0; index < config.layers; index++) {
      const layer = tensors.layer(index);
      const at = (part: string) => written(`model.layers.${index}.${part}`);
      for (const part of ['input_layernorm', 'post_attention_layernorm'] as const) {
        expect(await layer.weight(part).read()).toEqual(at(`${part}.weight`));
      }
      for (const part of [...QKV, 'self_attn.o_proj'] as const) {
        expect(await layer.weight(part).read()).toEqual(at(`${part}.weight`));
        expect((await layer.bias(part)?.read()) ?? null).toEqual(at(`${part}.bias`));
      }
      for (const part of ['mlp.gate_proj', 'mlp.up_proj', 'mlp.down_proj'] as const) {
        expect(await layer.weight(part).read()).toEqual(at(`${part}.weight`));
      }
    }
  });

  it('gives no bias where there is none, and all where there are', async () => {
    const biases = async (bias: 'none' | 'qkv' | 'all') => {
      const layer = (await openModelFiles(makeTinyLlama({ bias }).files)).tensors.layer(1);
      const parts = [...QKV, 'self_attn.o_proj'] as const;
      return Promise.all(parts.map(async (part) => (await layer.bias(part)?.read())?.length ?? null));
    };
    expect(await biases('none')).toEqual([null, null, null, null]);
    expect(await biases('qkv')).toEqual([36, 12, 12, null]);
    expect(await biases('all')).toEqual([36, 12, 12, 36]);
  });

  it('opens Fable', async () => {
    const blob = (file: string) =>
      new Blob([readFileSync(new URL(`../../../public/models/fable/${file}`, import.meta.url))]);
    const { config, tensors, tokenizer } = await openModelFiles({
      name: 'Fable',
      config: blob('config.json'),
      weights: blob('model.safetensors'),
      tokenizer: blob('tokenizer.json'),
      tokenizerConfig: blob('tokenizer_config.json'),
      generationConfig: blob('generation_config.json'),
    });
    expect(config).toEqual({
      name: 'Fable',
      hiddenSize: 256,
      layers: 6,
      heads: 4,
      keyValueHeads: 2,
      headDim: 64,
      intermediateSize: 768,
      vocabSize: 2048,
      tiedEmbeddings: true,
      qkvBias: false,
      outputBias: false,
      rope: { theta: 10_000, scaling: null },
      rmsNormEpsilon: 1e-5,
      maxPositions: 512,
      eosTokenIds: [0],
    });
    expect((await tensors.layer(5).weight('mlp.down_proj').read()).length).toBe(256 * 768);
    expect(tokenizer.encode('Once upon a time')).toEqual([1671, 334, 666, 259, 532]);
  });

  it('crosses to a worker as plain data', async () => {
    const { config } = await openModelFiles(structuredClone(makeTinyLlama().files));
    expect(config.hiddenSize).toBe(36);
  });

  it("joins generation_config.json's end tokens to config.json's", async () => {
    const generationConfig = new Blob(['{"eos_token_id": [256, 10]}']);
    const { config } = await openModelFiles({ ...makeTinyLlama().files, generationConfig });
    expect(config.eosTokenIds).toEqual([256, 10]);
  });

  it('ignores stored RoPE tables', async () => {
    const change = put('model.layers.0.self_attn.rotary_emb.inv_freq', [6]);
    const { config } = await openModelFiles(makeTinyLlama({ change }).files);
    expect(config.layers).toBe(2);
  });

  it('takes a tied pair that is stored under the name of the LM head, or under both', async () => {
    const rename = (keep: boolean) => (tensors: Map<string, TinyTensor>) => {
      const embedding = tensors.get('model.embed_tokens.weight');
      if (embedding !== undefined) tensors.set('lm_head.weight', embedding);
      if (!keep) tensors.delete('model.embed_tokens.weight');
    };
    for (const keep of [false, true]) {
      const tiny = makeTinyLlama({ change: rename(keep) });
      const { tensors } = await openModelFiles(tiny.files);
      expect(await tensors.embedding.read()).toEqual(tiny.tensors.get('lm_head.weight'));
      expect(await tensors.lmHead.read()).toEqual(tiny.tensors.get('lm_head.weight'));
    }
  });

  it.each<[string, string, TinyLlamaOptions]>([
    ['a missing tensor', 'model.layers.1.mlp.up_proj.weight', { change: remove('model.layers.1.mlp.up_proj.weight') }],
    ['a missing embedding', 'model.embed_tokens.weight', { change: remove('model.embed_tokens.weight') }],
    ['an untied model without an LM head', 'lm_head.weight', { config: { tie_word_embeddings: false } }],
    ['a tied model with another LM head', 'lm_head.weight', { change: put('lm_head.weight', [301, 36]) }],
    ['more layers in config.json', 'model.layers.2.input_layernorm.weight', { config: { num_hidden_layers: 3 } }],
    ['fewer layers in config.json', 'model.layers.1.input_layernorm.weight', { config: { num_hidden_layers: 1 } }],
    ['another feed-forward size', 'model.layers.0.mlp.gate_proj.weight', { config: { intermediate_size: 64 } }],
    ['another number of heads', 'model.layers.0.self_attn.q_proj.weight', { config: { num_attention_heads: 4 } }],
    [
      'a bias that config.json denies',
      'model.layers.0.self_attn.q_proj.bias',
      { bias: 'all', config: { attention_bias: false } },
    ],
    ['a bias that the file lacks', 'model.layers.0.self_attn.q_proj.bias', { config: { attention_bias: true } }],
    [
      'normalised Q',
      'model.layers.0.self_attn.q_norm.weight',
      { change: put('model.layers.0.self_attn.q_norm.weight', [12]) },
    ],
    [
      'an unknown weight in a layer',
      'model.layers.0.mlp.gate.weight',
      { change: put('model.layers.0.mlp.gate.weight', [8, 36]) },
    ],
    ['an unknown weight elsewhere', 'score.weight', { change: put('score.weight', [2, 36]) }],
  ])('refuses %s by name', async (_, name, options) => {
    const error = await refusal(options);
    expect(error.toData()).toMatchObject({ code: 'weights', where: name });
    expect(error.message).toContain('tiny-llama/model.safetensors');
    expect(error.message).toContain(name.split('.').slice(-2)[0]);
  });

  it('names both shapes where config.json contradicts the weights', async () => {
    const error = await refusal({ config: { intermediate_size: 64 } });
    expect(error.message).toContain('[52, 36]');
    expect(error.message).toContain('[64, 36]');
  });

  it.each<[string, keyof ModelFiles, string]>([
    ['config.json', 'config', '{"model_type": "llama", "hidden_size": "many"}'],
    ['config.json', 'config', '{"model_type": "gpt2"}'],
    ['generation_config.json', 'generationConfig', '{"eos_token_id": "two"}'],
    ['generation_config.json', 'generationConfig', '{"eos_token_id": [1, null]}'],
    ['generation_config.json', 'generationConfig', '[]'],
    ['tokenizer_config.json', 'tokenizerConfig', '[1]'],
    ['tokenizer.json', 'tokenizer', '{"model": {"type": "WordPiece"}}'],
  ])('names %s and no other file where a field of it is wrong: %s %s', async (name, field, text) => {
    const { message, remedy } = await refusal({}, { [field]: new Blob([text]) });
    const said = `${message} ${remedy}`;
    expect(message).toContain(`tiny-llama/${name}`);
    const others = ['config.json', 'generation_config.json', 'tokenizer_config.json', 'tokenizer.json'].filter(
      (other) => other !== name,
    );
    for (const other of others) expect(said).not.toMatch(new RegExp(`(?<![_a-z])${other.replace('.', '\\.')}`));
  });

  it('opens a folder whose embedding was not resized for its last added tokens', async () => {
    const added = [addedToken(256, '<|endoftext|>'), addedToken(257, '[PAD]'), addedToken(258, '<|im_start|>')];
    const { files } = makeTinyLlama({ vocabSize: 257, tokenizer: { added_tokens: added } });
    const { tokenizer, config } = await openModelFiles(files);
    expect(config.vocabSize).toBe(257);
    expect(tokenizer.encode('ab<|endoftext|>')).toEqual([97, 98, 256]);
    for (const [text, id] of [
      ['a[PAD]b', 257],
      ['<|im_start|>', 258],
    ] as const) {
      expect(() => tokenizer.encode(text)).toThrow(`gives the id ${id}, and the model's embedding has ids up to 256`);
    }
    // Counting the tokens of a text needs no model.
    expect((await openFolderTokenizer(files)).encode('a[PAD]b')).toEqual([97, 257, 98]);
  });

  it('opens the weights of a folder whose tokenizer is not read: measuring needs none', async () => {
    const files = { ...makeTinyLlama().files, tokenizer: new Blob(['{']) };
    expect((await openModelWeights(files)).config.hiddenSize).toBe(36);
    await expect(openModelFiles(files)).rejects.toThrow('tiny-llama/tokenizer.json');
  });

  it('refuses a tokenizer with more ids than the model', async () => {
    const error = await refusal({ vocabSize: 250 });
    expect(error.code).toBe('tokenizer');
    expect(error.message).toContain('tiny-llama/tokenizer.json');
  });

  it('names the file of the folder that is at fault', async () => {
    const broken = new Blob(['{']);
    expect((await refusal({}, { config: broken })).message).toContain('tiny-llama/config.json');
    expect((await refusal({}, { weights: broken })).message).toContain('tiny-llama/model.safetensors');
    expect((await refusal({}, { tokenizer: broken })).message).toContain('tiny-llama/tokenizer.json');
    expect((await refusal({}, { tokenizerConfig: broken })).message).toContain('tiny-llama/tokenizer_config.json');
    expect((await refusal({}, { generationConfig: broken })).message).toContain('tiny-llama/generation_config.json');
  });

  it('finds a damaged value when the tensor is read, and names it', async () => {
    const damage = (tensors: Map<string, TinyTensor>) => tensors.get('model.norm.weight')?.values.set([NaN], 7);
    const { tensors } = await openModelFiles(makeTinyLlama({ change: damage }).files);
    await expect(tensors.finalNorm.read()).rejects.toThrow('model.norm.weight [36] holds NaN at index 7');
  });
});
