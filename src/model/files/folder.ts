/** Opens a Llama-architecture folder as Hugging Face saves it, from its files as Blobs. */

import { decodeBlob } from '../../foundation/decode-text';
import type { ModelConfig } from '../config';
import { parseConfig, parseGenerationEos } from './config';
import { parseJsonObject } from './json';
import { openSafetensors } from './safetensors';
import { openTokenizer, type TextTokenizer } from './tokenizer';
import { withinVocabulary } from './vocabulary';
import { openLlamaTensors, type LlamaTensors } from './weights';

/** Plain data that structured clone can copy, so that it crosses to the worker; Node 20 cannot clone a Blob of openAsBlob. */
export interface ModelFiles {
  /** Of the model, and in messages the folder that holds the files. */
  readonly name: string;
  readonly config: Blob;
  readonly weights: Blob;
  readonly tokenizer: Blob;
  readonly tokenizerConfig: Blob | null;
  readonly generationConfig: Blob | null;
}

/** All that computing needs. */
export interface ModelWeightFiles {
  readonly config: ModelConfig;
  readonly tensors: LlamaTensors;
}

export interface ModelFolder extends ModelWeightFiles {
  /** Its `encode` refuses a text with a token that the embedding lacks. */
  readonly tokenizer: TextTokenizer;
  /** What tokenizer_config.json says of a BOS before a text; null where it says nothing. */
  readonly addBosToken: boolean | null;
}

const MAX_CONFIG_BYTES = 16 * 1024 * 1024;
/** In bytes; the largest published tokenizer.json have some 35 MB. */
export const LARGEST_TOKENIZER = 256 * 1024 * 1024;

export async function openModelFiles(files: ModelFiles): Promise<ModelFolder> {
  const { config, tensors } = await openModelWeights(files);
  const tokenizer = await openFolderTokenizer(files);
  return {
    config,
    tensors,
    tokenizer: withinVocabulary(tokenizer, config.vocabSize, `${files.name}/tokenizer.json`),
    addBosToken: await addBosToken(files),
  };
}

async function addBosToken({ name, tokenizerConfig }: ModelFiles): Promise<boolean | null> {
  if (tokenizerConfig === null) return null;
  const file = `${name}/tokenizer_config.json`;
  const text = await decodeBlob(tokenizerConfig, file, 'tokenizer', MAX_CONFIG_BYTES);
  const said = parseJsonObject(text, file, 'tokenizer')['add_bos_token'];
  return typeof said === 'boolean' ? said : null;
}

/** Without the tokenizer, which measuring does not need: a folder whose tokenizer is not read can be measured all the same. */
export async function openModelWeights(
  files: Omit<ModelFiles, 'tokenizer' | 'tokenizerConfig'>,
): Promise<ModelWeightFiles> {
  const at = (file: string) => `${files.name}/${file}`;
  const fromConfig = parseConfig(
    await decodeBlob(files.config, at('config.json'), 'config', MAX_CONFIG_BYTES),
    at('config.json'),
    files.name,
  );
  const config = { ...fromConfig, eosTokenIds: await eosTokenIds(files, fromConfig, at('generation_config.json')) };
  const weights = await openSafetensors(files.weights, at('model.safetensors'));
  return { config, tensors: await openLlamaTensors(weights, config) };
}

/** The tokenizer alone. @throws TokamarkError `tokenizer` that names the file */
export async function openFolderTokenizer(
  files: Omit<ModelFiles, 'config' | 'weights' | 'generationConfig'>,
): Promise<TextTokenizer> {
  const { name, tokenizer, tokenizerConfig } = files;
  const [file, configFile] = [`${name}/tokenizer.json`, `${name}/tokenizer_config.json`];
  return openTokenizer(
    await decodeBlob(tokenizer, file, 'tokenizer', LARGEST_TOKENIZER),
    tokenizerConfig === null ? null : await decodeBlob(tokenizerConfig, configFile, 'tokenizer', MAX_CONFIG_BYTES),
    file,
  );
}

async function eosTokenIds(
  files: Pick<ModelFiles, 'generationConfig'>,
  config: ModelConfig,
  file: string,
): Promise<number[]> {
  if (files.generationConfig === null) return [...config.eosTokenIds];
  const text = await decodeBlob(files.generationConfig, file, 'config', MAX_CONFIG_BYTES);
  return [...new Set([...config.eosTokenIds, ...parseGenerationEos(text, file, config.vocabSize)])];
}
