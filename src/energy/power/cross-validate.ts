/**
 * The power model's form against others of as few terms, each source left out in turn: what a form foretells of a publisher whose
 * points it has not seen. Deterministic, and quick enough to be run whenever the check is printed. Not the model (model.ts).
 */
import { CANDIDATES, PRESENT, type Candidate } from './candidates';
import { WIDENING } from './coefficients';
import type { PowerMeasurement } from './measurements';
import { MEASURED_USE } from './measured-range';

/** Off by, as a share: 0.1 is 10 % too much or too little. */
export interface FormErrors {
  readonly form: string;
  /** How many terms were fitted. */
  readonly fitted: number;
  /** Of all points, those of each publisher by terms that were fitted without it. */
  readonly mean: number;
  readonly median: number;
  readonly worst: number;
  /** Mean of the publishers' means, so that the one with most points does not decide alone. */
  readonly meanOfSources: number;
  /** Fitted where boards were measured: by what factor at most the points at less use are missed. */
  readonly belowRange: number;
  /** Fitted to all points. */
  readonly terms: readonly number[];
}

export function crossValidate(points: readonly PowerMeasurement[]): readonly FormErrors[] {
  return CANDIDATES.map((form) => errorsOf(form, points));
}

interface BandCheck {
  readonly points: number;
  /** Inside from the least to the most k that the other sources have. */
  readonly inModelBand: number;
  /** With the class's width on top, as a figure is shown. */
  readonly inShownBand: number;
}

/** Whether a band made of the other sources holds a source that is left out. */
export function crossValidateBand(points: readonly PowerMeasurement[]): BandCheck {
  const inside = publishersOf(points).flatMap((publisher) => {
    const slopes = points.filter((one) => one.publisher !== publisher).map(slopeOf);
    const [least, most] = [Math.min(...slopes), Math.max(...slopes)];
    return points
      .filter((one) => one.publisher === publisher)
      .map((one) => {
        const [low, high] = [powerOf(one, PRESENT.phi(one.use, [least])), powerOf(one, PRESENT.phi(one.use, [most]))];
        const { down, up } = WIDENING[one.class];
        return {
          model: one.measured >= low && one.measured <= high,
          shown: one.measured >= low * down && one.measured <= high * up,
        };
      });
  });
  return {
    points: inside.length,
    inModelBand: inside.filter(({ model }) => model).length,
    inShownBand: inside.filter(({ shown }) => shown).length,
  };
}

/** k of φ = 0.10 + k·u, as measured. */
const slopeOf = ({ measured, idle, limit, use }: PowerMeasurement): number =>
  ((measured - idle) / (limit - idle) - 0.1) / use;

const publishersOf = (points: readonly PowerMeasurement[]): readonly string[] => [
  ...new Set(points.map(({ publisher }) => publisher)),
];

function errorsOf(form: Candidate, points: readonly PowerMeasurement[]): FormErrors {
  const publishers = publishersOf(points).map((publisher) => {
    const terms = fit(
      form,
      points.filter((one) => one.publisher !== publisher),
    );
    return points.filter((one) => one.publisher === publisher).map((one) => Math.abs(errorOf(form, terms, one)));
  });
  const all = publishers.flat().toSorted((a, b) => a - b);
  const from = MEASURED_USE.desktop?.least ?? 0;
  const within = fit(
    form,
    points.filter(({ use }) => use >= from),
  );
  const below = points.filter(({ use }) => use < from).map((one) => Math.abs(logErrorOf(form, within, one)));
  return {
    form: form.name,
    fitted: form.terms.length,
    mean: meanOf(all),
    median: medianOf(all),
    worst: all.at(-1) ?? 0,
    meanOfSources: meanOf(publishers.map(meanOf)),
    belowRange: Math.exp(Math.max(0, ...below)),
    terms: fit(form, points),
  };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Of values in order. */
export const medianOf = (sorted: readonly number[]): number =>
  ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;

const powerOf = ({ idle, limit }: PowerMeasurement, phi: number): number => idle + (limit - idle) * phi;

const errorOf = (form: Candidate, terms: readonly number[], point: PowerMeasurement): number =>
  powerOf(point, form.phi(point.use, terms)) / point.measured - 1;

const logErrorOf = (form: Candidate, terms: readonly number[], point: PowerMeasurement): number =>
  Math.log(powerOf(point, form.phi(point.use, terms)) / point.measured);

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
