/** One machine across its browsers and builds: how fast each writes the same, a panel a format. */
import { isOurs } from '../../benchmark/whose';
import { showFigure, showInterval } from '../digits';
import { against, SOFTWARE_SETUP, type MachineComparison, type MachineRow } from '../compare/machine';
import { machineSheet } from '../compare/machine-sheet';
import { testWords } from '../compare/test-words';
import { ofHeadline } from '../headline';
import { oneLine } from '../outside-text';
import { isSameMeasurement } from '../parts/entries';
import type { ResultEntry } from '../schema';
import type { Chart, Panel } from './chart';
import { axisFromZero, inkOf, int4OrFirst } from './source';

/** More would be no picture: the table has all. */
const MOST_PANELS = 4;

/** Null where no two of its browsers and builds wrote the same. */
export function machineChart(comparison: MachineComparison): Chart | null {
  const { rows, machine, setups } = comparison;
  const shared = sharedOf(rows);
  const told = int4OrFirst(shared);
  if (told === undefined) return null;
  const words = testWords(shared);
  const software = setups.every((one) => one.software);
  // One mark for the whole picture, or one for each that it is true of.
  const nameOf = ({ setup }: MachineRow): string =>
    oneLine(software && setup.endsWith(SOFTWARE_SETUP) ? setup.slice(0, -SOFTWARE_SETUP.length) : setup);
  return {
    id: 'machine',
    title: `${oneLine(machine)} in ${setups.length === 2 ? 'two' : setups.length} browsers and builds`,
    says: finding(rowsOf(rows, told), told, nameOf),
    source: [machine, told.model.name, ...setups.map(({ name }) => name)].map(oneLine).join(' · '),
    software,
    panels: shared.slice(0, MOST_PANELS).map((entry) => panelOf(rowsOf(rows, entry), words(entry), nameOf)),
    legend: [],
    table: machineSheet(comparison),
  };
}

/** Of the largest model that at least two setups ran, as they stand for their formats. */
function sharedOf(rows: readonly MachineRow[]): readonly ResultEntry[] {
  const firsts = rows.filter(({ entry }, i) => rows.findIndex((one) => isSameMeasurement(one.entry, entry)) === i);
  const several = firsts.filter(({ entry }) => rowsOf(rows, entry).length > 1).map(({ entry }) => entry);
  return ofHeadline(several.filter((entry) => entry.phase === 'decode' && isOurs(entry)));
}

const rowsOf = (rows: readonly MachineRow[], of: ResultEntry): readonly MachineRow[] =>
  rows.filter(({ entry }) => isSameMeasurement(entry, of));

type NameOf = (row: MachineRow) => string;

function panelOf(rows: readonly MachineRow[], title: string, nameOf: NameOf): Panel {
  return {
    kind: 'rows',
    title,
    x: axisFromZero(
      'tokens per second',
      rows.map(({ figure }) => figure.interval.high),
    ),
    rows: rows.map((row) => {
      const [name, { entry, figure }] = [nameOf(row), row];
      const { low, high, median } = figure.interval;
      const value = showFigure(figure.interval);
      const explains = `${name}: ${value} tokens per second (${entry.test}).`;
      return { name, value, interval: { low, high }, segments: [{ ink: inkOf(entry), from: 0, to: median, explains }] };
    }),
  };
}

/** The fastest against the slowest; a software adapter against no GPU. */
function finding(rows: readonly MachineRow[], { format }: ResultEntry, nameOf: NameOf): string {
  const name = format.toUpperCase();
  const gpus = rows.filter(({ software }) => !software);
  if (gpus.length === 1)
    return `${name} was written by a GPU and by a software adapter: their difference says nothing about GPUs.`;
  const compared = gpus.length === 0 ? rows : gpus;
  const sorted = compared.toSorted((a, b) => a.figure.interval.median - b.figure.interval.median);
  const [slowest, fastest] = [sorted[0], sorted.at(-1)];
  if (slowest === undefined || fastest === undefined) return '';
  const { ratio, verdict } = against(fastest, slowest);
  if (ratio === null || verdict === 'too-few') return `${name} was written too few times to say where it is faster.`;
  if (verdict === 'tie') {
    const where = compared.length < rows.length ? 'on the GPU of each' : 'in all';
    return `${name} writes equally fast ${where}, as far as these runs can tell.`;
  }
  return `${name} writes ${showInterval(ratio).median} times as fast in ${nameOf(fastest)} as in ${nameOf(slowest)}.`;
}
