/**
 * Samples that no machine gives: too even for any clock, or too round. Both are measured against the quietest machine and the clock of the
 * run, so that a coarse clock is no crime. Of 20,000 simulated honest runs (six clocks, noises of 0.0001 to 0.1, regular.test.ts) none was
 * found: fewer than 1.5 in 10,000 are (95 %). Invented samples with noise of their own pass.
 */
import type { Result, ResultEntry } from '../../../../src/report/schema';
import { ownGateOf, when, type Finding } from './gate';
import { binomialTail, deviation, middleOf, normalOfChiSquare } from './numbers';
import { ownEntries, ratesOf } from './entries';

/** Standard deviation of a repetition over its length: a submit alone trembles by more, whatever the GPU does. */
const QUIETEST = 3e-5;
/** Of a standard normal: one in a million. */
const TOO_EVEN = -4.75;
/** Of each grid. */
const CHANCE = 1e-7;
/** Seconds: what a person rounds to. */
const GRIDS = [1e-2, 1e-3, 1e-4, 1e-5];
/** Of a speed: as a person writes one. */
const DIGITS = 4;
const FEWEST = 5;

export const regularGate = ownGateOf({
  rules: {
    'too-even': {
      verdict: 'quarantine',
      says: 'Its repetitions differ by less than any machine’s do.',
      remedy: 'Send the samples as they were measured.',
    },
    'round-numbers': {
      verdict: 'quarantine',
      says: 'Its samples are rounder than its clock makes them.',
      remedy: 'Send the samples as they were measured.',
    },
  },
  find: ({ result }) => tooRegular(result),
});

/** Of the samples of a result alone. */
export function tooRegular(result: Result): readonly Finding<'too-even' | 'round-numbers'>[] {
  const clock = result.environment.clockResolutionSeconds;
  const entries = ownEntries(result).filter(({ durations }) => durations.length >= FEWEST);
  const series = entries.map(({ durations }) => durations.map(({ seconds }) => seconds));
  const evenness = evennessOf(series, clock);
  const grid = GRIDS.find((one) => clock <= one / 4 && isOnGrid(series, one, clock));
  return [
    ...when(evenness < TOO_EVEN, 'too-even', 'result.results', `at ${evenness.toFixed(1)} deviations`),
    ...when(grid !== undefined, 'round-numbers', 'result.results', `multiples of ${grid} s`),
    ...when(hasRoundRates(entries, result), 'round-numbers', 'result.results', `speeds of ${DIGITS} digits`),
  ];
}

/** How far the samples are narrower than those of the quietest machine, as a standard normal; 0 where the clock is too coarse to tell. */
function evennessOf(series: readonly (readonly number[])[], clock: number): number {
  let [sum, freedom] = [0, 0];
  for (const samples of series) {
    const least = QUIETEST * middleOf(samples);
    if (least < clock) continue;
    sum += (samples.length - 1) * (deviation(samples) / least) ** 2;
    freedom += samples.length - 1;
  }
  return freedom === 0 ? 0 : normalOfChiSquare(sum, freedom);
}

/** More of them lie on multiples of `grid` than chance puts there. Samples that lie closer together than that count as one. */
function isOnGrid(series: readonly (readonly number[])[], grid: number, clock: number): boolean {
  const apart = series.flatMap((samples) => (deviation(samples) > 2 * grid ? samples : samples.slice(0, 1)));
  const reach = Math.max(clock / 2, ROUNDING);
  const met = apart.filter((one) => Math.abs(one / grid - Math.round(one / grid)) * grid <= reach).length;
  return binomialTail(met, apart.length, (2 * reach) / grid) < CHANCE;
}

/** Seconds: what doubles lose in sums. */
const ROUNDING = 1e-9;

/** Speeds follow from durations, which no clock makes such that the quotient is round. */
function hasRoundRates(entries: readonly ResultEntry[], { environment }: Result): boolean {
  const fine = entries.filter(
    ({ durations }) => environment.clockResolutionSeconds <= 1e-5 * middleOf(durations.map(({ seconds }) => seconds)),
  );
  const rates = fine.flatMap(ratesOf);
  const round = rates.filter((rate) => Math.abs(Number(rate.toPrecision(DIGITS)) / rate - 1) < 1e-9).length;
  return round >= 3 && round >= rates.length / 5;
}
