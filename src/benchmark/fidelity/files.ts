/** The files that fidelity is measured with, as Blobs, and their opening. */
import { decodeBlob } from '../../foundation/decode-text';
import { openModelFiles, type ModelFiles } from '../../model/files/folder';
import { parseQuantised, parseReference } from '../../model/parity/reference';
import { fileDigest } from '../workload';
import type { FidelityInput } from './fidelity';

/** Plain data that structured clone can copy. */
export interface FidelityFiles {
  readonly model: ModelFiles;
  /** heldout.txt: text that the model was not trained on. */
  readonly passage: Blob;
  /** reference.json */
  readonly reference: Blob;
  /** quantised.json */
  readonly quantised: Blob;
}

/** Those that ship have 60 kB. */
const MAX_BYTES = 16 * 1024 * 1024;

/** @throws TokamarkError naming the file that cannot be read or does not fit, `cancelled`. */
export async function openFidelityFiles(files: FidelityFiles, signal: AbortSignal | null): Promise<FidelityInput> {
  const { name } = files.model;
  return {
    folder: await openModelFiles(files.model),
    weightsSha256: await fileDigest(files.model.weights, signal),
    passage: await textOf(files.passage, `${name}/heldout.txt`),
    passageSha256: await fileDigest(files.passage, signal),
    reference: parseReference(await textOf(files.reference, `${name}/reference.json`), `${name}/reference.json`),
    quantised: parseQuantised(await textOf(files.quantised, `${name}/quantised.json`), `${name}/quantised.json`),
  };
}

const textOf = (blob: Blob, where: string): Promise<string> => decodeBlob(blob, where, 'import', MAX_BYTES);
