/** What a comparison of engines runs, as settings of an ordinary run: short enough for the slowest of them. Not who takes part (in-page.ts). */
import { FEWEST_REPETITIONS } from '../benchmark/ladder';
import type { Test } from '../benchmark/workload';
import type { ModelFormat } from '../kernels/recipe';
import type { RunSettings } from '../options/settings';
import type { PeerId } from './peer-id';
import { PEER_FORMATS } from './peer-work';
import type { ServerAsked } from './server/asked';
import { formatLike } from './server/format-like';

export interface Comparison extends RunSettings {
  readonly against: readonly PeerId[];
  readonly server?: ServerAsked;
}

/** A chat reads a prompt and then writes: decode goes on where the prompt has ended. */
const LENGTHS = { gpu: { prompt: 128, tokens: 64 }, software: { prompt: 16, tokens: 8 } } as const;

/** A software adapter takes seconds for what a GPU does in milliseconds: fewer repetitions, and its intervals say so. */
const REPETITIONS = { gpu: FEWEST_REPETITIONS, software: 3 } as const;

/** Of Fable, whose files the page gives: weights of a folder have no shape of ours. */
export function comparisonOf(
  against: readonly PeerId[],
  software: boolean,
  server: ServerAsked | null = null,
): Comparison {
  const on = software ? 'software' : 'gpu';
  return {
    ...{ shape: null, formats: formatsWith(server), tests: testsOf(LENGTHS[on]), against },
    ...{ repetitions: REPETITIONS[on], seed: 1, budgetSeconds: null, tuning: 'remembered' },
    ...{ line: [], sustained: null, fidelity: null, roofs: false, waterfalls: false },
    ...(server === null ? {} : { server }),
  };
}

/** A server with Fable in eight bits is held against ours in eight. */
function formatsWith(server: ServerAsked | null): readonly ModelFormat[] {
  const like = formatLike(server?.said.quantisation ?? null);
  const isNew = like !== null && !PEER_FORMATS.some((format) => format === like);
  return isNew ? [...PEER_FORMATS, like] : PEER_FORMATS;
}

const testsOf = ({ prompt, tokens }: { readonly prompt: number; readonly tokens: number }): readonly Test[] => [
  { phase: 'prefill', depth: 0, tokens: prompt, batch: 1 },
  { phase: 'decode', depth: prompt, tokens, batch: 1 },
];
