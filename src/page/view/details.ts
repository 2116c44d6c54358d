/** Draws the lists that are closed at first: kernel checks, roofs, counters and variants, timed runs. Drawn only while they are open. */
import { showSeconds } from '../../report/quantity';
import { variantRows, WORK_COLUMNS, workRows } from '../../report/device-work';
import { PHASE_COLUMNS, phaseRows } from '../../report/phases';
import { TENSOR_COLUMNS, tensorRows } from '../../report/fidelity-table';
import { ABOUT_LATENCY, LATENCY_COLUMNS, latencyRows } from '../../report/parts/latency';
import { roofRows, shareRows } from '../../report/roofs';
import type { ResultEntry } from '../../report/schema';
import { find, make, setText } from '../dom/find';
import type { RunState } from '../state/page-state';
import { allChecks, errorFigures, passed } from './checks-panel';
import { plainTable } from './plain-table';

export function createDetails(): (run: RunState) => void {
  const drawChecks = createLazyList('kernel-details', 'kernel-list', checkTable);
  const drawRoofs = createLazyList('roof-details', 'roof-list', roofTable);
  const drawWork = createLazyList('work-details', 'work-list', workTables);
  const drawTensors = createLazyList('tensor-details', 'tensor-list', tensorTable);
  const drawSamples = createLazyList('sample-details', 'sample-list', sampleTable);
  return (run) => {
    setText(find('kernel-count', HTMLElement), countText(allChecks(run).length));
    setText(find('sample-count', HTMLElement), countText(timedRuns(run).length));
    drawChecks(run);
    drawRoofs(run);
    drawWork(run);
    drawTensors(run);
    drawSamples(run);
  };
}

const countText = (count: number): string => (count === 0 ? '' : `(${count})`);

function createLazyList(
  detailsId: string,
  listId: string,
  table: (run: RunState) => HTMLElement,
): (run: RunState) => void {
  const details = find(detailsId, HTMLDetailsElement);
  const list = find(listId, HTMLElement);
  let latest: RunState | null = null;
  let drawn: RunState | null = null;
  const draw = (): void => {
    if (!details.open || latest === null) return;
    const [before, run] = [drawn, latest];
    if (before !== null && SHOWN.every((part) => before[part] === run[part])) return;
    drawn = run;
    list.replaceChildren(table(latest));
  };
  details.addEventListener('toggle', draw);
  return (run) => {
    latest = run;
    draw();
  };
}

/** What the lists are drawn of. */
const SHOWN = ['entries', 'verified', 'roofs', 'fidelity', 'latency'] as const;

function checkTable(run: RunState): HTMLElement {
  const checks = allChecks(run);
  if (checks.length === 0) return make('p', { class: 'hint', text: 'No kernel has been checked yet.' });
  const rows = checks.map((check) => [
    check.kernel,
    check.shape,
    ...errorFigures(check),
    passed(check) ? 'passed' : 'failed',
  ]);
  return plainTable(['Kernel', 'Checked at', 'Largest error', 'Allowed', 'Result'], rows);
}

function roofTable({ roofs, entries }: RunState): HTMLElement {
  if (roofs === null) return make('p', { class: 'hint', text: 'They have not been measured.' });
  const rows = roofRows(roofs).map(({ name, value, range, how }) => [name, value, range, how]);
  const shares = shareRows(entries.map(({ entry }) => entry)).map(({ name, value, range }) => [name, value, range, '']);
  return plainTable(['At most', 'Median', 'Interval', 'Measured with'], [...rows, ...shares]);
}

function tensorTable({ fidelity }: RunState): HTMLElement {
  const rows = fidelity === null ? [] : tensorRows(fidelity);
  if (rows.length === 0) return make('p', { class: 'hint', text: 'Nothing has been rounded yet.' });
  return plainTable(
    ['Format', 'Matrix', ...TENSOR_COLUMNS.map(capitalised)],
    rows.map(({ format, name, values }) => [format.toUpperCase(), name, ...values]),
  );
}

function workTables({ entries }: RunState): HTMLElement {
  const all = entries.map(({ entry }) => entry);
  const work = workRows(all).map(({ format, test, values }) => [format, test, ...values]);
  if (work.length === 0) return make('p', { class: 'hint', text: 'Nothing has been counted yet.' });
  const both = make('div', {});
  both.append(
    plainTable(['Format', 'Test', ...WORK_COLUMNS.map((column) => `${column} per token`)], work),
    plainTable(
      ['Site in the model', 'Variant that ran'],
      variantRows(all).map(({ place, variant }) => [place, variant]),
    ),
  );
  return both;
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

function sampleTable(run: RunState): HTMLElement {
  const timed = timedRuns(run);
  if (timed.length === 0) return make('p', { class: 'hint', text: 'Nothing has been timed yet.' });
  const before = run.entries.flatMap(({ entry }) => [
    ...(entry.cold === null ? [] : [row('cold', entry, entry.cold.seconds)]),
    ...entry.warmUpSeconds.map((seconds) => row('warm-up', entry, seconds)),
  ]);
  const rows = timed.map(({ order, entry, seconds, remark }) =>
    row(remark === '' ? String(order) : `${String(order)} (${remark})`, entry, seconds),
  );
  const phases = phaseRows(run.entries.map(({ entry }) => entry));
  const both = make('div', {});
  both.append(
    plainTable(
      ['Format', 'Test', ...PHASE_COLUMNS.map((column) => `Tokens/s, ${column}`)],
      phases.map(({ format, test, values }) => [format, test, ...values]),
    ),
    plainTable(['Order', 'Format', 'Test', 'Seconds', 'Tokens/s'], [...before, ...rows]),
    ...latencyTable(run),
  );
  return both;
}

function latencyTable({ latency }: RunState): readonly HTMLElement[] {
  const rows = latencyRows(latency ?? []).map(({ model, format, values }) => [model, format, ...values]);
  if (rows.length === 0) return [];
  const table = plainTable(['Model', 'Format', ...LATENCY_COLUMNS.map(capitalised)], rows);
  return [make('p', { class: 'hint', text: ABOUT_LATENCY }), table];
}

const capitalised = (text: string): string => text.replace(/^./, (first) => first.toUpperCase());

function row(order: string, { format, test, tokens }: ResultEntry, seconds: number): readonly string[] {
  return [order, format.toUpperCase(), test, showSeconds(seconds), (tokens / seconds).toPrecision(4)];
}
