/** Draws the lists that are closed at first: kernel checks, roofs, counters and variants, timed runs. Drawn only while they are open. */
import { variantSheet, workSheet } from '../../report/device-work';
import { phaseSheet } from '../../report/phases';
import { tensorSheet } from '../../report/fidelity-table';
import { roofSheet } from '../../report/roofs';
import type { ResultEntry } from '../../report/schema';
import { waterfallSheet, waterfallTitle } from '../../report/waterfall-words';
import { find, make, makeHint, setText } from '../dom/find';
import { whenChanged, whileOpen, type View } from '../dom/view';
import type { RunState } from '../state/page-state';
import { allChecks, errorFigures, passed } from './checks-panel';
import { plainTable, sheetTable } from './plain-table';
import { timedCount, timedSheet } from './timed-runs';

/** By the first word of their ids. */
const LISTS: Readonly<Record<string, (run: RunState) => readonly HTMLElement[]>> = {
  kernel: checkTable,
  roof: roofTable,
  part: partTables,
  work: workTables,
  tensor: tensorTable,
  sample: sampleTables,
};

export function createDetails(): View {
  const lists = Object.entries(LISTS).map(([name, elements]) => {
    const list = find(`${name}-list`);
    const draw = whenChanged(
      ({ progress, record: { entries, roofs, fidelity, waterfalls } }: RunState) => [
        ...[entries, progress.verified, roofs, fidelity, waterfalls],
      ],
      (run) => list.replaceChildren(...elements(run)),
    );
    return whileOpen(find(`${name}-details`, HTMLDetailsElement), draw);
  });
  return ({ run }) => {
    setText('kernel-count', countText(allChecks(run).length));
    setText('sample-count', countText(timedCount(entriesOf(run))));
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

function roofTable(run: RunState): readonly HTMLElement[] {
  const { roofs } = run.record;
  if (roofs === null) return [makeHint('They have not been measured.')];
  return [sheetTable(roofSheet(roofs, entriesOf(run)))];
}

function partTables({ record: { waterfalls } }: RunState): readonly HTMLElement[] {
  if (waterfalls === null || waterfalls.length === 0) return [makeHint('No token has been profiled.')];
  return waterfalls.flatMap((one) => {
    const sheet = waterfallSheet(one);
    const title = make('h3', { text: waterfallTitle(one) });
    return sheet.rows.length === 0 ? [title] : [title, sheetTable(sheet)];
  });
}

function tensorTable({ record: { fidelity } }: RunState): readonly HTMLElement[] {
  const sheet = tensorSheet(fidelity);
  return [sheet.rows.length === 0 ? makeHint('Nothing has been rounded yet.') : sheetTable(sheet)];
}

function workTables(run: RunState): readonly HTMLElement[] {
  const all = entriesOf(run);
  const work = workSheet(all);
  if (work.rows.length === 0) return [makeHint('Nothing has been counted yet.')];
  return [
    sheetTable(work, (title) => `${title} per token`),
    plainTable(['Site in the model', 'Variant that ran'], variantSheet(all).rows),
  ];
}

const entriesOf = ({ record }: RunState): readonly ResultEntry[] => record.entries.map(({ entry }) => entry);

function sampleTables(run: RunState): readonly HTMLElement[] {
  const entries = entriesOf(run);
  if (timedCount(entries) === 0) return [makeHint('Nothing has been timed yet.')];
  return [sheetTable(phaseSheet(entries), (title) => `Tokens/s, ${title}`), sheetTable(timedSheet(entries))];
}
