/**
 * Tunes a loaded subject at the shapes at which it will be measured, and at the least of its depths: the headline runs what is
 * fastest for it in every profile. Not the tuner (see src/tuning).
 */
import type { GpuContext } from '../device/context';
import type { Choices } from '../tuning/site';
import type { TuningMemory } from '../tuning/memory';
import { mergeOutcomes, NOT_TUNED, type TuningOutcome } from '../tuning/outcome';
import { tuneSites, type TuneOptions } from '../tuning/tune-sites';
import type { Clock } from './clock';
import type { Subject } from './subject';
import type { Verifier } from './verify';
import type { Phase, Test } from './workload';

export interface TuneSubjectOptions {
  readonly memory: TuningMemory;
  readonly clock: Clock;
  /** Seconds for all sites of this subject. */
  readonly budget: number;
  readonly signal: AbortSignal | null;
  readonly onProgress: (fraction: number, detail: string) => void;
}

/** Of the budget, for decode; prefill has what is left. */
const DECODE_SHARE = 0.6;

/** Chooses variants for `subject` and puts them in place. @throws as tuneSites. */
export async function tuneSubject(
  context: GpuContext,
  verifier: Verifier,
  subject: Subject,
  { budget, onProgress, ...options }: TuneSubjectOptions,
): Promise<TuningOutcome> {
  const { model, tests, chunk } = subject;
  const sites = model.sites();
  const choices = new Map<string, string>();
  let outcome: TuningOutcome = NOT_TUNED;
  const tune = async (which: typeof sites.decode, share: number, from: number): Promise<void> => {
    const rest: TuneOptions = {
      ...options,
      budget: Math.max(0, budget * share - outcome.seconds),
      checked: verifier.checked,
      onProgress: (fraction, detail) => onProgress(from + fraction * (share - from), detail),
    };
    const found = await tuneSites(context, which, rest);
    take(found.choices, choices);
    outcome = outcome === NOT_TUNED ? found : mergeOutcomes(outcome, found);
  };
  // What is timed at a place writes into the cache.
  subject.filled = 0;
  const decode = shallowest(tests, 'decode');
  const prefill = shallowest(tests, 'prefill');
  if (decode !== undefined) {
    model.session.stand(decode.depth + Math.floor(decode.tokens / 2), 1);
    await tune(sites.decode, prefill === undefined ? 1 : DECODE_SHARE, 0);
  }
  if (prefill !== undefined) {
    // A chunk may be as long as a fill that is longer than this prompt.
    model.session.stand(prefill.depth, Math.min(chunk, prefill.tokens));
    await tune(sites.prefill, 1, DECODE_SHARE);
  }
  await model.choose(choices);
  return outcome;
}

/** The test of `phase` with the least context. */
export const shallowest = (tests: readonly Test[], phase: Phase): Test | undefined =>
  tests.filter((test) => test.phase === phase).toSorted((a, b) => a.depth - b.depth)[0];

function take(found: Choices, into: Map<string, string>): void {
  for (const [site, candidate] of found) into.set(site, candidate);
}
