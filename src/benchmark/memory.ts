/** Refuses what cannot fit before it is tried. WebGPU does not say how much memory a GPU has; a software adapter's is known. */
import { TokamarkError } from '../foundation/errors';
import { bytes, type Bytes } from '../foundation/units';
import type { Recipe } from '../kernels/recipe';
import { cacheBytes } from '../kernels/cache/layout';
import type { ModelConfig } from '../model/config';
import { expectedWeightBytes } from '../model/weights/weights';
import type { Bench } from './bench';
import { positionsOf } from './subject';
import type { Test } from './workload';

/** Of main memory, for weights, and what each sequence brings: the rest is for the system, activations and the copy that a check makes. */
export const SOFTWARE_SHARE = 0.6;

/** What each sequence of the largest batch needs beside the weights: keys and values of all layers (f16), and logits (f32). */
export function sequenceBytes(config: ModelConfig, tests: readonly Test[]): Bytes {
  const sequences = Math.max(1, ...tests.map(({ batch }) => batch));
  const cache = 2 * cacheBytes({ ...config, capacity: positionsOf(tests) + 1 }, sequences);
  return bytes(config.layers * cache + sequences * config.vocabSize * 4);
}

/** A sentence with the numbers; null where it fits, or nobody knows how much memory there is. */
export function whyTooLarge(
  bench: MemoryOfBench,
  config: ModelConfig,
  recipe: Recipe,
  tests: readonly Test[],
): string | null {
  const { context, memory } = bench;
  if (memory === null || !context.granted.software) return null;
  const { weights, sequences } = neededOf(config, recipe, tests);
  const needed = weights + sequences;
  if (needed <= memory * SOFTWARE_SHARE) return null;
  return `${config.name} at ${recipe.id.toUpperCase()} needs ${gigabytes(needed)} for its weights (${gigabytes(weights)}) and the cache and logits of what is measured at once (${gigabytes(sequences)}), and this software adapter may take ${gigabytes(memory * SOFTWARE_SHARE)} of ${gigabytes(memory)}.`;
}

export type MemoryOfBench = Pick<Bench, 'context' | 'memory'>;

export const gigabytes = (value: number): string => `${(value / 2 ** 30).toFixed(1)} GiB`;

const neededOf = (config: ModelConfig, recipe: Recipe, tests: readonly Test[]) => ({
  weights: expectedWeightBytes(config, recipe),
  sequences: sequenceBytes(config, tests),
});

/** With the cache and logits of what is measured at once; activations and what the system takes are not counted. */
export function neededBytes(config: ModelConfig, recipe: Recipe, tests: readonly Test[]): Bytes {
  const { weights, sequences } = neededOf(config, recipe, tests);
  return bytes(weights + sequences);
}

/** @throws TokamarkError `too-large` with the numbers */
export function assertMemory(bench: MemoryOfBench, config: ModelConfig, recipe: Recipe, tests: readonly Test[]): void {
  const message = whyTooLarge(bench, config, recipe, tests);
  if (message === null) return;
  const { weights, sequences } = neededOf(config, recipe, tests);
  throw new TokamarkError({
    ...{ code: 'too-large', message, where: config.name },
    remedy:
      weights > sequences
        ? 'Choose a smaller shape or INT4 alone.'
        : 'Ask for fewer sequences at once (--batch), less context (--depth), or a smaller shape.',
  });
}
