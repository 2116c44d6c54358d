/**
 * Decode over models of several sizes as t = t0 + bytes / B: from the entries of a result to the line of each format. The fit is in
 * statistics/line.ts; words and layout are in markdown-line.ts.
 */
import { isOurs } from '../benchmark/whose';
import { fitLine, isOff } from '../statistics/line';
import { deliveryOf } from '../benchmark/workload';
import { roundsOf } from './rounds';
import type { DecodeLine } from './schema/line';
import type { ResultEntry } from './schema';

/** Whether a model is so far off that t0 and B say little. */
export const isOffTheLine = ({ points }: Pick<DecodeLine, 'points'>): boolean =>
  isOff({ residuals: points.map(({ residual }) => residual) });

/** One for each format and test of which three models or more were measured. */
export function linesOf(entries: readonly ResultEntry[]): DecodeLine[] {
  const groups = new Map<string, ResultEntry[]>();
  for (const entry of entries.filter(isOfLine)) {
    const key = JSON.stringify([entry.engine, entry.format, entry.test]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => lineOf(group) ?? []);
}

const isOfLine = (entry: ResultEntry): boolean =>
  isOurs(entry) &&
  entry.phase === 'decode' &&
  entry.batch === 1 &&
  deliveryOf(entry) === 'streamed' &&
  entry.tokensPerSecond !== null &&
  entry.bytesReadPerToken > 0 &&
  (entry.counters?.dispatchesPerToken ?? 0) > 0;

function lineOf(group: readonly ResultEntry[]): DecodeLine | null {
  const sorted = group.toSorted((a, b) => b.model.parameters - a.model.parameters);
  const [largest] = sorted;
  if (largest === undefined) return null;
  const { rounds, seconds } = sideBySide(sorted);
  const dispatchesOf = (entry: ResultEntry): number => entry.counters?.dispatchesPerToken ?? 0;
  const fitted = fitLine(
    sorted.map((entry, i) => ({
      bytes: entry.bytesReadPerToken,
      launches: dispatchesOf(entry) / dispatchesOf(largest),
      seconds: seconds[i] ?? [],
    })),
  );
  if (fitted === null) return null;
  const { of, fixed, perByte, residuals } = fitted;
  return {
    ...{ engine: largest.engine, format: largest.format, test: largest.test, model: largest.model.name, rounds },
    t0Of: of,
    t0Seconds: { ...fixed, samples: [...fixed.samples] },
    secondsPerByte: { ...perByte, samples: [...perByte.samples] },
    bandwidth:
      perByte.median > 0 && perByte.high > 0
        ? { median: 1 / perByte.median, low: 1 / perByte.high, high: perByte.low > 0 ? 1 / perByte.low : null }
        : null,
    points: sorted.flatMap((entry, i) => {
      const { tokensPerSecond: rate } = entry;
      if (rate === null) return [];
      return {
        ...{ model: entry.model.name, workloadId: entry.workloadId, bytesPerToken: entry.bytesReadPerToken },
        dispatchesPerToken: dispatchesOf(entry),
        secondsPerToken: { median: 1 / rate.median, low: 1 / rate.high, high: 1 / rate.low },
        residual: residuals[i] ?? 0,
      };
    }),
  };
}

/** Seconds per token of each, at the same place what ran in the same round; where they share none, in the order in which each ran. */
function sideBySide(entries: readonly ResultEntry[]): {
  readonly rounds: number | null;
  readonly seconds: readonly (readonly number[])[];
} {
  const byRound = entries.map(({ durations, tokensPerSecond: rate }) => {
    const rounds = rate === null ? null : roundsOf({ durations }, rate);
    return new Map((rounds ?? []).map((round, i) => [round, 1 / (rate?.samples[i] ?? NaN)]));
  });
  const [first, ...others] = byRound;
  const shared = [...(first?.keys() ?? [])].filter((round) => others.every((one) => one.has(round)));
  if (shared.length > 0) {
    return { rounds: shared.length, seconds: byRound.map((one) => shared.map((round) => one.get(round) ?? NaN)) };
  }
  return {
    rounds: null,
    seconds: entries.map(({ tokensPerSecond: rate }) => rate?.samples.map((one) => 1 / one) ?? []),
  };
}
