/** The long tables behind the results, by name: what was checked, the device's limits, the parts of a token, what ran, each sample. */
import { variantSheet, workSheet } from '../../report/device-work';
import { tensorSheet } from '../../report/fidelity-table';
import { aboutLines, lineSheet } from '../../report/line-words';
import { phaseSheet } from '../../report/phases';
import { roofSheet } from '../../report/roofs';
import type { Result, ResultEntry } from '../../report/schema';
import { left, right, sheetOf, type Sheet } from '../../report/table';
import { waterfallSheet, waterfallTitle } from '../../report/waterfall-words';
import type { RunState } from '../state/page-state';
import { timedCount, timedSheet } from '../view/timed-runs';
import { allChecks, errorFigures, passed } from './checks';

export interface DetailsList {
  /** Of its `<details>`, with `-details` behind it. */
  readonly id: string;
  readonly title: string;
  /** How many there are, where a person wonders; 0 is not shown. */
  readonly count: number;
  /** One below the other, made when they are looked at: some have hundreds of rows. */
  readonly tables: () => readonly ListTable[];
  /** On paper, too: not what would be pages of samples. */
  readonly printed: boolean;
}

interface ListTable {
  readonly name: string;
  /** What stands above it; empty where the list's title says it. */
  readonly about: string;
  readonly sheet: Sheet;
}

type Made = Omit<DetailsList, 'count' | 'printed'> & Partial<DetailsList>;

type Known = Pick<RunState, 'progress' | 'record' | 'answer'>;

/** Those that have something to show. */
export function listsOf(run: Known): readonly DetailsList[] {
  const { record, answer } = run;
  const entries = record.entries.map(({ entry }) => entry);
  const checks = allChecks(run);
  const { roofs, waterfalls, fidelity } = record;
  const lines = answer.result?.lines ?? [];
  const timed = timedCount(entries);
  const list = (isThere: boolean, made: Made): readonly DetailsList[] =>
    isThere ? [{ count: 0, printed: true, ...made }] : [];
  return [
    ...list(checks.length > 0, {
      ...{ id: 'kernel', title: 'Kernel checks', count: checks.length },
      tables: () => [plain('Kernel checks', checkSheet(checks))],
    }),
    ...list(roofs !== null, { id: 'roof', title: 'Measured roofs', tables: () => roofTables(roofs, entries) }),
    ...list(lines.length > 0, {
      id: 'line',
      title: 'Lines over several models',
      tables: () => lineTables(answer.result),
    }),
    ...list(waterfalls !== null && waterfalls.length > 0, {
      ...{ id: 'part', title: 'All parts of a token’s time' },
      tables: () => partTables(waterfalls),
    }),
    ...list(
      entries.some(({ counters }) => (counters ?? null) !== null),
      {
        ...{ id: 'work', title: 'Work per token, and the kernel variants that ran' },
        tables: () => workTables(entries),
      },
    ),
    ...list(
      (fidelity?.rows ?? []).some(({ tensors }) => tensors.length > 0),
      {
        ...{ id: 'tensor', title: 'Rounding error of each matrix' },
        tables: () => [plain('Errors of rounded weights', tensorSheet(fidelity))],
      },
    ),
    ...list(timed > 0, {
      ...{ id: 'sample', title: 'Raw samples', count: timed, printed: false },
      tables: () => sampleTables(entries),
    }),
  ];
}

const plain = (name: string, sheet: Sheet): ListTable => ({ name, about: '', sheet });

type Check = ReturnType<typeof allChecks>[number];

const checkSheet = (checks: readonly Check[]): Sheet =>
  sheetOf<Check>(
    [
      left('kernel', ({ kernel }) => kernel),
      left('checked at', ({ shape }) => shape),
      right('largest error', (check) => errorFigures(check)[0]),
      right('allowed', (check) => errorFigures(check)[1]),
      left('result', (check) => (passed(check) ? 'passed' : 'failed')),
    ],
    checks,
  );

const roofTables = (roofs: Result['roofs'], entries: readonly ResultEntry[]): readonly ListTable[] =>
  roofs === null ? [] : [plain('Measured roofs', roofSheet(roofs, entries))];

const lineTables = (result: Result | null): readonly ListTable[] =>
  result === null || result.lines.length === 0
    ? []
    : [{ name: 'Lines of decode', about: aboutLines(result), sheet: lineSheet(result) }];

/** Also why one was not profiled, without a table. */
const partTables = (waterfalls: Result['waterfalls']): readonly ListTable[] =>
  (waterfalls ?? []).map((one) => {
    const about = waterfallTitle(one);
    return { name: `Parts of a token’s time: ${about}`, about, sheet: waterfallSheet(one) };
  });

function workTables(entries: readonly ResultEntry[]): readonly ListTable[] {
  return [
    { name: 'Work per token', about: 'Per token, the mean over a pass.', sheet: workSheet(entries) },
    { name: 'Kernel variants', about: 'The variant of each site that ran.', sheet: variantSheet(entries) },
  ].filter(({ sheet }) => sheet.rows.length > 0);
}

function sampleTables(entries: readonly ResultEntry[]): readonly ListTable[] {
  return [
    { name: 'Cold, steady, tail', about: 'Tokens per second.', sheet: phaseSheet(entries) },
    { name: 'Timed runs', about: 'Each in the order in which it ran.', sheet: timedSheet(entries) },
  ].filter(({ sheet }) => sheet.rows.length > 0);
}
