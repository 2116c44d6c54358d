/** Opens a Llama-architecture folder as Hugging Face saves it, from its files as Blobs. Not how the Blobs are found: that differs by page and terminal. */

import { TokamarkError, type ErrorCode } from '../../foundation/errors';
import type { ModelConfig } from '../config';
import { parseConfig, parseGenerationEos } from './config';
import { openSafetensors } from './safetensors';
import { checkVocabulary, openTokenizer, type TextTokenizer } from './tokenizer';
import { openLlamaTensors, type LlamaTensors } from './weights';

/** Plain data that structured clone can copy, so that it crosses to the worker; Node 20 cannot clone a Blob of openAsBlob. */
export interface ModelFiles {
  /** Of the model, and in messages the folder that holds the files. */
  readonly name: string;
  /** config.json */
  readonly config: Blob;
  /** model.safetensors */
  readonly weights: Blob;
  /** tokenizer.json */
  readonly tokenizer: Blob;
  /** tokenizer_config.json */
  readonly tokenizerConfig: Blob | null;
  /** generation_config.json */
  readonly generationConfig: Blob | null;
}

export interface ModelFolder {
  readonly config: ModelConfig;
  readonly tensors: LlamaTensors;
  readonly tokenizer: TextTokenizer;
}

const MAX_CONFIG_BYTES = 16 * 1024 * 1024;
/** The largest published tokenizer.json have some 35 MB. */
const MAX_TOKENIZER_BYTES = 256 * 1024 * 1024;

export async function openModelFiles(files: ModelFiles): Promise<ModelFolder> {
  const at = (file: string) => `${files.name}/${file}`;
  const fromConfig = parseConfig(
    await readText(files.config, at('config.json'), 'config', MAX_CONFIG_BYTES),
    at('config.json'),
    files.name,
  );
  const config = { ...fromConfig, eosTokenIds: await eosTokenIds(files, fromConfig, at('generation_config.json')) };
  const weights = await openSafetensors(files.weights, at('model.safetensors'));
  const tensors = await openLlamaTensors(weights, config);
  const tokenizer = openTokenizer(
    await readText(files.tokenizer, at('tokenizer.json'), 'tokenizer', MAX_TOKENIZER_BYTES),
    files.tokenizerConfig === null
      ? null
      : await readText(files.tokenizerConfig, at('tokenizer_config.json'), 'tokenizer', MAX_CONFIG_BYTES),
    at('tokenizer.json'),
  );
  checkVocabulary(tokenizer, config.vocabSize, at('tokenizer.json'));
  return { config, tensors, tokenizer };
}

async function eosTokenIds(files: ModelFiles, config: ModelConfig, file: string): Promise<number[]> {
  if (files.generationConfig === null) return [...config.eosTokenIds];
  const text = await readText(files.generationConfig, file, 'config', MAX_CONFIG_BYTES);
  return [...new Set([...config.eosTokenIds, ...parseGenerationEos(text, file, config.vocabSize)])];
}

async function readText(blob: Blob, file: string, code: ErrorCode, maxBytes: number): Promise<string> {
  if (blob.size > maxBytes) {
    throw new TokamarkError({
      code,
      message: `${file} has ${blob.size} bytes; at most ${maxBytes} are read.`,
      where: file,
      remedy: 'Check that this is the right file, and download it again.',
    });
  }
  try {
    return await blob.text();
  } catch (cause) {
    throw new TokamarkError(
      {
        code,
        message: `${file} could not be read.`,
        where: file,
        remedy: 'Check that the file is still there, unchanged and readable, then try again.',
      },
      { cause },
    );
  }
}
