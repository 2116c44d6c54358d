/** Downloads Fable, the story model, from the folder beside the page: when a run, an export or the last step of the room Learn asks for it, never before. */
import type { FidelityFiles } from '../benchmark/fidelity/files';
import { decodeBlob } from '../foundation/decode-text';
import { TokamarkError } from '../foundation/errors';
import type { ModelFiles } from '../model/files/folder';

const FOLDER = 'models/fable';
const PASSAGE = 'heldout.txt';

/** One file of public/models/fable. @throws TokamarkError `network` that names the file, or why `signal` was aborted. */
export async function fetchFableFile(name: string, signal?: AbortSignal): Promise<Blob> {
  const where = `${FOLDER}/${name}`;
  let answer = '';
  try {
    const response = await fetch(new URL(where, document.baseURI), { signal: signal ?? null });
    if (!response.ok) {
      answer = ` (HTTP ${String(response.status)})`;
      throw new Error(response.statusText);
    }
    return await response.blob();
  } catch (cause) {
    if (cause instanceof TokamarkError) throw cause;
    throw new TokamarkError(
      {
        code: 'network',
        message: `${where} could not be downloaded${answer}.`,
        where,
        remedy: 'Check the connection and reload the page; where you host it yourself, check that this file is there.',
      },
      { cause },
    );
  }
}

type FetchFile = (name: string, signal: AbortSignal) => Promise<Blob>;

/** Fable as it comes; `fidelityFiles` asks for it with its passage and its reference figures. All reject with a TokamarkError. */
export interface FableDownload {
  readonly model: Promise<ModelFiles>;
  readonly fidelityFiles: () => Promise<FidelityFiles>;
  /** Asks for the beginning of a text that Fable has not learnt from, for engines to read. */
  readonly prompt: () => Promise<string>;
}

/** More tokens than any comparison reads and writes. */
const PROMPT_CHARACTERS = 2000;
const MOST_PASSAGE_BYTES = 1e6;

/** Begins a download, or gives what an earlier one has brought. */
export type Fable = (signal: AbortSignal) => FableDownload;

/** Keeps each file that has come: a later run downloads only what is missing. */
export function keptFable(fetchFile: FetchFile = fetchFableFile): Fable {
  const kept = new Map<string, Blob>();
  return (signal) => {
    const file = async (name: string): Promise<Blob> => {
      const had = kept.get(name);
      if (had !== undefined) return had;
      const blob = await fetchFile(name, signal);
      kept.set(name, blob);
      return blob;
    };
    const model = modelFrom(file);
    return {
      ...{ model, fidelityFiles: () => fidelityFrom(model, file) },
      prompt: async () => {
        const text = await decodeBlob(await file(PASSAGE), PASSAGE, 'network', MOST_PASSAGE_BYTES);
        return text.slice(0, PROMPT_CHARACTERS);
      },
    };
  };
}

async function modelFrom(file: (name: string) => Promise<Blob>): Promise<ModelFiles> {
  const [config, weights, tokenizer, tokenizerConfig, generationConfig] = await Promise.all([
    file('config.json'),
    file('model.safetensors'),
    file('tokenizer.json'),
    file('tokenizer_config.json'),
    file('generation_config.json'),
  ]);
  return { name: 'Fable', config, weights, tokenizer, tokenizerConfig, generationConfig };
}

async function fidelityFrom(fable: Promise<ModelFiles>, file: (name: string) => Promise<Blob>): Promise<FidelityFiles> {
  const [model, passage, reference, quantised] = await Promise.all([
    fable,
    file(PASSAGE),
    file('reference.json'),
    file('quantised.json'),
  ]);
  return { model, passage, reference, quantised };
}
