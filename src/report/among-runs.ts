/** Whether a speed is good: against the kept runs of the very same work, of a GPU among GPUs and of a software adapter among those. */
import { isOurs } from '../benchmark/whose';
import { isTie, ratio } from '../statistics/ratio';
import { rangeOf, type Ranged } from './between-runs';
import { isEnough } from './enough';
import { ofHeadline } from './headline';
import { mainFormat } from './main-format';
import { isSameMeasurement } from './parts/entries';
import type { Figure, Result, ResultEntry } from './schema';

interface Kept {
  readonly result: Result;
  readonly imported: boolean;
}

interface Verdict {
  readonly is: 'faster' | 'slower' | 'tie';
  /** Whether what changes between runs is in it: where that is known of both. */
  readonly between: boolean;
  readonly imported: boolean;
}

/** A sentence or two; empty where no other run has done the same work often enough. */
export function amongRuns(result: Result, kept: readonly Kept[]): string {
  const own = decodeOf(result);
  if (own === null) return '';
  const verdicts = kept.flatMap((other) =>
    other.result.startedAt === result.startedAt || other.result.adapter.software !== result.adapter.software
      ? []
      : (verdictBeside(rangedOf(own, result.betweenRuns), other, own) ?? []),
  );
  if (verdicts.length === 0) return '';
  const of = verdicts.length === 1 ? 'Beside the other run' : `Among the ${verdicts.length} other runs`;
  const counts = (
    [
      ['faster', 'faster than'],
      ['slower', 'slower than'],
      ['tie', 'not clearly different from'],
    ] as const
  )
    .map(([verdict, words]) => ({ words, count: verdicts.filter(({ is }) => is === verdict).length }))
    .flatMap(({ words, count }) => (count > 0 ? [`${words} ${count}`] : []));
  return `${of} of the same work in this browser${whose(verdicts)}, ${own.format.toUpperCase()} is ${counts.join(', ')}. ${basis(verdicts)}`;
}

/** As two runs are compared (compare.ts): two intervals between runs, or two from within one. */
function verdictBeside(mine: Measured | null, { result, imported }: Kept, like: ResultEntry): Verdict | null {
  const entry = result.results.find((one) => isSameMeasurement(one, like));
  // What a file says of its machine's other runs is not known here.
  const theirs = entry === undefined ? null : rangedOf(entry, imported ? undefined : result.betweenRuns);
  if (mine === null || theirs === null) return null;
  const between = mine.range.runs > 1 && theirs.range.runs > 1;
  const found = between ? ratio(mine.range.interval, theirs.range.interval) : ratio(mine.figure, theirs.figure);
  return { is: isTie(found) ? 'tie' : found.median > 1 ? 'faster' : 'slower', between, imported };
}

interface Measured {
  readonly figure: Figure;
  readonly range: Ranged;
}

/** Null of too few repetitions. */
function rangedOf(entry: ResultEntry, between: Result['betweenRuns']): Measured | null {
  const range = rangeOf(entry, 'tokensPerSecond', between);
  const figure = entry.tokensPerSecond;
  return figure === null || range === null || !isEnough(figure) ? null : { figure, range };
}

function whose(verdicts: readonly Verdict[]): string {
  const imported = verdicts.filter((one) => one.imported).length;
  if (imported === 0) return '';
  return imported === verdicts.length ? ' (imported)' : ` (${verdicts.length - imported} own, ${imported} imported)`;
}

function basis(verdicts: readonly Verdict[]): string {
  const between = verdicts.filter((one) => one.between).length;
  const where = between === 0 ? 'not in that' : between === verdicts.length ? 'in that' : `in ${between} of these`;
  return `What changes between runs is ${where}.`;
}

function decodeOf({ results }: Result): ResultEntry | null {
  const decode = ofHeadline(results).filter(
    (one) => isOurs(one) && one.phase === 'decode' && one.tokensPerSecond !== null,
  );
  const format = mainFormat([...new Set(decode.map((entry) => entry.format))]);
  return decode.find((entry) => entry.format === format) ?? null;
}
