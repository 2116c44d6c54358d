/** The entries of a result that the board looks at: ours, and of those the ranked ones. */
import { HEADLINE, PROFILES, PROFILE_NAMES } from '../../../../src/benchmark/suite/suite';
import { tokensInAll } from '../../../../src/benchmark/workload';
import { contestantName, isOurs } from '../../../../src/benchmark/whose';
import { MODEL_FORMATS } from '../../../../src/kernels/recipe';
import { idsOfShape } from '../../../../src/report/receipt/receipt';
import type { Result, ResultEntry } from '../../../../src/report/schema';
import { isTrustedSpeed } from '../../../../src/report/standing';
import type { MeasuredItem } from '../contract/commitment';

let known: ReadonlySet<string> | null = null;

/** Of the suite's headline shape: every test of a profile, in every format, with prompts of a seed. Ordinary runs have other ids. */
export const rankedIds = (): ReadonlySet<string> =>
  (known ??= new Set(
    idsOfShape(HEADLINE.shape, {
      formats: MODEL_FORMATS,
      tests: PROFILE_NAMES.flatMap((name) => PROFILES[name].tests),
      ...{ line: [], promptSeed: 0 },
    }),
  ));

export const ownEntries = ({ results }: Result): readonly ResultEntry[] => results.filter(isOurs);

/** Ours, of a ranked workload, whatever came of it. */
export const ofRankedWorkloads = (result: Result): readonly ResultEntry[] =>
  ownEntries(result).filter(({ workloadId }) => rankedIds().has(workloadId));

/** Those measured well enough to be held against another's. */
export const rankedEntries = (result: Result): readonly ResultEntry[] =>
  ofRankedWorkloads(result).filter(isTrustedSpeed);

export const nameOf = (entry: ResultEntry): string => `${contestantName(entry)} ${entry.test}`;

/** All that was timed of an entry, what a guard voided included. */
export const timedOf = ({ durations, voided }: ResultEntry) => [...durations, ...voided];

/** Tokens per second of each counted repetition, from its seconds: never from what the document says of them. */
export const ratesOf = (entry: ResultEntry): readonly number[] =>
  entry.durations.map(({ seconds, passes = 1 }) => (tokensInAll(entry) * passes) / seconds);

/** Seconds that a repetition may spend on its context before it is timed: as the run itself reads a prompt in that format. */
export function besideOf(result: Result): (item: Pick<MeasuredItem, 'workloadId' | 'passes'>) => number {
  const own = ownEntries(result);
  const byId = new Map(own.map((entry) => [entry.workloadId, entry]));
  const reading = (entry: ResultEntry): number =>
    Math.min(
      ...own
        .filter(
          ({ phase, format, model }) =>
            phase === 'prefill' && format === entry.format && model.name === entry.model.name,
        )
        .flatMap(ratesOf),
    );
  return ({ workloadId, passes }) => {
    const entry = byId.get(workloadId);
    if (entry === undefined || entry.depth === 0) return 0;
    const rate = reading(entry);
    return Number.isFinite(rate) ? (passes * entry.depth * entry.batch) / rate : 0;
  };
}

/** Tokens of all passes of a repetition; null of one that is in no entry of ours. */
export function tokensOf(result: Result): (item: Pick<MeasuredItem, 'workloadId' | 'passes'>) => number | null {
  const each = new Map(ownEntries(result).map((entry) => [entry.workloadId, tokensInAll(entry)]));
  return ({ workloadId, passes }) => {
    const tokens = each.get(workloadId);
    return tokens === undefined ? null : tokens * passes;
  };
}
