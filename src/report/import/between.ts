/** What a document says of the runs beside it, against the figures of those runs, which it holds: it is checked without them. */
import { CONFIRMED_SESSIONS, BETWEEN_METHOD, spreadOf } from '../between-runs';
import type { Interval } from '../../statistics/interval';
import { isSameMeasurement } from '../parts/entries';
import type { Result } from '../schema';
import { refusedField } from './refused';

/** Doubles that were computed in another order. */
const ROUNDING = 1e-6;

/** @throws TokamarkError `import` that names the field */
export function assertBetweenRuns({ betweenRuns: found, results }: Result): void {
  if (found === undefined) return;
  // Its intervals are shown in place of the run's own: what cannot be checked is not read.
  if (found.method !== BETWEEN_METHOD) {
    throw refusedField('betweenRuns.method', 'this version does not know it, and cannot check what it gave');
  }
  const { runs, sessions, confirmed, figures } = found;
  if (sessions > runs) throw refusedField('betweenRuns.sessions', `there are ${runs} runs`);
  if (confirmed !== sessions >= CONFIRMED_SESSIONS) {
    throw refusedField('betweenRuns.confirmed', `there are ${sessions} sessions`);
  }
  for (const [index, figure] of figures.entries()) {
    const where = `betweenRuns.figures[${index}]`;
    const own = results.find((entry) => isSameMeasurement(entry, figure))?.[figure.measure];
    const [first] = figure.runs;
    if (own === undefined || own === null || first === undefined || !isNear(own, first)) {
      throw refusedField(`${where}.runs[0]`, 'it is not the figure of this run');
    }
    if (figure.runs.length > runs) throw refusedField(`${where}.runs`, `there are ${runs} runs`);
    if (figure.runs.some(({ median, low, high }) => median < low || median > high)) {
      throw refusedField(`${where}.runs`, 'a median lies outside its interval');
    }
    if (!isNear(spreadOf(figure.runs).interval, figure.interval)) {
      throw refusedField(`${where}.interval`, 'it does not come from the runs beside it');
    }
  }
}

const isNear = (a: Interval, b: Interval): boolean =>
  (['median', 'low', 'high'] as const).every((key) => Math.abs(a[key] / b[key] - 1) < ROUNDING);
