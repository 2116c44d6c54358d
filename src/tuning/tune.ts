/**
 * In which order candidates are tried, and when to stop: every default first, then the others in turn, the costliest site before
 * the cheaper ones, within a time budget. Pure: clock and device are given (see on-device.ts for the real ones).
 */
import { throwIfCancelled } from '../foundation/cancel';
import { Contest, RULES, type Executor, type Rules } from './contest';
import type { SiteOutcome, TuningOutcome } from './outcome';
import type { Site } from './site';

export interface TuneSettings {
  readonly clock: { readonly now: () => number };
  /** Seconds for everything, building and checking included. */
  readonly budget: number;
  readonly signal: AbortSignal | null;
  /** Seconds that a variant of a site is expected to take, from earlier runs: a compiler may need ten. */
  readonly expected: (site: string) => number;
  readonly isBlacklisted: (site: string, variant: string) => boolean;
  readonly onProgress: (fraction: number, detail: string) => void;
  /** Hears what was found where tuning ends before its time. */
  readonly onInterrupted: (sites: readonly SiteOutcome[]) => void;
  readonly rules?: Rules;
}

/** @throws TokamarkError `cancelled`, `device-lost`: what ends tuning. Nothing that it built is left on the device. */
export async function tune(sites: readonly Site[], executor: Executor, settings: TuneSettings): Promise<TuningOutcome> {
  const { clock, budget, signal, isBlacklisted, onProgress, rules = RULES } = settings;
  const begin = clock.now();
  const contests = sites.map(
    (site) => new Contest(site, executor, rules, (variant) => isBlacklisted(site.id, variant)),
  );
  // The candidates of one site are much alike; its default may have been compiled before.
  const expected = (contest: Contest, index: number): number =>
    index === 0
      ? Math.max(0, ...contests.map(({ longest }) => longest))
      : Math.max(contest.longest, settings.expected(contest.site.id));

  const attempt = async (contest: Contest, index: number): Promise<void> => {
    if (!contest.isUntried(index)) return;
    throwIfCancelled(signal);
    const from = clock.now();
    const spent = from - begin;
    if (!contest.needsOne && (spent >= budget || spent + expected(contest, index) > budget)) return;
    const variant = contest.site.variants[index]?.id ?? '';
    onProgress(Math.min(1, spent / budget), `${contest.site.id}: ${variant}`);
    await contest.attempt(index);
    contest.longest = Math.max(contest.longest, clock.now() - from);
  };

  try {
    for (const contest of contests) await attempt(contest, 0);
    const most = Math.max(0, ...sites.map(({ variants }) => variants.length));
    for (let index = 1; index < most; index++) {
      // Anew in each round: what has been made fast no longer comes first.
      const order = [...contests].sort((a, b) => (a.cost === b.cost ? 0 : b.cost - a.cost));
      for (const contest of order) {
        // With nothing to compare it with, a variant's time says nothing.
        if (!contest.isUntried(0)) await attempt(contest, index);
      }
    }
    throwIfCancelled(signal);
  } catch (thrown) {
    settings.onInterrupted(contests.map((contest) => contest.result()));
    throw thrown;
  } finally {
    for (const contest of contests) contest.release();
  }
  const outcomes = contests.map((contest) => contest.result());
  return {
    source: 'tuned',
    sites: outcomes,
    seconds: clock.now() - begin,
    complete: outcomes.every(({ candidates }) => candidates.every(({ status }) => status !== 'untried')),
  };
}
