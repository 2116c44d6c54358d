/** One machine across its browsers and builds: how fast each writes the same, a panel a format. */
import { isOurs } from '../../benchmark/whose';
import { showFigure, showInterval } from '../digits';
import { against, type MachineComparison, type MachineRow } from '../compare/machine';
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
  return {
    id: 'machine',
    title: `${oneLine(machine)} in ${setups.length === 2 ? 'two' : setups.length} browsers and builds`,
    says: finding(rowsOf(rows, told), told),
    source: [machine, told.model.name, ...setups.map(({ name }) => name)].map(oneLine).join(' · '),
    software: setups.some(({ name }) => name.endsWith('(SOFTWARE ADAPTER)')),
    panels: shared.slice(0, MOST_PANELS).map((entry) => panelOf(rowsOf(rows, entry), words(entry))),
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

/** Without the mark that the picture bears as a whole. */
const shortName = (setup: string): string => oneLine(setup.replace(/ \(SOFTWARE ADAPTER\)$/, ''));

function panelOf(rows: readonly MachineRow[], title: string): Panel {
  return {
    kind: 'rows',
    title,
    x: axisFromZero(
      'tokens per second',
      rows.map(({ figure }) => figure.interval.high),
    ),
    rows: rows.map(({ entry, setup, figure: { interval } }) => ({
      ...{ name: shortName(setup), value: showFigure(interval) },
      interval: { low: interval.low, high: interval.high },
      segments: [
        {
          ...{ ink: inkOf(entry), from: 0, to: interval.median },
          explains: `${shortName(setup)}: ${showFigure(interval)} tokens per second (${entry.test}).`,
        },
      ],
    })),
  };
}

/** The fastest against the slowest. */
function finding(rows: readonly MachineRow[], { format }: ResultEntry): string {
  const sorted = rows.toSorted((a, b) => a.figure.interval.median - b.figure.interval.median);
  const [slowest, fastest] = [sorted[0], sorted.at(-1)];
  if (slowest === undefined || fastest === undefined) return '';
  const { ratio, verdict } = against(fastest, slowest);
  const name = format.toUpperCase();
  if (verdict === 'too-few') return `${name} was written too few times to say where it is faster.`;
  if (verdict === 'tie') return `${name} writes equally fast in all, as far as these runs can tell.`;
  return `${name} writes ${showInterval(ratio).median} times as fast in ${shortName(fastest.setup)} as in ${shortName(slowest.setup)}.`;
}
