/**
 * Fable's GGUF files, made of the weights that the page has: what llama.cpp's converter writes of such a model by the Python package gguf,
 * byte for byte. Nothing is downloaded here, and nothing runs.
 */
import { throwIfCancelled } from '../../foundation/cancel';
import { decodeBlob } from '../../foundation/decode-text';
import { openSafetensors, type Safetensors } from '../../model/files/safetensors';
import { readBytes } from '../../model/files/safetensors-header';
import { assertMade } from '../converted';
import { badTemplate, parseTemplate, type GgufVariant, type StoredTensor, type Template } from './template';
import { storedAs } from './types';

export { GGUF_VARIANTS, type GgufVariant } from './template';

/** The two files of models/fable/gguf. */
export interface GgufTemplates {
  /** templates.json */
  readonly tensors: Blob;
  /** headers.bin: metadata with the tokenizer, and where each tensor stands */
  readonly headers: Blob;
}

type Values = Float32Array<ArrayBuffer>;
const MOST_TEMPLATES = 1024 * 1024;
const HEADERS = 'models/fable/gguf/headers.bin';

/**
 * @param weights Fable's model.safetensors
 * @param signal looked at before each tensor
 * @throws TokamarkError `weights` for templates or weights that are damaged or of another model, `cancelled`
 */
export async function ggufOf(
  variant: GgufVariant,
  templates: GgufTemplates,
  weights: Blob,
  signal: AbortSignal | null = null,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = await decodeBlob(templates.tensors, 'models/fable/gguf/templates.json', 'weights', MOST_TEMPLATES);
  const template = parseTemplate(text, variant);
  const stored = await openSafetensors(weights, 'models/fable/model.safetensors');
  const file = new Uint8Array(template.bytes);
  file.set(await headerOf(template, templates.headers));
  let at = template.header.bytes;
  for (const tensor of template.tensors) {
    throwIfCancelled(signal);
    file.set(storedAs(tensor.as, await valuesOf(tensor, stored)), at);
    at += tensor.bytes;
  }
  await assertMade({ file, variant, where: `models/fable/gguf/${variant}`, how: 'written' }, template.sha256);
  return file;
}

async function headerOf({ header: { at, bytes } }: Template, headers: Blob): Promise<Uint8Array> {
  if (at + bytes > headers.size) {
    throw badTemplate(
      `its bytes ${at} to ${at + bytes} of headers.bin lie behind the end of that file, ${headers.size}`,
    );
  }
  return new Uint8Array(await readBytes(headers, HEADERS, at, at + bytes));
}

async function valuesOf({ name, shape, heads }: StoredTensor, stored: Safetensors): Promise<Values> {
  if (!stored.has(name)) throw badTemplate(`it is of a tensor ${name}, which ${stored.file} lacks`);
  const values = await stored.tensor(name, shape);
  return heads === null ? values : neighbours(values, shape, heads);
}

/** The rows of a head that RoPE turns together: one of each half of it for transformers, next to each other for llama.cpp. */
function neighbours(values: Values, [rows = 1, columns = 1]: readonly number[], heads: number): Values {
  const half = rows / heads / 2;
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    const [head, within] = [Math.floor(row / (2 * half)), row % (2 * half)];
    const from = head * 2 * half + (within % 2) * half + Math.floor(within / 2);
    turned.set(values.subarray(from * columns, (from + 1) * columns), row * columns);
  }
  return turned;
}
