/**
 * The config.json fields that change the arithmetic in ways that this engine does not compute, each with the values that change nothing.
 */

import { z } from 'zod';
import { TokamarkError } from '../../foundation/errors';
import { shown, type JsonObject } from './json';
import fields from './unsupported.json';

const unsupportedSchema = z.strictObject({
  field: z.string(),
  /** Values under which the arithmetic is plain Llama's; absent and null always are. */
  neutral: z.array(z.unknown()),
  meaning: z.string(),
});

const UNSUPPORTED = z.array(unsupportedSchema).parse(fields);

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
