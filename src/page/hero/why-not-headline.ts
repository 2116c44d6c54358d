/** Why another model ran than every machine is asked for, and what that one would take here. What is pressed for it: whole-headline.tsx. */
import { FEWEST_REPETITIONS } from '../../benchmark/ladder';
import { HEADLINE, HEADLINE_TESTS } from '../../benchmark/suite/suite';
import type { Phase } from '../../benchmark/workload';
import { showBytes } from '../../report/quantity';
import { roughTime } from '../format/rough-time';
import { hasEnded, type RunState } from '../state/page-state';
import { WORDS } from './catalogue/words';

/** What a run was asked for and is offered instead of what its time held; null where nothing is. */
export function headlineOffer(run: RunState): { readonly about: string } | null {
  const { unmet, headline } = run.record.plan;
  if (!hasEnded(run) || headline || unmet === undefined || unmet.tooLarge !== null) return null;
  return { about: roughTime(unmet.seconds) };
}

const tokensOf = (phase: Phase): number => HEADLINE_TESTS.find((test) => test.phase === phase)?.tokens ?? 0;

/** Null where the headline ran, was not asked for, or the run goes on. */
export function whyNotHeadline(run: RunState): string | null {
  const { unmet, headline } = run.record.plan;
  if (!hasEnded(run) || headline || unmet === undefined) return null;
  const { seconds, bytes, tooLarge } = unmet;
  if (tooLarge !== null) return tooLarge;
  const budget = run.options?.budgetSeconds ?? null;
  const { notInTime, notInSeconds, wouldTake, memory } = WORDS.headline;
  return [
    budget === null ? notInTime(HEADLINE.shape) : notInSeconds(HEADLINE.shape, String(budget)),
    wouldTake({
      time: roughTime(seconds),
      times: String(FEWEST_REPETITIONS),
      writes: String(tokensOf('decode')),
      reads: String(tokensOf('prefill')),
    }),
    memory(showBytes(bytes)),
  ].join(' ');
}
