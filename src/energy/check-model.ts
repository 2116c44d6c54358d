/**
 * The power model compared with the 28 published measurements that its coefficients were made of, point by point and by source, and
 * against other forms with each source left out. What docs/ENERGY.md holds.
 */
import { medianSorted } from 'simple-statistics';
import { exactly, type Band } from './band';
import { DECODE, WIDENING } from './power/coefficients';
import { crossValidate, crossValidateBand } from './power/cross-validate';
import { outsideMeasured } from './power/measured-range';
import type { PowerMeasurement } from './power/measurements';
import { decodeShare, estimatedPower, modelPower } from './power/model';
import type { PowerProfile } from './power/profile';

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
export type CheckRow = ReturnType<typeof rowOf>;
export type CheckTotals = ReturnType<typeof totalsOf>;

function rowOf(point: PowerMeasurement) {
  const { bandwidthUse, limitWatts, measuredWatts } = point;
  const profile = profileOf(point);
  const phi = decodeShare(bandwidthUse);
  const outside = outsideMeasured(profile, 'decode', exactly(bandwidthUse)) !== null;
  const model = modelPower(profile, phi);
  const shown = estimatedPower(profile, phi, outside);
  return {
    ...point,
    modelWatts: model,
    inModelBand: inside(measuredWatts, model),
    /** With the band of the device's kind on top. */
    shownWatts: shown,
    inShownBand: inside(measuredWatts, shown),
    /** Whether a figure like it would be marked as outside the measured range. */
    measuredRange: outside ? 'outside' : 'inside',
    /** Centre over measurement, less 1; rated power likewise. */
    centralError: model.central / measuredWatts - 1,
    ratedError: limitWatts / measuredWatts - 1,
  };
}

/** With the limit and idle power that stand beside the measurement: the catalogue's may differ. */
const profileOf = (point: PowerMeasurement): PowerProfile => ({
  ...{ id: null, name: point.device, class: point.class, source: point.source },
  limit: exactly(point.limitWatts),
  idle: exactly(point.idleWatts),
  bandwidth: null,
  maximum: point.class === 'datacentre' ? point.limitWatts : null,
  widening: WIDENING[point.class],
  assumptions: [],
});

const inside = (value: number, { low, high }: Band<number>, slack = 0): boolean =>
  value >= low * (1 - slack) && value <= high * (1 + slack);

/** @param of a publisher, a class, a device, or all */
function totalsOf(of: string, rows: readonly CheckRow[], isDevice: boolean) {
  const count = (is: (row: CheckRow) => boolean): number => rows.filter(is).length;
  const errors = (key: 'centralError' | 'ratedError') =>
    rows.map((row) => Math.abs(row[key])).toSorted((a, b) => a - b);
  return {
    ...{ of, isDevice },
    points: rows.length,
    inModelBand: count((row) => row.inModelBand),
    /** Also those that miss the band by no more than 3 % of its bound. */
    within3Percent: count((row) => inside(row.measuredWatts, row.modelWatts, 0.03)),
    inShownBand: count((row) => row.inShownBand),
    centreTooHigh: count((row) => row.centralError > 0),
    medianError: medianSorted(errors('centralError')),
    worstError: errors('centralError').at(-1) ?? 0,
    medianRatedError: medianSorted(errors('ratedError')),
  };
}
