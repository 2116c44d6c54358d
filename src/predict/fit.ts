/** Whether a device holds a published model: by the limits of its adapter, and by its memory as far as that is known. Allocates nothing. */
import { bytes, type Bytes } from '../foundation/units';
import { cacheBytes } from '../kernels/cache/layout';
import { BLOCK, matrixBytes } from '../kernels/matrix/layout';
import type { Recipe } from '../kernels/recipe';
import { layerShapes } from '../model/weights/weights';
import { showBytes } from '../report/quantity';
import type { Result } from '../report/schema';
import type { PublishedModel } from './published-models';
import { cacheBytesOf, weightBytesOf } from './stored';

/** What is known of a memory: WebGPU itself does not tell how much a GPU has. */
export interface KnownMemory {
  readonly bytes: Bytes;
  /** A person said so; it was allocated on request; a run had as much in use. */
  readonly from: 'stated' | 'allocated' | 'run';
  /** There is no more: else it holds this much at least. */
  readonly isAll: boolean;
}

export interface Fit {
  readonly fits: 'yes' | 'no' | 'unknown';
  /** A sentence. */
  readonly why: string;
}

/** Weights, keys and values of `context` positions, and logits; activations and what the system takes are not counted. */
export const neededBytes = (model: PublishedModel, recipe: Recipe, context: number): Bytes =>
  bytes(weightBytesOf(model, recipe) + cacheBytesOf(model, context) + 4 * model.vocabSize);

/** The most that a run had in use at once, which the device therefore holds. */
export function memoryOfRun({ results }: Pick<Result, 'results'>): KnownMemory | null {
  const most = Math.max(0, ...results.map(({ peakBufferBytes }) => peakBufferBytes ?? 0));
  return most === 0 ? null : { bytes: bytes(most), from: 'run', isAll: false };
}

export interface Room {
  readonly limits: Readonly<Record<string, number>>;
  readonly memory: readonly KnownMemory[];
}

export function fitOf(model: PublishedModel, recipe: Recipe, context: number, { limits, memory }: Room): Fit {
  const refused = beyondLimits(model, recipe, context, limits);
  if (refused !== null) return { fits: 'no', why: refused };
  const needed = neededBytes(model, recipe, context);
  const all = memory.filter(({ isAll }) => isAll).toSorted((a, b) => a.bytes - b.bytes)[0];
  if (all !== undefined && needed > all.bytes) {
    return { fits: 'no', why: `It needs ${showBytes(needed)}, and ${WORDS[all.from]} ${showBytes(all.bytes)}.` };
  }
  const held = memory.find((one) => needed <= one.bytes);
  if (held !== undefined) {
    return { fits: 'yes', why: `It needs ${showBytes(needed)}, and ${WORDS[held.from]} ${showBytes(held.bytes)}.` };
  }
  return { fits: 'unknown', why: `It needs ${showBytes(needed)}, and WebGPU does not tell how much there is.` };
}

const WORDS: Readonly<Record<KnownMemory['from'], string>> = {
  stated: 'there are, as you say,',
  allocated: 'the device gave',
  run: 'the run had in use',
};

/** A sentence; null where nothing is. A matrix may lie in several buffers, by rows; a layer's keys may not. */
function beyondLimits(model: PublishedModel, recipe: Recipe, context: number, limits: Room['limits']): string | null {
  const { maxBufferSize = Infinity, maxStorageBufferBindingSize = Infinity } = limits;
  const most = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  const keys = cacheBytes({ ...model, capacity: context }, 1);
  if (keys > most) {
    return `The keys of one layer for ${context} positions take ${showBytes(keys)}, and a buffer here at most ${showBytes(most)}.`;
  }
  const rows = Math.max(
    ...Object.values(layerShapes(model, recipe)).map((shape) => matrixBytes({ ...shape, rows: BLOCK })),
  );
  return rows > most
    ? `${BLOCK} rows of a matrix take ${showBytes(rows)}, and a buffer here at most ${showBytes(most)}.`
    : null;
}
