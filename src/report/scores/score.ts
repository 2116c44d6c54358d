/**
 * Scores of a result: which of its workloads are the reference's, and what they make. The formula is statistics/score. As long as the
 * frozen reference is a software adapter there are none, and none of an older document is shown.
 */
import type { ModelFormat } from '../../kernels/recipe';
import { MODEL_FORMATS } from '../../kernels/recipe';
import type { Interval } from '../../statistics/interval';
import { LONG_CONTEXT } from '../../benchmark/suite/suite';
import { scoreOf } from '../../statistics/score';
import { isOurs } from '../../benchmark/whose';
import type { Result, ResultEntry, Scores } from '../schema';
import { faultOf } from '../standing';
import frozen from './reference.json';
import { referenceSchema, type Reference } from './reference-schema';
import { SCORE_SETS } from './weights';

export const REFERENCE: Reference = referenceSchema.parse(frozen);

/**
 * @param software whether the run's own adapter is one
 * @returns null where the reference is no GPU: a multiple of its speed says nothing to who asks about one
 */
export function scoresOf(
  entries: readonly ResultEntry[],
  software: boolean,
  reference: Reference = REFERENCE,
): Scores | null {
  if (reference.software) return null;
  const { suite, about, startedAt, adapter } = reference;
  const scores = MODEL_FORMATS.flatMap((format) => {
    const own = entries.filter((entry) => isOurs(entry) && entry.format === format);
    return SCORE_SETS.filter((one) => isAsked(one.set, own)).map((one) => ({
      format,
      set: one.set,
      software,
      ...(software ? without(NO_GPU) : outcome(format, Object.entries(one.weights), own, reference)),
    }));
  });
  return { reference: { suite, about, startedAt, adapter, software: reference.software }, scores };
}

/** Those that page, reports and terminal show. Documents of `tokamark-1` hold scores against a software adapter: they stay there, unshown. */
export const shownScores = ({ scores }: Pick<Result, 'scores'>): Scores | null =>
  scores === null || scores.reference.software ? null : scores;

/** Every format has the headline's score or the reason for none; a score at depth is missed only by a run at that depth. Both are of one sequence. */
const isAsked = (set: string, own: readonly ResultEntry[]): boolean =>
  own.length > 0 && (set === 'headline' || own.some(({ depth, batch }) => depth === LONG_CONTEXT && batch === 1));

type Outcome = Pick<Scores['scores'][number], 'score' | 'reason' | 'parts'>;

function outcome(
  format: ModelFormat,
  weights: readonly (readonly [string, number])[],
  own: readonly ResultEntry[],
  reference: Reference,
): Outcome {
  const parts: Outcome['parts'] = [];
  for (const [test, weight] of weights) {
    const yardstick = reference.workloads.find((one) => one.format === format && one.test === test);
    if (yardstick === undefined) return without(`The reference has no ${test} at ${format.toUpperCase()}.`);
    const entry = own.find(({ workloadId }) => workloadId === yardstick.workloadId);
    if (entry === undefined) return without(anotherWorkload(test, own));
    const rate = entry.tokensPerSecond;
    const fault = faultOf(entry);
    if (fault !== null || rate === null) return without(fault?.why ?? '');
    parts.push({ test, workloadId: entry.workloadId, weight, ratio: over(rate, yardstick.tokensPerSecond) });
  }
  return { score: { ...scoreOf(parts) }, reason: '', parts };
}

const NO_GPU = 'A software adapter is not held against a GPU.';

const without = (reason: string): Outcome => ({ score: null, reason, parts: [] });

function anotherWorkload(test: string, own: readonly ResultEntry[]): string {
  const measured = own.map((entry) => `${entry.model.name} ${entry.test}`).join(', ');
  return `The measured workload (${measured}) differs from the reference’s ${test}: it was shrunk, or is another model.`;
}

const over = ({ median, low, high }: Interval, yardstick: number) => ({
  median: median / yardstick,
  low: low / yardstick,
  high: high / yardstick,
});
