/**
 * The config.json fields that change the arithmetic in ways that this engine does not compute, each with the values that change nothing.
 */

import { TokamarkError } from '../../foundation/errors';
import { shown, type JsonObject } from './json';

interface UnsupportedField {
  readonly field: string;
  /** Values under which the arithmetic is plain Llama's; absent and null always are. */
  readonly neutral: readonly unknown[];
  readonly meaning: string;
}

const OFF = [false, 0] as const;
const ONE = [1] as const;

const UNSUPPORTED: readonly UnsupportedField[] = [
  { field: 'quantization_config', neutral: [], meaning: 'the weights are already quantised by another tool' },
  { field: 'compression_config', neutral: [], meaning: 'the weights are already compressed by another tool' },
  { field: 'mlp_bias', neutral: OFF, meaning: 'a bias in the feed-forward layers' },
  { field: 'partial_rotary_factor', neutral: ONE, meaning: 'RoPE on a part of each head only' },
  { field: 'rotary_pct', neutral: ONE, meaning: 'RoPE on a part of each head only' },
  { field: 'rope_interleaved', neutral: OFF, meaning: 'RoPE on neighbouring pairs' },
  { field: 'rope_interleave', neutral: OFF, meaning: 'RoPE on neighbouring pairs' },
  { field: 'rope_traditional', neutral: OFF, meaning: 'RoPE on neighbouring pairs' },
  { field: 'no_rope_layers', neutral: [], meaning: 'layers without RoPE' },
  { field: 'alibi', neutral: OFF, meaning: 'ALiBi positions' },
  { field: 'attention_multiplier', neutral: [], meaning: 'its own attention scale (Granite)' },
  { field: 'query_pre_attn_scalar', neutral: [], meaning: 'its own attention scale (Gemma)' },
  { field: 'embedding_multiplier', neutral: ONE, meaning: 'scaled embeddings (Granite)' },
  { field: 'residual_multiplier', neutral: ONE, meaning: 'scaled residuals (Granite)' },
  { field: 'logits_scaling', neutral: ONE, meaning: 'scaled logits (Granite)' },
  { field: 'logit_scale', neutral: ONE, meaning: 'scaled logits (Cohere)' },
  { field: 'scale_emb', neutral: ONE, meaning: 'scaled embeddings (MiniCPM)' },
  { field: 'scale_depth', neutral: [], meaning: 'scaled residuals (MiniCPM)' },
  { field: 'dim_model_base', neutral: [], meaning: 'scaled logits (MiniCPM)' },
  { field: 'final_logit_softcapping', neutral: OFF, meaning: 'soft-capped logits' },
  { field: 'attn_logit_softcapping', neutral: OFF, meaning: 'soft-capped attention' },
  { field: 'clip_qkv', neutral: [], meaning: 'clipped Q, K and V' },
  { field: 'use_qk_norm', neutral: OFF, meaning: 'normalised Q and K' },
  { field: 'qk_norm', neutral: OFF, meaning: 'normalised Q and K' },
  { field: 'qk_layernorm', neutral: OFF, meaning: 'normalised Q and K' },
  { field: 'num_experts', neutral: OFF, meaning: 'a mixture of experts' },
  { field: 'num_local_experts', neutral: OFF, meaning: 'a mixture of experts' },
  { field: 'n_routed_experts', neutral: OFF, meaning: 'a mixture of experts' },
  { field: 'is_encoder_decoder', neutral: OFF, meaning: 'an encoder beside the decoder' },
];

/** Refuses, by name, every field whose value means another arithmetic than plain Llama's. */
export function refuseUnsupported(json: JsonObject, file: string): void {
  for (const { field, neutral, meaning } of UNSUPPORTED) {
    const value = json[field];
    if (value === undefined || value === null || neutral.includes(value)) continue;
    throw unsupported(file, field, value, meaning);
  }
  refuseLayerTypes(json, file);
}

function refuseLayerTypes(json: JsonObject, file: string): void {
  const types = json['layer_types'];
  if (!Array.isArray(types)) return;
  const other: unknown = types.find((type) => type !== 'full_attention');
  if (other !== undefined) throw unsupported(file, 'layer_types', other, 'layers that are not full attention');
}

const ALREADY_QUANTISED: readonly string[] = ['quantization_config', 'compression_config'];

export function unsupported(file: string, field: string, value: unknown, meaning: string): TokamarkError {
  return new TokamarkError({
    code: 'config',
    message: `${file}: ${field} is ${shown(value)} (${meaning}), which Tokamark does not compute.`,
    where: field,
    remedy: ALREADY_QUANTISED.includes(field)
      ? 'Give the folder of the FP16, BF16 or FP32 model; Tokamark quantises it itself.'
      : 'Choose a model of plain Llama architecture, for instance SmolLM2-135M, Llama-3.2-1B or Qwen2.5-0.5B.',
  });
}
