/** Downloads Fable, the story model, from the folder beside the page. */
import type { FidelityFiles } from '../benchmark/fidelity/files';
import { TokamarkError } from '../foundation/errors';
import type { ModelFiles } from '../model/files/folder';

const FOLDER = 'models/fable';

/** One file of public/models/fable. @throws TokamarkError `network` that names the file. */
export async function fetchFableFile(name: string): Promise<Blob> {
  const where = `${FOLDER}/${name}`;
  let answer = '';
  try {
    const response = await fetch(new URL(where, document.baseURI));
    if (!response.ok) {
      answer = ` (HTTP ${String(response.status)})`;
      throw new Error(response.statusText);
    }
    return await response.blob();
  } catch (cause) {
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

export async function fetchFable(): Promise<ModelFiles> {
  const [config, weights, tokenizer, tokenizerConfig, generationConfig] = await Promise.all([
    fetchFableFile('config.json'),
    fetchFableFile('model.safetensors'),
    fetchFableFile('tokenizer.json'),
    fetchFableFile('tokenizer_config.json'),
    fetchFableFile('generation_config.json'),
  ]);
  return { name: 'Fable', config, weights, tokenizer, tokenizerConfig, generationConfig };
}

/** Fable with its passage and its reference figures. @throws TokamarkError `network`. */
export async function fetchFidelityFiles(fable: Promise<ModelFiles>): Promise<FidelityFiles> {
  const [model, passage, reference, quantised] = await Promise.all([
    fable,
    fetchFableFile('heldout.txt'),
    fetchFableFile('reference.json'),
    fetchFableFile('quantised.json'),
  ]);
  return { model, passage, reference, quantised };
}
