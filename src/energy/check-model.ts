/**
 * The power model held against the 28 published measurements that its coefficients were made of, point by point and by source,
 * and against other forms with each source left out. What docs/ENERGY.md holds. Not the model (power/model.ts).
 */
import type { Watts } from '../foundation/energy-units';
import { exactly, type Band } from './band';
import { DECODE, WIDENING } from './power/coefficients';
import { crossValidate, crossValidateBand, medianOf } from './power/cross-validate';
import { outsideMeasured } from './power/measured-range';
import type { PowerMeasurement } from './power/measurements';
import { decodeShare, estimatedPower, modelPower } from './power/model';
import type { PowerProfile } from './power/profile';

export interface CheckRow {
  readonly what: string;
  readonly device: string;
  readonly class: PowerMeasurement['class'];
  readonly publisher: string;
  readonly source: string;
  readonly boundary: string;
  /** u, share of the peak bandwidth. */
  readonly bandwidthUse: number;
  readonly limitWatts: Watts;
  readonly idleWatts: Watts;
  readonly measuredWatts: Watts;
  readonly modelWatts: Band<Watts>;
  readonly inModelBand: boolean;
  /** With the band of the device's kind on top. */
  readonly shownWatts: Band<Watts>;
  readonly inShownBand: boolean;
  /** Whether a figure like it would be marked as outside the measured range. */
  readonly measuredRange: 'inside' | 'outside';
  /** Centre over measurement, less 1. */
  readonly centralError: number;
  /** Rated power over measurement, less 1. */
  readonly ratedError: number;
}

export interface CheckTotals {
  /** A publisher, a class, a device, or all. */
  readonly of: string;
  readonly isDevice: boolean;
  readonly points: number;
  readonly inModelBand: number;
  /** Also those that miss the band by no more than 3 % of its bound. */
  readonly within3Percent: number;
  readonly inShownBand: number;
  readonly centreTooHigh: number;
  readonly medianError: number;
  readonly worstError: number;
  readonly medianRatedError: number;
}

export function checkModel(points: readonly PowerMeasurement[]) {
  const rows = points.map(rowOf);
  const groups = (key: (row: CheckRow) => string) => [...new Set(rows.map(key))].map((of) => ({ of, key }));
  const totals = [
    ...groups(({ publisher }) => publisher),
    ...groups((row) => row.class),
    ...groups(({ device }) => device),
  ].map(({ of, key }) => {
    const own = rows.filter((row) => key(row) === of);
    return totalsOf(
      of,
      own,
      own.every(({ device }) => device === of),
    );
  });
  return {
    schema: 'tokamark-power-check/2',
    coefficients: DECODE,
    rows,
    totals: [...totals, totalsOf('all', rows, false)],
    crossValidation: { forms: crossValidate(points), band: crossValidateBand(points) },
  };
}

export type ModelCheck = ReturnType<typeof checkModel>;

function rowOf(point: PowerMeasurement): CheckRow {
  const profile = profileOf(point);
  const phi = decodeShare(point.use);
  const outside = outsideMeasured(profile, 'decode', exactly(point.use)) !== null;
  const model = modelPower(profile, phi);
  const shown = estimatedPower(profile, phi, outside);
  return {
    ...{ what: point.name, device: point.device, class: point.class, publisher: point.publisher },
    ...{ source: point.source, boundary: point.boundary, bandwidthUse: point.use },
    ...{ limitWatts: point.limit, idleWatts: point.idle, measuredWatts: point.measured },
    modelWatts: model,
    inModelBand: inside(point.measured, model),
    shownWatts: shown,
    inShownBand: inside(point.measured, shown),
    measuredRange: outside ? 'outside' : 'inside',
    centralError: model.central / point.measured - 1,
    ratedError: point.limit / point.measured - 1,
  };
}

/** With the limit and idle power that stand beside the measurement: the catalogue's may differ. */
const profileOf = (point: PowerMeasurement): PowerProfile => ({
  ...{ id: null, name: point.device, class: point.class, source: point.source },
  limit: exactly(point.limit),
  idle: exactly(point.idle),
  bandwidth: null,
  maximum: point.class === 'datacentre' ? point.limit : null,
  widening: WIDENING[point.class],
  assumptions: [],
});

const inside = (value: number, { low, high }: Band<number>, slack = 0): boolean =>
  value >= low * (1 - slack) && value <= high * (1 + slack);

function totalsOf(of: string, rows: readonly CheckRow[], isDevice: boolean): CheckTotals {
  const count = (is: (row: CheckRow) => boolean): number => rows.filter(is).length;
  const errors = (key: 'centralError' | 'ratedError') =>
    rows.map((row) => Math.abs(row[key])).toSorted((a, b) => a - b);
  return {
    ...{ of, isDevice },
    points: rows.length,
    inModelBand: count((row) => row.inModelBand),
    within3Percent: count((row) => inside(row.measuredWatts, row.modelWatts, 0.03)),
    inShownBand: count((row) => row.inShownBand),
    centreTooHigh: count((row) => row.centralError > 0),
    medianError: medianOf(errors('centralError')),
    worstError: errors('centralError').at(-1) ?? 0,
    medianRatedError: medianOf(errors('ratedError')),
  };
}
