/** Tunes a loaded subject at the shapes and depth at which it will be measured. Not the tuner (see src/tuning). */
import type { GpuContext } from '../device/context';
import type { Choices } from '../tuning/site';
import type { TuningMemory } from '../tuning/memory';
import { mergeOutcomes, NOT_TUNED, type TuningOutcome } from '../tuning/outcome';
import { tuneSites, type TuneOptions } from '../tuning/tune-sites';
import type { Clock } from './clock';
import type { Subject } from './subject';
import type { Verifier } from './verify';

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
  const { model, tests, chunk, depth, generate } = subject;
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
  const has = (phase: 'decode' | 'prefill') => tests.some((test) => test.phase === phase);
  if (has('decode')) {
    model.session.stand(depth + Math.floor(generate / 2), 1);
    await tune(sites.decode, has('prefill') ? DECODE_SHARE : 1, 0);
  }
  if (has('prefill')) {
    model.session.stand(depth, chunk);
    await tune(sites.prefill, 1, DECODE_SHARE);
  }
  await model.choose(choices);
  return outcome;
}

function take(found: Choices, into: Map<string, string>): void {
  for (const [site, candidate] of found) into.set(site, candidate);
}
