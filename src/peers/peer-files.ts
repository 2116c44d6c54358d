/** What a peer's worker downloads from beside the page when it is chosen, and never before. */
import { download } from '../foundation/download';
import type { OnnxTemplates } from './onnx/fable-onnx';

const FOLDER = 'models/fable/onnx';
const REMEDY =
  'Other engines come from this page only while it can be reached: check the connection, or run without them.';

/** @throws TokamarkError `network` that names the file */
export async function onnxTemplates(base: string): Promise<OnnxTemplates> {
  const file = (name: string): Promise<Blob> => {
    const where = `${FOLDER}/${name}`;
    return download({ address: new URL(where, base), where, remedy: REMEDY });
  };
  const [holes, literals] = await Promise.all([file('templates.json'), file('templates.bin')]);
  return { holes, literals };
}
