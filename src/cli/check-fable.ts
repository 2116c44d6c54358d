/** Runs Fable's parity on an engine with the reference files that lie beside the model. The procedure is model/parity's. */
import { join } from 'node:path';
import { openFolderTokenizer } from '../model/files/folder';
import { parseQuantised, parseReference } from '../model/parity/reference';
import { runParity } from '../model/parity/run-parity';
import type { Engine, PowerPreference } from '../worker/protocol';
import { fableFolder } from './bundled';
import type { CheckLine } from './host';
import { openModelFolder } from './model-folder';
import { unwrap } from '../foundation/outcome';
import { readTextFile, type TextKind } from './read-text';

/** Windows of 512 tokens in each format: a GPU takes a second or two, a software adapter about a minute. */
const WINDOWS = 2;

const REFERENCE_FILE: TextKind = {
  most: 16 * 1024 * 1024,
  absent: 'import',
  code: 'import',
  option: null,
  remedy: 'Install Tokamark again.',
};

export async function checkFable(
  engine: Engine,
  powerPreference: PowerPreference,
  onProgress: (fraction: number, detail: string) => void,
): Promise<readonly CheckLine[]> {
  const folder = fableFolder();
  const text = (name: string): Promise<string> => readTextFile(join(folder, name), REFERENCE_FILE);
  const model = await openModelFolder(folder);
  const tokenizer = await openFolderTokenizer(model);
  const input = {
    reference: parseReference(await text('reference.json'), 'reference.json'),
    quantised: parseQuantised(await text('quantised.json'), 'quantised.json'),
    heldOut: await text('heldout.txt'),
    encode: (part: string) => tokenizer.encode(part),
  };
  const { checks } = await runParity(
    async (request) => unwrap(await engine.score({ powerPreference, model, ...request })),
    input,
    { windows: WINDOWS, prompts: null },
    ({ fraction, detail }) => onProgress(fraction, detail),
  );
  return checks;
}
