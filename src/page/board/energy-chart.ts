/** Speed against energy: a dot for each kind of GPU and each way in which its power is known, of the very same runs. */
import type { BoardEnergy, EnergyPoint } from '../../../server/board/src/contract/reads/energy';
import { BOUNDARIES } from '../../energy/provenance';
import type { Chart, DeviceInk, Dot } from '../../report/charts/chart';
import { axisFromZero, logAxis } from '../../report/charts/source';
import { showFigure, showInterval } from '../../report/digits';
import { left, right, sheetOf } from '../../report/table';
import { WORDS } from './catalogue/words';
import { intervalOf } from './cohort-rows';
import { boundaryName, kindName, nameOf, rungName, workloadName } from './names';

/** Null where no run with energy has been sent in. */
export function energyChart({ points: all, suite, workload }: BoardEnergy): Chart | null {
  const points = comparable(all);
  const [first] = points;
  if (first === undefined) return null;
  const words = WORDS.energy;
  const others = all.length - points.length;
  const kinds = [...new Set(points.map(({ gpu }) => gpu.kind))];
  return {
    id: 'board-energy',
    title: words.title,
    says: finding(points),
    notes: [words.notes, ...(others === 0 ? [] : [words.others(others)])],
    source: [workloadName(workload), words.source(nameOf(suite.id))].join(' · '),
    software: false,
    panels: [
      {
        kind: 'plane',
        title: '',
        x: logAxis(
          words.counted(words.x, boundaryName(first.boundary)),
          points.map(({ joules }) => joules.median),
        ),
        y: axisFromZero(
          words.y,
          points.map(({ speed }) => speed.bounds?.high ?? speed.median),
        ),
        marks: points.map((point, i) => dotOf(point, points.findIndex(({ gpu }) => gpu.id === point.gpu.id) === i)),
      },
    ],
    legend: kinds.map((kind) => ({ ink: inkOf(kind), text: kindName(kind) })),
    table: sheetOf<EnergyPoint>(
      [
        left(words.columns.gpu, ({ gpu }) => nameOf(gpu.name)),
        right(words.columns.energy, ({ joules }) => showFigure(intervalOf(joules.median, joules.bounds))),
        right(words.columns.speed, ({ speed }) => showFigure(intervalOf(speed.median, speed.bounds))),
        left(words.columns.rung, ({ rung }) => rungName(rung)),
        right(words.columns.devices, ({ devices }) => String(devices)),
      ],
      points,
    ),
  };
}

/** What a GPU draws and what its whole machine draws are no two of a kind: those counted of what most are counted of. */
function comparable(points: readonly EnergyPoint[]): readonly EnergyPoint[] {
  const groups = BOUNDARIES.map((boundary) => points.filter((point) => point.boundary === boundary));
  return groups.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

const INKS: ReadonlyMap<string, DeviceInk> = new Map<string, DeviceInk>(
  (['desktop', 'laptop', 'integrated', 'phone'] as const).map((kind) => [kind, kind]),
);
const inkOf = (kind: string): DeviceInk => INKS.get(kind) ?? 'other-device';

/** Of a meter, whoever read it. */
const isMeasured = ({ rung }: EnergyPoint): boolean => rung === 'measured' || rung === 'imported';

/** @param named the first of its GPU */
function dotOf(point: EnergyPoint, named: boolean): Dot {
  const { gpu, joules, speed, devices } = point;
  const name = nameOf(gpu.name);
  const said = WORDS.energy.says(name, median(joules), median(speed));
  return {
    ...{ kind: 'dot', ink: inkOf(gpu.kind), at: [joules.median, speed.median], hollow: !isMeasured(point) },
    interval: speed.bounds,
    ...{ label: named ? name : '', weight: devices, explains: `${said} (${rungName(point.rung)})` },
  };
}

const median = ({ median: value, bounds }: EnergyPoint['joules']): string =>
  showInterval(intervalOf(value, bounds)).median;

/** Of those that are measured, where any is: an estimate wins nothing against a meter. */
function finding(points: readonly EnergyPoint[]): string {
  const measured = points.filter(isMeasured);
  const [least] = (measured.length > 0 ? measured : points).toSorted((a, b) => a.joules.median - b.joules.median);
  if (least === undefined) return '';
  return WORDS.energy.least(nameOf(least.gpu.name), median(least.joules), median(least.speed));
}
