/**
 * Whether a receipt can be replayed here, and what a replay was: the same workloads always, by the same implementation or by
 * another one, which is named. Refuses before anything runs.
 */
import { TokamarkError } from '../../foundation/errors';
import type { ReplayRecord } from '../schema';
import { receiptText } from './link';
import { idsOfShape, workloadsDigest, type Implementation, type Receipt } from './receipt';

/** @throws TokamarkError `receipt`: an unknown shape, or one of which this version computes something else. */
export function assertReplayable(receipt: Receipt): void {
  const { model } = receipt;
  if ('sha256' in model) return;
  let ids: readonly string[];
  try {
    ids = idsOfShape(model.shape, receipt);
  } catch (cause) {
    if (!(cause instanceof TokamarkError)) throw cause;
    throw refused(`This version has no shape ${JSON.stringify(model.shape)}.`, 'shape', cause);
  }
  assertIds(receipt, ids);
}

/**
 * Of weights from a folder, once their digest is known.
 * @throws TokamarkError `receipt` of other weights, or where this version computes something else with them
 */
export function assertSameWeights(receipt: Receipt, sha256: string | null): void {
  const wanted = 'sha256' in receipt.model ? receipt.model.sha256 : null;
  if (wanted === sha256) return;
  const message =
    wanted === null
      ? 'This receipt is for synthetic weights, not for a model folder.'
      : sha256 === null
        ? `This receipt is for weights from a file with the sha-256 ${wanted.slice(0, 12)}….`
        : `These weights are others (sha-256 ${sha256.slice(0, 12)}…) than the receipt's (${wanted.slice(0, 12)}…).`;
  const remedy =
    wanted === null ? 'Leave the model out.' : 'Give the folder of that model: --model FOLDER in the command.';
  throw new TokamarkError({ code: 'receipt', message, where: 'weights', remedy });
}

/** @throws TokamarkError `receipt` */
function assertIds(receipt: Receipt, ids: readonly string[]): void {
  if (workloadsDigest(ids) === receipt.workloads) return;
  throw refused('This version computes other workloads under these names than the receipt was made for.', 'workloads');
}

function refused(message: string, where: string, cause?: unknown): TokamarkError {
  const remedy = 'Replay it with the version of Tokamark that made it, or measure again without the receipt.';
  return new TokamarkError({ code: 'receipt', message, where, remedy }, { cause });
}

const PARTS = [
  ['engine', (of: Implementation) => of.name],
  ['version', (of: Implementation) => of.version],
  ['commit', (of: Implementation) => of.commit],
  ['shaders', (of: Implementation) => of.shaderHash],
] as const;

/** Of a hash, as much as a person compares; the whole one counts. */
const SHOWN = 12;
const shown = (name: string, value: string): string => (name === 'shaders' ? value.slice(0, SHOWN) : value);

/** Part by part, what differs: `shaders 0123… → 4567…`; empty where the implementation is the same. */
export const implementationDifferences = (before: Implementation, now: Implementation): string[] =>
  PARTS.flatMap(([name, of]) =>
    of(before) === of(now) ? [] : [`${name} ${shown(name, of(before))} → ${shown(name, of(now))}`],
  );

/** What a result says of being a replay. */
export function replayRecord(receipt: Receipt, now: Implementation): ReplayRecord {
  const differences = implementationDifferences(receipt.implementation, now);
  return { receipt: receiptText(receipt), sameImplementation: differences.length === 0, differences };
}

/** In one sentence, for page, Markdown and terminal. */
export const replaySentence = ({ sameImplementation, differences }: ReplayRecord): string =>
  sameImplementation
    ? 'A replay of a receipt: the same workloads by the same implementation.'
    : `A replay of a receipt by ANOTHER IMPLEMENTATION (${differences.join(', ')}): the same workloads, computed by other code.`;
