/** Downloads Fable, the story model, from the folder beside the page: when a run, an export or the last step of the room Learn asks for it, never before. */
import type { FidelityFiles } from '../benchmark/fidelity/files';
import { download } from '../foundation/download';
import type { ModelFiles } from '../model/files/folder';
import { comparedText } from '../peers/compared-text';

const FOLDER = 'models/fable';
const PASSAGE = 'heldout.txt';

/** One file of public/models/fable. @throws TokamarkError `network` that names the file, or why `signal` was aborted. */
export function fetchFableFile(name: string, signal?: AbortSignal): Promise<Blob> {
  const where = `${FOLDER}/${name}`;
  const asked = {
    ...{ address: new URL(where, document.baseURI), where },
    remedy: 'Check the connection and reload the page; where you host it yourself, check that this file is there.',
  };
  return download(asked, signal);
}

type FetchFile = (name: string, signal: AbortSignal) => Promise<Blob>;

/** Fable as it comes; `fidelityFiles` asks for it with its passage and its reference figures. All reject with a TokamarkError. */
export interface FableDownload {
  readonly model: Promise<ModelFiles>;
  readonly fidelityFiles: () => Promise<FidelityFiles>;
  /** Asks for the beginning of a text that Fable has not learnt from, for engines to read. */
  readonly prompt: () => Promise<string>;
}

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
      prompt: async () => comparedText(await file(PASSAGE)),
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
