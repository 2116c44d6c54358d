/** Draws the lists that are closed at first: kernel checks, roofs, counters and variants, timed runs. Drawn only while they are open. */
import { contestantName } from '../../benchmark/whose';
import { showSeconds } from '../../report/quantity';
import { variantSheet, workSheet } from '../../report/device-work';
import { phaseSheet } from '../../report/phases';
import { tensorSheet } from '../../report/fidelity-table';
import { roofSheet } from '../../report/roofs';
import type { ResultEntry } from '../../report/schema';
import { find, makeHint, setText } from '../dom/find';
import { whenChanged, whileOpen, type View } from '../dom/view';
import type { RunState } from '../state/page-state';
import { allChecks, errorFigures, passed } from './checks-panel';
import { latencyElements } from './latency';
import { plainTable, sheetTable } from './plain-table';

/** By the first word of their ids. */
const LISTS: Readonly<Record<string, (run: RunState) => readonly HTMLElement[]>> = {
  kernel: checkTable,
  roof: roofTable,
  work: workTables,
  tensor: tensorTable,
  sample: sampleTables,
};

export function createDetails(): View {
  const lists = Object.entries(LISTS).map(([name, elements]) => {
    const list = find(`${name}-list`);
    const draw = whenChanged(
      ({ progress, record: { entries, roofs, fidelity, latency } }: RunState) => [
        ...[entries, progress.verified, roofs, fidelity, latency],
      ],
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

function roofTable({ record: { roofs, entries } }: RunState): readonly HTMLElement[] {
  if (roofs === null) return [makeHint('They have not been measured.')];
  const all = entries.map(({ entry }) => entry);
  return [sheetTable(roofSheet(roofs, all))];
}

function tensorTable({ record: { fidelity } }: RunState): readonly HTMLElement[] {
  const sheet = tensorSheet(fidelity);
  return [sheet.rows.length === 0 ? makeHint('Nothing has been rounded yet.') : sheetTable(sheet)];
}

function workTables({ record: { entries } }: RunState): readonly HTMLElement[] {
  const all = entries.map(({ entry }) => entry);
  const work = workSheet(all);
  if (work.rows.length === 0) return [makeHint('Nothing has been counted yet.')];
  return [
    sheetTable(work, (title) => `${title} per token`),
    plainTable(['Site in the model', 'Variant that ran'], variantSheet(all).rows),
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
  return run.record.entries
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
  const before = run.record.entries.flatMap(({ entry }) => [
    ...(entry.cold === null ? [] : [row('cold', entry, entry.cold.seconds)]),
    ...entry.warmUpSeconds.map((seconds) => row('warm-up', entry, seconds)),
  ]);
  const rows = timed.map(({ order, entry, seconds, remark }) =>
    row(remark === '' ? String(order) : `${String(order)} (${remark})`, entry, seconds),
  );
  const phases = phaseSheet(run.record.entries.map(({ entry }) => entry));
  return [
    sheetTable(phases, (title) => `Tokens/s, ${title}`),
    plainTable(['Order', 'Format', 'Test', 'Seconds', 'Tokens/s'], [...before, ...rows]),
    ...latencyElements(run.record.latency),
  ];
}

function row(order: string, entry: ResultEntry, seconds: number): readonly string[] {
  const { test, tokens } = entry;
  return [order, contestantName(entry), test, showSeconds(seconds), (tokens / seconds).toPrecision(4)];
}
