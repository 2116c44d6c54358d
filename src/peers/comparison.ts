/** What a comparison of engines runs, as settings of an ordinary run: short enough for the slowest of them. Not who takes part (in-page.ts). */
import { FEWEST_REPETITIONS } from '../benchmark/ladder';
import { testName, type Test } from '../benchmark/workload';
import { TokamarkError } from '../foundation/errors';
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

/** What a person says in place of those; null: nothing. */
export interface OwnLengths {
  readonly prompt: number | null;
  readonly generate: number | null;
  /** Every test at each depth, as llama-bench has them; null: decode goes on after the prompt. */
  readonly depths: readonly number[] | null;
  readonly repetitions: number | null;
}

export const NO_LENGTHS: OwnLengths = { prompt: null, generate: null, depths: null, repetitions: null };

/**
 * Of Fable, whose files the page gives: weights of a folder have no shape of ours.
 * @throws TokamarkError `option` of lengths that its context does not hold
 */
export function comparisonOf(
  against: readonly PeerId[],
  software: boolean,
  server: ServerAsked | null = null,
  own = NO_LENGTHS,
): Comparison {
  const on = software ? 'software' : 'gpu';
  const tests = testsOf({ prompt: own.prompt ?? LENGTHS[on].prompt, tokens: own.generate ?? LENGTHS[on].tokens }, own);
  assertInContext(tests);
  return {
    ...{ shape: null, formats: formatsWith(server), tests, against },
    ...{ repetitions: own.repetitions ?? REPETITIONS[on], seed: 1, budgetSeconds: null, tuning: 'remembered' },
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

interface Lengths {
  readonly prompt: number;
  readonly tokens: number;
}

function testsOf({ prompt, tokens }: Lengths, { depths }: Pick<OwnLengths, 'depths'>): readonly Test[] {
  const prefill = (depth: number): Test => ({ phase: 'prefill', depth, tokens: prompt, batch: 1 });
  const decode = (depth: number): Test => ({ phase: 'decode', depth, tokens, batch: 1 });
  if (depths === null) return [prefill(0), decode(prompt)];
  return depths.flatMap((depth) => [prefill(depth), decode(depth)]);
}

/** Fable's, less what engines read and write beside what is timed. */
const CONTEXT = 512 - 4;

function assertInContext(tests: readonly Test[]): void {
  const long = tests.find(({ depth, tokens }) => depth + tokens > CONTEXT);
  if (long === undefined) return;
  throw new TokamarkError({
    code: 'option',
    message: `${testName(long)} takes ${long.depth + long.tokens} tokens, and Fable’s context has room for ${CONTEXT} of a comparison.`,
    where: '--prompt, --generate, --depth',
    remedy: 'Choose less: without --depth, what is written comes after the prompt.',
  });
}
