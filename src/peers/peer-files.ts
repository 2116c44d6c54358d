/** What a peer's worker downloads from beside the page when it is chosen, and never before. */
import { download } from '../foundation/download';
import type { GgufTemplates } from './gguf/fable-gguf';
import { NOT_KEPT } from './not-kept';
import type { OnnxTemplates } from './onnx/fable-onnx';

/** @throws TokamarkError `network` that names the file */
export async function onnxTemplates(base: string): Promise<OnnxTemplates> {
  const [holes, literals] = await filesOf(base, 'models/fable/onnx', ['templates.json', 'templates.bin']);
  return { holes, literals };
}

/** @throws TokamarkError `network` that names the file */
export async function ggufTemplates(base: string): Promise<GgufTemplates> {
  const [tensors, headers] = await filesOf(base, 'models/fable/gguf', ['templates.json', 'headers.bin']);
  return { tensors, headers };
}

function filesOf(base: string, folder: string, [first, second]: readonly [string, string]): Promise<[Blob, Blob]> {
  const file = (name: string): Promise<Blob> => {
    const where = `${folder}/${name}`;
    return download({ address: new URL(where, base), where, remedy: NOT_KEPT });
  };
  return Promise.all([file(first), file(second)]);
}
