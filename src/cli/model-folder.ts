/** Finds the files of a model folder on disk. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { FidelityFiles } from '../benchmark/fidelity/files';
import { TokamarkError, type ErrorCode } from '../foundation/errors';
import type { ModelFiles } from '../model/files/folder';
import { openFileBlob } from './file-blob';

const REMEDY =
  'Give a folder as Hugging Face saves a model: config.json, model.safetensors and tokenizer.json (model.safetensors in one file, not in shards).';

/** @throws TokamarkError that names the folder or the file which is not there. */
export async function openModelFolder(folder: string): Promise<ModelFiles> {
  const found = await stat(folder).catch(() => null);
  if (found === null) throw missing('option', `There is no folder ${folder}.`, '--model');
  if (!found.isDirectory()) throw missing('option', `${folder} is a file, not a folder.`, '--model');
  const required = (name: string, code: ErrorCode) => openRequired(folder, name, code);
  return {
    name: basename(resolve(folder)),
    config: required('config.json', 'config'),
    weights: required('model.safetensors', 'weights'),
    tokenizer: required('tokenizer.json', 'tokenizer'),
    tokenizerConfig: openOptional(join(folder, 'tokenizer_config.json')),
    generationConfig: openOptional(join(folder, 'generation_config.json')),
  };
}

/** Fable's folder with heldout.txt, reference.json and quantised.json. @throws TokamarkError likewise. */
export async function openFidelityFolder(folder: string): Promise<FidelityFiles> {
  return {
    // The folder's name is that of a path: in a result the model has its own.
    model: { ...(await openModelFolder(folder)), name: 'Fable' },
    passage: openRequired(folder, 'heldout.txt', 'import'),
    reference: openRequired(folder, 'reference.json', 'import'),
    quantised: openRequired(folder, 'quantised.json', 'import'),
  };
}

function openRequired(folder: string, name: string, code: ErrorCode): Blob {
  const path = join(folder, name);
  try {
    return openFileBlob(path);
  } catch (cause) {
    const absent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = absent ? 'is not there' : `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw missing(code, `${path} ${why}.`, name, cause);
  }
}

function openOptional(path: string): Blob | null {
  return existsSync(path) ? openFileBlob(path) : null;
}

function missing(code: ErrorCode, message: string, where: string, cause?: unknown): TokamarkError {
  return new TokamarkError({ code, message, where, remedy: REMEDY }, { cause });
}
