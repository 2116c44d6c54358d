/** The entries of a result that the board looks at: ours, and of those the ranked ones. */
import { HEADLINE, PROFILES, PROFILE_NAMES } from '../../../../src/benchmark/suite/suite';
import { tokensInAll } from '../../../../src/benchmark/workload';
import { contestantName, isOurs } from '../../../../src/benchmark/whose';
import { once } from '../../../../src/foundation/once';
import { MODEL_FORMATS } from '../../../../src/kernels/recipe';
import { idsOfShape, type MeasuredWorkloads } from '../../../../src/report/receipt/receipt';
import type { Result, ResultEntry } from '../../../../src/report/schema';
import { isTrustedSpeed } from '../../../../src/report/standing';
import type { MeasuredItem } from '../contract/commitment';
import { middleOf } from './numbers';
import { ofEach } from '../../../../src/foundation/of-each';

/** Of the suite's headline shape: every test of a profile, in every format, with prompts of a seed. Ordinary runs have other ids. */
export const rankedIds = once((): ReadonlySet<string> => new Set(idsOf({ promptSeed: 0 })));

/** Those, and the same with the prompts that everybody has: where no server hands out seeds. */
export const rankedWithoutServer = once((): ReadonlySet<string> => new Set([...rankedIds(), ...idsOf({})]));

const idsOf = (seeded: Pick<MeasuredWorkloads, 'promptSeed'>): readonly string[] =>
  idsOfShape(HEADLINE.shape, {
    formats: MODEL_FORMATS,
    tests: PROFILE_NAMES.flatMap((name) => PROFILES[name].tests),
    ...{ line: [], ...seeded },
  });

export const ownEntries = ofEach(({ results }: Result): readonly ResultEntry[] => results.filter(isOurs));

/** Ours, of a ranked workload, whatever came of it. */
export const ofRankedWorkloads = (result: Result, ranked = rankedIds()): readonly ResultEntry[] =>
  ownEntries(result).filter(({ workloadId }) => ranked.has(workloadId));

/** Those measured well enough to be held against another's: as many durations as speeds have been read by now (import.ts). */
export const rankedEntries = (result: Result, ranked = rankedIds()): readonly ResultEntry[] =>
  ofRankedWorkloads(result, ranked).filter(isTrustedSpeed);

export const nameOf = (entry: ResultEntry): string => `${contestantName(entry)} ${entry.test}`;

/** All that was timed of an entry, what a guard voided included. */
export const timedOf = ({ durations, voided }: ResultEntry) => [...durations, ...voided];

/** Tokens per second of each counted repetition, from its seconds: never from what the document says of them. */
export const ratesOf = (entry: ResultEntry): readonly number[] =>
  entry.durations.map(({ seconds, passes = 1 }) => (tokensInAll(entry) * passes) / seconds);

/** Their middle. */
export const middleRate = ofEach((entry: ResultEntry): number => middleOf(ratesOf(entry)));

/** Of each counted repetition, a pass over the tokens of the test. */
export const passSeconds = ({ durations }: ResultEntry): readonly number[] =>
  durations.map(({ seconds, passes = 1 }) => seconds / passes);

/** Seconds: a device that reads the longest context more slowly has no time to measure after it. */
const MOST_BESIDE = 30;

/**
 * Seconds that a repetition may spend on its context before it is timed, once for all of its passes: as the ranked tests of the run read a
 * prompt in that format, so that who says that it takes long ranks low for it.
 */
export const besideOf = ofEach((result: Result): ((item: Pick<MeasuredItem, 'workloadId'>) => number) => {
  const ranked = ofRankedWorkloads(result).filter(
    ({ phase, durations }) => phase === 'prefill' && durations.length > 0,
  );
  /** Tokens per second of the slowest; infinite where none was measured. */
  const reading = ({ format, model }: ResultEntry): number =>
    Math.min(
      ...ranked.filter((one) => one.format === format && one.model.name === model.name).map((one) => middleRate(one)),
    );
  const secondsOf = (entry: ResultEntry): number =>
    entry.depth === 0 ? 0 : Math.min(MOST_BESIDE, (entry.depth * entry.batch) / reading(entry));
  const each = new Map(ownEntries(result).map((entry) => [entry.workloadId, secondsOf(entry)]));
  return ({ workloadId }) => each.get(workloadId) ?? 0;
});

/** Tokens of all passes of a repetition; null of one that is in no entry of ours. */
export function tokensOf(result: Result): (item: Pick<MeasuredItem, 'workloadId' | 'passes'>) => number | null {
  const each = new Map(ownEntries(result).map((entry) => [entry.workloadId, tokensInAll(entry)]));
  return ({ workloadId, passes }) => {
    const tokens = each.get(workloadId);
    return tokens === undefined ? null : tokens * passes;
  };
}
