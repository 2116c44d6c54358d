/** The warning of a run that had no time for everything: which tests and how many repetitions are missing. */
import { samplesOf, type Measurement } from './measurement';
import { testInWords } from './workload';

type Ended = Pick<Measurement, 'planned' | 'state'>;

/**
 * Two sentences; null where all was measured, or what is missing has another cause.
 * @param measurements of contestants that were repeated together, of the tests that the run came down to (ladder.ts)
 * @param repetitions as asked for, however many were planned
 */
export function lessThanAsked(measurements: readonly Ended[], repetitions: number): string | null {
  const gone = measurements.filter(({ state }) => state?.leftOut === true);
  const kept = measurements.filter(({ state }) => state !== null && !state.leftOut);
  // What a guard voided has a warning of its own.
  const counts = kept.map((one) => samplesOf(one).length + (one.state?.voided.length ?? 0));
  const rounds = Math.min(...counts);
  const said = [
    ...(gone.length > 0 ? [`${gone.map(nameOf).join(', ')} left out`] : []),
    ...(counts.length > 0 && rounds < repetitions
      ? [`${rounds} repetition${rounds === 1 ? '' : 's'} instead of ${repetitions}`]
      : []),
  ];
  if (said.length === 0) return null;
  return `The time budget was too short for everything that you asked for: ${said.join('; ')}. Close other programs, or give a longer budget.`;
}

function nameOf(one: Ended): string {
  const made = samplesOf(one).length;
  const { contestant, test } = one.planned;
  return `${contestant.name} ${testInWords(test)}${made === 0 ? '' : ` after ${made} repetition${made === 1 ? '' : 's'}`}`;
}
