/**
 * In which order variants are tried, and when to stop: every default first, then whichever is expected to save most of a pass for the
 * time that its attempt takes, until the time budget is spent or none is expected to save anything worth it. Pure: clock and device
 * are given (see on-device.ts for the real ones).
 */
import { throwIfCancelled } from '../foundation/cancel';
import { Contest, RULES, type Executor, type Rules } from './contest';
import { Expectation } from './expect';
import type { SiteOutcome, TuningOutcome } from './outcome';
import { Prospects } from './prospects';
import type { Site } from './site';

export interface TuneSettings {
  readonly clock: { readonly now: () => number };
  /** Seconds for everything, building and checking included. */
  readonly budget: number;
  readonly signal: AbortSignal | null;
  /** Seconds that a variant of a site is expected to take, from earlier runs: a compiler may need ten. */
  readonly expected: (site: string) => number;
  /** What earlier runs found on this device, at these sites and at others. */
  readonly evidence: readonly SiteOutcome[];
  readonly isBlacklisted: (site: string, variant: string) => boolean;
  /** Tried again while there is time, though it promises nothing. */
  readonly hasAnother?: (site: string, variant: string) => boolean;
  readonly onProgress: (fraction: number, detail: string) => void;
  /** Hears what was found where tuning ends before its time. */
  readonly onInterrupted: (sites: readonly SiteOutcome[]) => void;
  readonly rules?: Rules;
}

/** @throws TokamarkError `cancelled`, `device-lost`: what ends tuning. Nothing that it built is left on the device. */
export async function tune(sites: readonly Site[], executor: Executor, settings: TuneSettings): Promise<TuningOutcome> {
  const { clock, budget, signal, evidence, isBlacklisted, onProgress, rules = RULES } = settings;
  const hasAnother = settings.hasAnother ?? (() => false);
  const begin = clock.now();
  const contests = sites.map(
    (site) => new Contest(site, executor, rules, (variant) => isBlacklisted(site.id, variant)),
  );
  const expectation = new Expectation(
    evidence,
    sites.map(({ id }) => id),
  );
  const prospects = new Prospects(contests, expectation, { ...rules, hasAnother });
  // The variants of one site are much alike; its default may have been compiled before.
  const expected = (contest: Contest, index: number): number =>
    index === 0
      ? Math.max(0, ...contests.map(({ longest }) => longest))
      : Math.max(contest.longest, settings.expected(contest.site.id));
  const fits = (contest: Contest, index: number): boolean => {
    const spent = clock.now() - begin;
    return spent < budget && spent + expected(contest, index) <= budget;
  };

  const attempt = async (contest: Contest, index: number): Promise<void> => {
    throwIfCancelled(signal);
    const from = clock.now();
    const variant = contest.site.variants[index]?.id ?? '';
    onProgress(Math.min(1, (from - begin) / budget), `${contest.site.id}: ${variant}`);
    await contest.attempt(index);
    contest.longest = Math.max(contest.longest, clock.now() - from);
    prospects.learn(contest, index);
  };
  /** The first of those that save most per second of trying. */
  const next = () => {
    const rate = (gain: number, contest: Contest, index: number) => gain / Math.max(1e-6, expected(contest, index));
    return prospects
      .worthTrying()
      .filter(({ contest, index }) => fits(contest, index))
      .map((prospect) => ({ ...prospect, rate: rate(prospect.gain, prospect.contest, prospect.index) }))
      .reduce<{ contest: Contest; index: number; rate: number } | null>(
        (best, one) => (best === null || one.rate > best.rate ? one : best),
        null,
      );
  };

  try {
    for (const contest of contests) if (contest.isUntried(0) && fits(contest, 0)) await attempt(contest, 0);
    // Without a sound variant there is no run, whatever the budget.
    for (const contest of contests) {
      for (let index = 1; index < contest.site.variants.length && contest.needsOne; index++) {
        if (contest.isUntried(index)) await attempt(contest, index);
      }
    }
    for (let found = next(); found !== null; found = next()) await attempt(found.contest, found.index);
    throwIfCancelled(signal);
    prospects.leaveTheRest();
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
