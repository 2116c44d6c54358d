/**
 * Fable's ONNX files, made of the weights that the page has: the exports of onnxruntime-genai's model builder byte for byte, as
 * onnxruntime-web and transformers.js load them. Nothing is downloaded here, and nothing runs.
 */
import { decodeBlob } from '../../foundation/decode-text';
import { openSafetensors } from '../../model/files/safetensors';
import { assertMade } from '../converted';
import { filled } from './fill';
import type { OnnxVariant } from './schema';
import { parseTemplate } from './template';

export { ONNX_VARIANTS, type OnnxVariant } from './schema';

/** The names under which the hub has such files, and transformers.js asks for them: `onnx/model_q4.onnx`. */
export const ONNX_FILES: Readonly<Record<OnnxVariant, string>> = {
  fp32: 'model.onnx',
  fp16: 'model_fp16.onnx',
  'int4-fp32': 'model_q4.onnx',
  int4: 'model_q4f16.onnx',
};

/** The two files of models/fable/onnx. */
export interface OnnxTemplates {
  /** templates.json */
  readonly holes: Blob;
  /** templates.bin */
  readonly literals: Blob;
}

const MOST_TEMPLATES = 1024 * 1024;

/**
 * @param weights Fable's model.safetensors
 * @param signal looked at between tensors
 * @throws TokamarkError `weights` for templates or weights that are damaged or of another model, `cancelled`, `out-of-memory`
 */
export async function onnxOf(
  variant: OnnxVariant,
  templates: OnnxTemplates,
  weights: Blob,
  signal: AbortSignal | null = null,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = await decodeBlob(templates.holes, 'models/fable/onnx/templates.json', 'weights', MOST_TEMPLATES);
  const template = parseTemplate(text, variant);
  const tensors = await openSafetensors(weights, 'models/fable/model.safetensors');
  const file = await filled(template, { literals: templates.literals, weights: tensors }, signal);
  const where = `models/fable/onnx/${ONNX_FILES[variant]}`;
  await assertMade({ file, variant, where, how: 'exported' }, template.sha256);
  return file;
}
