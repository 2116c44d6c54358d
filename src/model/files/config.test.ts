/** What parseConfig makes of config.json files, and which it refuses by which field. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokamarkError } from '../../foundation/errors';
import type { ModelConfig } from '../config';
import { parseConfig, parseGenerationEos } from './config';
import { thrown } from '../../../test/fixtures/thrown';

const LLAMA = {
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  hidden_size: 576,
  num_hidden_layers: 30,
  num_attention_heads: 9,
  num_key_value_heads: 3,
  intermediate_size: 1536,
  vocab_size: 49152,
  max_position_embeddings: 8192,
  rms_norm_eps: 1e-5,
  rope_theta: 100000,
  tie_word_embeddings: true,
};

const LLAMA3_SCALING = {
  rope_type: 'llama3',
  factor: 32,
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 8192,
};

const LLAMA3_PARSED = {
  type: 'llama3' as const,
  factor: 32,
  lowFrequencyFactor: 1,
  highFrequencyFactor: 4,
  originalMaxPositions: 8192,
};

type Change = Readonly<Record<string, unknown>>;

const parse = (change: Change) => parseConfig(JSON.stringify({ ...LLAMA, ...change }), 'folder/config.json', 'a model');

/** [what config.json says, fields changed or removed (undefined), what follows] */
const ACCEPTED: readonly [string, Change, Partial<ModelConfig>][] = [
  ['its own name', {}, { name: 'a model' }],
  ['no head_dim', {}, { headDim: 64, heads: 9, keyValueHeads: 3 }],
  ['head_dim null', { head_dim: null }, { headDim: 64 }],
  ['a head_dim that is not hidden / heads', { head_dim: 128 }, { headDim: 128 }],
  [
    'a hidden size that is not a multiple of 32',
    { hidden_size: 36, num_attention_heads: 3 },
    { hiddenSize: 36, headDim: 12 },
  ],
  ['an odd hidden size with a head_dim', { hidden_size: 37, head_dim: 12 }, { hiddenSize: 37, headDim: 12 }],
  ['no num_key_value_heads', { num_key_value_heads: undefined }, { keyValueHeads: 9 }],
  ['no tie_word_embeddings', { tie_word_embeddings: undefined }, { tiedEmbeddings: false }],
  ['no rms_norm_eps', { rms_norm_eps: undefined }, { rmsNormEpsilon: 1e-6 }],
  ['no rope_theta', { rope_theta: undefined }, { rope: { theta: 10000, scaling: null } }],
  ['rope_theta', {}, { rope: { theta: 100000, scaling: null } }],
  [
    'rope_parameters',
    { rope_theta: undefined, rope_parameters: { rope_theta: 5e5, rope_type: 'default' } },
    { rope: { theta: 5e5, scaling: null } },
  ],
  [
    'rope_parameters without a type',
    { rope_parameters: { rope_theta: 100000 } },
    { rope: { theta: 100000, scaling: null } },
  ],
  ['rope_scaling null', { rope_scaling: null }, { rope: { theta: 100000, scaling: null } }],
  ['rope_scaling empty', { rope_scaling: {} }, { rope: { theta: 100000, scaling: null } }],
  ['rope_scaling llama3', { rope_scaling: LLAMA3_SCALING }, { rope: { theta: 100000, scaling: LLAMA3_PARSED } }],
  [
    'rope_scaling llama3 under the old key type',
    { rope_scaling: { ...LLAMA3_SCALING, rope_type: undefined, type: 'llama3' } },
    { rope: { theta: 100000, scaling: LLAMA3_PARSED } },
  ],
  [
    'rope_parameters llama3',
    { rope_theta: undefined, rope_parameters: { ...LLAMA3_SCALING, rope_theta: 5e5 } },
    { rope: { theta: 5e5, scaling: LLAMA3_PARSED } },
  ],
  ['rope_scaling and rope_parameters alike', { rope_scaling: LLAMA3_SCALING, rope_parameters: LLAMA3_SCALING }, {}],
  ['no bias', {}, { qkvBias: false, outputBias: false }],
  ['attention_bias', { attention_bias: true }, { qkvBias: true, outputBias: true }],
  [
    'model_type qwen2',
    { model_type: 'qwen2', architectures: ['Qwen2ForCausalLM'] },
    { qkvBias: true, outputBias: false },
  ],
  [
    'qwen2 with an unused window',
    { model_type: 'qwen2', use_sliding_window: false, sliding_window: 512 },
    { qkvBias: true },
  ],
  ['mistral without a window', { model_type: 'mistral', sliding_window: null }, { qkvBias: false, outputBias: false }],
  [
    'mistral with a window as long as its context',
    { model_type: 'mistral', sliding_window: 8192 },
    { maxPositions: 8192 },
  ],
  ['the first name of the architecture', { architectures: ['LLaMAForCausalLM'] }, {}],
  ['no architectures', { architectures: undefined }, {}],
  ['hidden_act swish', { hidden_act: 'swish' }, {}],
  ['one eos_token_id', { eos_token_id: 2 }, { eosTokenIds: [2] }],
  ['several eos_token_ids', { eos_token_id: [2, 7, 2] }, { eosTokenIds: [2, 7] }],
  ['eos_token_id null', { eos_token_id: null }, { eosTokenIds: [] }],
  ['eos_token_id -1', { eos_token_id: -1 }, { eosTokenIds: [] }],
  ['pretraining_tp, which only splits sums', { pretraining_tp: 2 }, {}],
  ['full_attention in every layer', { layer_types: ['full_attention', 'full_attention'] }, {}],
  [
    'neutral values of fields it does not compute',
    { partial_rotary_factor: 1, num_experts: 0, logits_scaling: 1, mlp_bias: false },
    {},
  ],
  ['fields that it does not know', { my_note: { deep: [1, 2, 3] }, use_cache: true }, {}],
];

/** [what config.json says, fields changed, the field named] */
const REFUSED: readonly [string, Change, string][] = [
  ['another model_type', { model_type: 'gemma2' }, 'model_type'],
  ['qwen3, which normalises Q and K', { model_type: 'qwen3' }, 'model_type'],
  ['no model_type', { model_type: undefined }, 'model_type'],
  ['a classifier', { architectures: ['LlamaForSequenceClassification'] }, 'architectures'],
  ['hidden_act gelu', { hidden_act: 'gelu' }, 'hidden_act'],
  ['mlp_bias', { mlp_bias: true }, 'mlp_bias'],
  ['a sliding window in qwen2', { model_type: 'qwen2', use_sliding_window: true }, 'use_sliding_window'],
  ['a sliding window in mistral', { model_type: 'mistral', sliding_window: 4096 }, 'sliding_window'],
  ["mistral's own window, where the field is absent", { model_type: 'mistral' }, 'sliding_window'],
  ['sliding layers', { layer_types: ['full_attention', 'sliding_attention'] }, 'layer_types'],
  ['RoPE yarn', { rope_scaling: { rope_type: 'yarn', factor: 4 } }, 'rope_scaling.rope_type'],
  ['RoPE linear under the old key', { rope_scaling: { type: 'linear', factor: 4 } }, 'rope_scaling.rope_type'],
  ['RoPE dynamic', { rope_parameters: { rope_type: 'dynamic', factor: 4 } }, 'rope_parameters.rope_type'],
  ['RoPE longrope', { rope_scaling: { type: 'longrope' } }, 'rope_scaling.rope_type'],
  ['RoPE su', { rope_scaling: { type: 'su' } }, 'rope_scaling.rope_type'],
  ['a RoPE factor without a type', { rope_scaling: { factor: 4 } }, 'rope_scaling'],
  [
    'RoPE by layer type',
    { rope_parameters: { full_attention: { rope_theta: 1e6 } } },
    'rope_parameters.full_attention',
  ],
  ['partial RoPE', { partial_rotary_factor: 0.5 }, 'partial_rotary_factor'],
  [
    'partial RoPE inside rope_parameters',
    { rope_parameters: { partial_rotary_factor: 0.5 } },
    'rope_parameters.partial_rotary_factor',
  ],
  ['two RoPE bases', { rope_parameters: { rope_theta: 10000 } }, 'rope_theta'],
  ['two RoPE scalings', { rope_scaling: LLAMA3_SCALING, rope_parameters: { rope_type: 'default' } }, 'rope_scaling'],
  ['llama3 without its factor', { rope_scaling: { ...LLAMA3_SCALING, factor: undefined } }, 'rope_scaling.factor'],
  [
    'llama3 with its band upside down',
    { rope_scaling: { ...LLAMA3_SCALING, high_freq_factor: 1 } },
    'rope_scaling.high_freq_factor',
  ],
  ['a RoPE base as text', { rope_theta: '1e4' }, 'rope_theta'],
  ['a quantised model', { quantization_config: { quant_method: 'gptq', bits: 4 } }, 'quantization_config'],
  ["Granite's attention scale", { attention_multiplier: 0.0078125 }, 'attention_multiplier'],
  ["Granite's logits scale", { logits_scaling: 8 }, 'logits_scaling'],
  ["Cohere's logits scale", { logit_scale: 0.0625 }, 'logit_scale'],
  ["Gemma's soft cap", { final_logit_softcapping: 30 }, 'final_logit_softcapping'],
  ['experts', { num_local_experts: 8 }, 'num_local_experts'],
  ['an odd head', { head_dim: 63 }, 'head_dim'],
  ['a head above 256', { head_dim: 512 }, 'head_dim'],
  ['a computed head above 256', { num_attention_heads: 1, num_key_value_heads: 1 }, 'head_dim'],
  ['a hidden size that no head divides', { hidden_size: 577 }, 'head_dim'],
  ['key/value heads that do not divide the heads', { num_key_value_heads: 2 }, 'num_key_value_heads'],
  ['no layers', { num_hidden_layers: 0 }, 'num_hidden_layers'],
  ['too many layers', { num_hidden_layers: 513 }, 'num_hidden_layers'],
  ['a missing size', { intermediate_size: undefined }, 'intermediate_size'],
  ['a size that is no integer', { hidden_size: 576.5 }, 'hidden_size'],
  ['a size as text', { vocab_size: '49152' }, 'vocab_size'],
  ['an absurd vocabulary', { vocab_size: 1e12 }, 'vocab_size'],
  ['a negative epsilon', { rms_norm_eps: -1e-5 }, 'rms_norm_eps'],
  ['tie_word_embeddings as text', { tie_word_embeddings: 'yes' }, 'tie_word_embeddings'],
  ['an eos_token_id that is no id', { eos_token_id: 'stop' }, 'eos_token_id'],
];

describe('parseConfig', () => {
  it.each(ACCEPTED)('accepts %s', (_, change, expected) => {
    expect(parse(change)).toMatchObject(expected);
  });

  it.each(REFUSED)('refuses %s by name, with file and remedy', (_, change, field) => {
    const error = thrown(() => parse(change));
    expect(error.toData()).toMatchObject({ code: 'config', where: field });
    expect(error.message).toContain('folder/config.json');
    expect(error.message).toContain(field);
    expect(error.remedy).not.toBe('');
  });

  it('names the value that it refuses', () => {
    expect(thrown(() => parse({ hidden_act: 'gelu' })).message).toContain('"gelu"');
    expect(thrown(() => parse({ vocab_size: 1e12 })).message).toContain('1000000000000');
  });

  it.each(['', '{', '[]', 'null', '"llama"', '{"rms_norm_eps": NaN}'])(
    'refuses %j, which is no JSON object',
    (text) => {
      expect(thrown(() => parseConfig(text, 'config.json')).code).toBe('config');
    },
  );

  it('refuses a value nested deeper than the stack', () => {
    const text = JSON.stringify({ ...LLAMA, hidden_act: 0 }).replace('0}', `${'['.repeat(1e5)}${']'.repeat(1e5)}}`);
    expect(thrown(() => parseConfig(text, 'config.json')).toData()).toMatchObject({ where: 'hidden_act' });
  });

  it('answers any JSON under any field with a config or a TokamarkError', () => {
    const field = fc.constantFrom(
      ...Object.keys(LLAMA),
      'rope_scaling',
      'rope_parameters',
      'eos_token_id',
      'layer_types',
      'head_dim',
    );
    fc.assert(
      fc.property(field, fc.jsonValue(), (key, value) => {
        try {
          expect(parse({ [key]: value }).headDim).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(TokamarkError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('parseGenerationEos', () => {
  it('reads one id, several, or none', () => {
    expect(parseGenerationEos('{"eos_token_id": 3}', 'g', 10)).toEqual([3]);
    expect(parseGenerationEos('{"eos_token_id": [3, 4, 11]}', 'g', 10)).toEqual([3, 4]);
    expect(parseGenerationEos('{}', 'g', 10)).toEqual([]);
  });
});
