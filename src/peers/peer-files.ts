/** What a peer's worker downloads from beside the page when it is chosen, and never before. */
import { TokamarkError } from '../foundation/errors';
import type { OnnxTemplates } from './onnx/fable-onnx';

const FOLDER = 'models/fable/onnx';

/** @throws TokamarkError `network` that names the file */
export async function onnxTemplates(base: string): Promise<OnnxTemplates> {
  const [holes, literals] = await Promise.all(['templates.json', 'templates.bin'].map((name) => file(base, name)));
  if (holes === undefined || literals === undefined) throw new RangeError('two files are asked for');
  return { holes, literals };
}

async function file(base: string, name: string): Promise<Blob> {
  const where = `${FOLDER}/${name}`;
  let answer = '';
  try {
    const response = await fetch(new URL(where, base));
    answer = response.ok ? '' : ` (HTTP ${response.status})`;
    if (response.ok) return await response.blob();
  } catch (cause) {
    throw missing(where, answer, cause);
  }
  throw missing(where, answer, undefined);
}

const missing = (where: string, answer: string, cause: unknown): TokamarkError =>
  new TokamarkError(
    {
      code: 'network',
      message: `${where} could not be downloaded${answer}.`,
      where,
      remedy:
        'Other engines come from this page only while it can be reached: check the connection, or run without them.',
    },
    { cause },
  );
