/** Draws the lists that are closed at first: kernel checks, roofs, counters and variants, timed runs. Drawn only while they are open. */
import { showSeconds } from '../../report/quantity';
import { variantRows, WORK_COLUMNS, workRows } from '../../report/device-work';
import { PHASE_COLUMNS, phaseRows } from '../../report/phases';
import { TENSOR_COLUMNS, tensorRows } from '../../report/fidelity-table';
import { ABOUT_LATENCY, LATENCY_COLUMNS, latencyRows } from '../../report/parts/latency';
import { roofRows, shareRows } from '../../report/roofs';
import type { ResultEntry } from '../../report/schema';
import { find, makeHint, setText } from '../dom/find';
import { whenChanged, whileOpen, type View } from '../dom/view';
import { capitalised } from '../format/capitalised';
import type { RunState } from '../state/page-state';
import { allChecks, errorFigures, passed } from './checks-panel';
import { plainTable } from './plain-table';

/** By the first word of their ids. */
const LISTS: Readonly<Record<string, (run: RunState) => readonly HTMLElement[]>> = {
  kernel: checkTable,
  roof: roofTable,
  work: workTables,
  tensor: tensorTable,
  sample: sampleTables,
};

/** What the lists are drawn of. */
const SHOWN = ['entries', 'verified', 'roofs', 'fidelity', 'latency'] as const;

export function createDetails(): View {
  const lists = Object.entries(LISTS).map(([name, elements]) => {
    const list = find(`${name}-list`);
    const draw = whenChanged(
      (run: RunState) => SHOWN.map((part) => run[part]),
      (run) => list.replaceChildren(...elements(run)),
    );
    return whileOpen(find(`${name}-details`, HTMLDetailsElement), draw);
  });
  return ({ run }) => {
    setText('kernel-count', countText(allChecks(run).length));
    setText('sample-count', countText(timedRuns(run).length));
    for (const draw of lists) draw(run);
  };
}

const countText = (count: number): string => (count === 0 ? '' : `(${count})`);

function checkTable(run: RunState): readonly HTMLElement[] {
  const rows = allChecks(run).map((check) => {
    const result = passed(check) ? 'passed' : 'failed';
    return [check.kernel, check.shape, ...errorFigures(check), result];
  });
  if (rows.length === 0) return [makeHint('No kernel has been checked yet.')];
  return [plainTable(['Kernel', 'Checked at', 'Largest error', 'Allowed', 'Result'], rows)];
}

function roofTable({ roofs, entries }: RunState): readonly HTMLElement[] {
  if (roofs === null) return [makeHint('They have not been measured.')];
  const rows = roofRows(roofs).map(({ name, value, range, how }) => [name, value, range, how]);
  const shares = shareRows(entries.map(({ entry }) => entry)).map(({ name, value, range }) => [name, value, range, '']);
  return [plainTable(['At most', 'Median', 'Interval', 'Measured with'], [...rows, ...shares])];
}

function tensorTable({ fidelity }: RunState): readonly HTMLElement[] {
  const rows = fidelity === null ? [] : tensorRows(fidelity);
  if (rows.length === 0) return [makeHint('Nothing has been rounded yet.')];
  const cells = rows.map(({ format, name, values }) => [format.toUpperCase(), name, ...values]);
  return [plainTable(['Format', 'Matrix', ...TENSOR_COLUMNS.map(capitalised)], cells)];
}

function workTables({ entries }: RunState): readonly HTMLElement[] {
  const all = entries.map(({ entry }) => entry);
  const work = workRows(all).map(({ format, test, values }) => [format, test, ...values]);
  if (work.length === 0) return [makeHint('Nothing has been counted yet.')];
  const variants = variantRows(all).map(({ place, variant }) => [place, variant]);
  return [
    plainTable(['Format', 'Test', ...WORK_COLUMNS.map((column) => `${column} per token`)], work),
    plainTable(['Site in the model', 'Variant that ran'], variants),
  ];
}

interface TimedRun {
  readonly order: number;
  readonly entry: ResultEntry;
  readonly seconds: number;
  /** What is to be said of it: that it is an outlier, which is kept, or what voids it. */
  readonly remark: string;
}

/** Every timed run of the benchmark in the order in which they ran, formats and phases mixed. */
function timedRuns(run: RunState): readonly TimedRun[] {
  return run.entries
    .flatMap(({ entry }) => [
      ...entry.durations.map(({ order, seconds }, i) => {
        const remark = entry.outliers.includes(i) ? 'far from the others' : '';
        return { order, entry, seconds, remark };
      }),
      ...entry.voided.map(({ order, seconds, guard }) => ({ order, entry, seconds, remark: `void: ${guard}` })),
    ])
    .toSorted((a, b) => a.order - b.order);
}

function sampleTables(run: RunState): readonly HTMLElement[] {
  const timed = timedRuns(run);
  if (timed.length === 0) return [makeHint('Nothing has been timed yet.')];
  const before = run.entries.flatMap(({ entry }) => [
    ...(entry.cold === null ? [] : [row('cold', entry, entry.cold.seconds)]),
    ...entry.warmUpSeconds.map((seconds) => row('warm-up', entry, seconds)),
  ]);
  const rows = timed.map(({ order, entry, seconds, remark }) =>
    row(remark === '' ? String(order) : `${String(order)} (${remark})`, entry, seconds),
  );
  const phases = phaseRows(run.entries.map(({ entry }) => entry));
  return [
    plainTable(
      ['Format', 'Test', ...PHASE_COLUMNS.map((column) => `Tokens/s, ${column}`)],
      phases.map(({ format, test, values }) => [format, test, ...values]),
    ),
    plainTable(['Order', 'Format', 'Test', 'Seconds', 'Tokens/s'], [...before, ...rows]),
    ...latencyTable(run),
  ];
}

function latencyTable({ latency }: RunState): readonly HTMLElement[] {
  const rows = latencyRows(latency ?? []).map(({ model, format, values }) => [model, format, ...values]);
  if (rows.length === 0) return [];
  return [makeHint(ABOUT_LATENCY), plainTable(['Model', 'Format', ...LATENCY_COLUMNS.map(capitalised)], rows)];
}

function row(order: string, { format, test, tokens }: ResultEntry, seconds: number): readonly string[] {
  return [order, format.toUpperCase(), test, showSeconds(seconds), (tokens / seconds).toPrecision(4)];
}
