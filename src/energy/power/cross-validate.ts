/**
 * The power model's form against others of as few terms. Each source is left out in turn: what does a form predict for a publisher whose
 * points it has not seen? Deterministic, and fast enough to run whenever the check is printed.
 */
import { medianSorted } from 'simple-statistics';
import { CANDIDATES, PRESENT, type Candidate } from './candidates';
import { WIDENING } from './coefficients';
import type { PowerMeasurement } from './measurements';
import { MEASURED_USE } from './measured-range';

/** Errors are shares: 0.1 is 10 % too much or too little. */
export type FormErrors = ReturnType<typeof errorsOf>;

export function crossValidate(points: readonly PowerMeasurement[]): readonly FormErrors[] {
  return CANDIDATES.map((form) => errorsOf(form, points));
}

/** Whether a band made of the other sources holds a source that is left out. */
export function crossValidateBand(points: readonly PowerMeasurement[]) {
  const inside = bySource(points).flatMap(({ own, others }) => {
    const slopes = others.map(slopeOf);
    const [least, most] = [Math.min(...slopes), Math.max(...slopes)];
    return own.map((one) => {
      const at = (k: number) => powerOf(one, PRESENT.phi(one.bandwidthUse, [k]));
      const { down, up } = WIDENING[one.class];
      const within = (less: number, more: number) =>
        one.measuredWatts >= at(least) * less && one.measuredWatts <= at(most) * more;
      return { model: within(1, 1), shown: within(down, up) };
    });
  });
  return {
    points: inside.length,
    /** From the least to the most k that the other sources have. */
    inModelBand: inside.filter(({ model }) => model).length,
    /** With the class's width on top, as a figure is shown. */
    inShownBand: inside.filter(({ shown }) => shown).length,
  };
}

/** k of φ = 0.10 + k·u, as measured. */
const slopeOf = ({ measuredWatts, idleWatts, limitWatts, bandwidthUse }: PowerMeasurement): number =>
  ((measuredWatts - idleWatts) / (limitWatts - idleWatts) - 0.1) / bandwidthUse;

/** The points of each publisher, and those of all others. */
const bySource = (points: readonly PowerMeasurement[]) =>
  [...new Set(points.map(({ publisher }) => publisher))].map((one) => ({
    own: points.filter(({ publisher }) => publisher === one),
    others: points.filter(({ publisher }) => publisher !== one),
  }));

function errorsOf(form: Candidate, points: readonly PowerMeasurement[]) {
  const publishers = bySource(points).map(({ own, others }) => {
    const terms = fit(form, others);
    return own.map((one) => Math.abs(errorOf(form, terms, one)));
  });
  const all = publishers.flat().toSorted((a, b) => a - b);
  const from = MEASURED_USE.desktop?.least ?? 0;
  const within = fit(
    form,
    points.filter(({ bandwidthUse }) => bandwidthUse >= from),
  );
  const below = points
    .filter(({ bandwidthUse }) => bandwidthUse < from)
    .map((one) => Math.abs(logErrorOf(form, within, one)));
  return {
    form: form.name,
    fitted: form.terms.length,
    /** Of all points, those of each publisher by terms that were fitted without it. */
    mean: meanOf(all),
    median: medianSorted(all),
    worst: all.at(-1) ?? 0,
    /** So that the publisher with most points does not decide alone. */
    meanOfSources: meanOf(publishers.map(meanOf)),
    /** Fitted where boards were measured: by what factor at most the points at less use are missed. */
    belowRange: Math.exp(Math.max(0, ...below)),
    /** Fitted to all points. */
    terms: fit(form, points),
  };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

const powerOf = ({ idleWatts, limitWatts }: PowerMeasurement, phi: number): number =>
  idleWatts + (limitWatts - idleWatts) * phi;

const errorOf = (form: Candidate, terms: readonly number[], point: PowerMeasurement): number =>
  powerOf(point, form.phi(point.bandwidthUse, terms)) / point.measuredWatts - 1;

const logErrorOf = (form: Candidate, terms: readonly number[], point: PowerMeasurement): number =>
  Math.log(powerOf(point, form.phi(point.bandwidthUse, terms)) / point.measuredWatts);

/** Places of a term that are tried in each round, and rounds, each around the best of the one before. */
const PLACES = 21;
const ROUNDS = 5;

/** The terms with the least sum of squared logarithms of the ratio of model to measurement. */
function fit(form: Candidate, points: readonly PowerMeasurement[]): readonly number[] {
  let ranges = form.terms;
  let best: readonly number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let least = Infinity;
    for (const terms of grid(ranges)) {
      const loss = points.reduce((sum, one) => sum + logErrorOf(form, terms, one) ** 2, 0);
      if (loss < least) [least, best] = [loss, terms];
    }
    const around = best;
    ranges = ranges.map(([from, to], index) => {
      const step = (to - from) / (PLACES - 1);
      const [lowest, highest] = form.terms[index] ?? [from, to];
      const middle = around[index] ?? from;
      return [Math.max(lowest, middle - 2 * step), Math.min(highest, middle + 2 * step)];
    });
  }
  return best;
}

function grid(ranges: readonly (readonly [number, number])[]): readonly (readonly number[])[] {
  return ranges.reduce<readonly (readonly number[])[]>(
    (all, [from, to]) =>
      all.flatMap((terms) =>
        Array.from({ length: PLACES }, (_, index) => [...terms, from + ((to - from) * index) / (PLACES - 1)]),
      ),
    [[]],
  );
}
