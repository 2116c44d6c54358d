/** Reads the RoPE base and scaling of a config.json, in the style of transformers 4 and 5. */

import { z } from 'zod';
import { TokamarkError } from '../../foundation/errors';
import type { Llama3RopeScaling, RopeConfig } from '../config';
import { refused } from './fields';
import { shown, type JsonObject } from './json';
import { unsupported } from './unsupported';

/** transformers' default where a config.json gives no base. */
const DEFAULT_THETA = 10_000;

const theta = z.number().min(1).max(1e12);

const llama3 = z
  .object({
    factor: z.number().min(1).max(1e4),
    low_freq_factor: z.number().positive().max(1e4),
    high_freq_factor: z.number().positive().max(1e4),
    original_max_position_embeddings: z.number().int().positive().max(1e9),
  })
  .refine((scaling) => scaling.high_freq_factor > scaling.low_freq_factor, {
    path: ['high_freq_factor'],
    message: 'must be above low_freq_factor',
  });

/** `rope_theta` with `rope_scaling` (transformers 4), or both inside `rope_parameters` (transformers 5). */
export function parseRope(json: JsonObject, file: string): RopeConfig {
  const scaling = ropeObject(json, 'rope_scaling', file);
  const parameters = ropeObject(json, 'rope_parameters', file);
  const fromScaling = scaling === null ? null : parseScaling(scaling, 'rope_scaling', file);
  const fromParameters = parameters === null ? null : parseScaling(parameters, 'rope_parameters', file);
  if (scaling !== null && parameters !== null && JSON.stringify(fromScaling) !== JSON.stringify(fromParameters)) {
    throw contradiction(file, ['rope_scaling', scaling], ['rope_parameters', parameters]);
  }
  const bases = [
    { field: 'rope_theta', value: json['rope_theta'] },
    { field: 'rope_parameters.rope_theta', value: parameters?.['rope_theta'] },
    { field: 'rope_scaling.rope_theta', value: scaling?.['rope_theta'] },
  ].filter(({ value }) => value !== undefined && value !== null);
  const [first] = bases;
  for (const { field, value } of bases) {
    const parsed = theta.safeParse(value);
    if (!parsed.success) throw refused(file, field, value, parsed.error);
    if (first !== undefined && value !== first.value) {
      throw contradiction(file, [first.field, first.value], [field, value]);
    }
  }
  return { theta: theta.parse(first?.value ?? DEFAULT_THETA), scaling: fromParameters ?? fromScaling };
}

/** Null where the field is absent, null or empty, which transformers takes as unscaled. */
function ropeObject(json: JsonObject, field: string, file: string): JsonObject | null {
  const value = json[field];
  if (value === undefined || value === null) return null;
  const object = z.record(z.string(), z.unknown()).safeParse(value);
  if (!object.success) throw refused(file, field, value, object.error);
  return Object.keys(object.data).length === 0 ? null : object.data;
}

function parseScaling(rope: JsonObject, field: string, file: string): Llama3RopeScaling | null {
  const type = rope['rope_type'] ?? rope['type'];
  for (const [key, value] of Object.entries(rope)) {
    if (key === 'mrope_section' || (key === 'partial_rotary_factor' && value !== 1 && value !== null)) {
      throw unsupported(file, `${field}.${key}`, value, 'RoPE other than one position on the whole head');
    }
    if (key.endsWith('_attention')) {
      throw unsupported(file, `${field}.${key}`, value, 'RoPE that differs from layer to layer');
    }
  }
  if (type === undefined || type === null) {
    // transformers 5 omits the type only where there is nothing but the base; a factor without a type is ambiguous.
    if ('factor' in rope) throw unsupported(file, field, rope, 'a scaling factor without a rope_type');
    return null;
  }
  if (type === 'default') return null;
  if (type !== 'llama3') {
    throw unsupported(file, `${field}.rope_type`, type, 'a RoPE scaling other than "default" and "llama3"');
  }
  const parsed = llama3.safeParse(rope);
  if (!parsed.success) throw refused(file, field, rope, parsed.error);
  return {
    type: 'llama3',
    factor: parsed.data.factor,
    lowFrequencyFactor: parsed.data.low_freq_factor,
    highFrequencyFactor: parsed.data.high_freq_factor,
    originalMaxPositions: parsed.data.original_max_position_embeddings,
  };
}

type FieldValue = readonly [field: string, value: unknown];

function contradiction(file: string, [field, value]: FieldValue, [other, otherValue]: FieldValue): TokamarkError {
  return new TokamarkError({
    code: 'config',
    message: `${file}: ${field} is ${shown(value)} but ${other} is ${shown(otherValue)}.`,
    where: field,
    remedy: 'Keep the one that the model was trained with and remove the other.',
  });
}
