/**
 * What a code can name, by its place in a fixed list: nothing in it is free text. A list only grows at its end, or codes that are on
 * paper would mean something else. Place 0 of a list is "not known", so the first name has number 1.
 */
import type { DeviceKind } from '../../hardware/device-kinds';
import type { Vendor } from '../../hardware/identify/vendor';
import type { ModelFormat } from '../../kernels/recipe';

/** What did the work: a kind of machine, or a processor that stands in for a GPU. */
export const CLASS_KINDS = [
  'software',
  'desktop',
  'laptop',
  'integrated',
  'phone',
  'datacentre',
  'workstation',
  'embedded',
] as const satisfies readonly (DeviceKind | 'software')[];
export type ClassKind = (typeof CLASS_KINDS)[number];

export const CLASS_MAKERS = [
  'nvidia',
  'amd',
  'intel',
  'apple',
  'qualcomm',
  'arm',
  'samsung',
] as const satisfies readonly Vendor[];

/** As WebGPU calls them; those of the catalogue and of its families. */
export const CLASS_ARCHITECTURES = [
  ...['gcn-4', 'gcn-5', 'rdna-1', 'rdna-2', 'rdna-3', 'rdna-4', 'apple', 'metal-3', 'gen-5', 'valhall', 'gen-11'],
  ...['gen-12-hp', 'gen-12-lp', 'gen-7', 'gen-8', 'gen-9', 'xe-2-hpg', 'xe-2-lpg', 'xe-3-lpg', 'xe-lpg', 'ampere'],
  ...['blackwell', 'lovelace', 'pascal', 'turing', 'adreno-6xx', 'adreno-7xx', 'adreno-8xx'],
] as const;

export const CLASS_MODELS = [
  ...(['Fable', 'Fable-mini', 'SmolLM2-135M', 'SmolLM2-360M', 'Qwen2.5-0.5B', 'Llama-3.2-1B'] as const),
  ...(['SmolLM2-1.7B', 'Llama-3.2-3B', 'Llama-3.1-8B'] as const),
] as const;
export type ClassModel = (typeof CLASS_MODELS)[number];

/** In the order in which a code has their speeds. */
export const CLASS_FORMATS = [
  'fp16',
  'int8',
  'int4',
  'mxfp4',
  'nvfp4',
  'w4a8',
] as const satisfies readonly ModelFormat[];
