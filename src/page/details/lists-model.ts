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
import { WORDS } from './catalogue/words';
import { allChecks, errorFigures, passed } from './checks';

const SAID = WORDS.lists;

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
      ...{ id: 'kernel', title: SAID.kernels.title, count: checks.length },
      tables: () => [plain(SAID.kernels.title, checkSheet(checks))],
    }),
    ...list(roofs !== null, { id: 'roof', title: SAID.roofs, tables: () => roofTables(roofs, entries) }),
    ...list(lines.length > 0, {
      id: 'line',
      title: SAID.lines.title,
      tables: () => lineTables(answer.result),
    }),
    ...list(waterfalls !== null && waterfalls.length > 0, {
      ...{ id: 'part', title: SAID.parts.title },
      tables: () => partTables(waterfalls),
    }),
    ...list(
      entries.some(({ counters }) => (counters ?? null) !== null),
      {
        ...{ id: 'work', title: SAID.work.title },
        tables: () => workTables(entries),
      },
    ),
    ...list(
      (fidelity?.rows ?? []).some(({ tensors }) => tensors.length > 0),
      {
        ...{ id: 'tensor', title: SAID.rounding.title },
        tables: () => [plain(SAID.rounding.label, tensorSheet(fidelity))],
      },
    ),
    ...list(timed > 0, {
      ...{ id: 'sample', title: SAID.samples.title, count: timed, printed: false },
      tables: () => sampleTables(entries),
    }),
  ];
}

const plain = (name: string, sheet: Sheet): ListTable => ({ name, about: '', sheet });

type Check = ReturnType<typeof allChecks>[number];

const checkSheet = (checks: readonly Check[]): Sheet =>
  sheetOf<Check>(
    [
      left(SAID.kernels.kernel, ({ kernel }) => kernel),
      left(SAID.kernels.shape, ({ shape }) => shape),
      right(SAID.kernels.error, (check) => errorFigures(check)[0]),
      right(SAID.kernels.allowed, (check) => errorFigures(check)[1]),
      left(SAID.kernels.result, (check) => (passed(check) ? SAID.kernels.passed : SAID.kernels.failed)),
    ],
    checks,
  );

const roofTables = (roofs: Result['roofs'], entries: readonly ResultEntry[]): readonly ListTable[] =>
  roofs === null ? [] : [plain(SAID.roofs, roofSheet(roofs, entries))];

const lineTables = (result: Result | null): readonly ListTable[] =>
  result === null || result.lines.length === 0
    ? []
    : [{ name: SAID.lines.label, about: aboutLines(result), sheet: lineSheet(result) }];

/** Also why one was not profiled, without a table. */
const partTables = (waterfalls: Result['waterfalls']): readonly ListTable[] =>
  (waterfalls ?? []).map((one) => {
    const about = waterfallTitle(one);
    return { name: SAID.parts.label(about), about, sheet: waterfallSheet(one) };
  });

function workTables(entries: readonly ResultEntry[]): readonly ListTable[] {
  return [
    { name: SAID.work.perToken, about: SAID.work.aboutPerToken, sheet: workSheet(entries) },
    { name: SAID.work.variants, about: SAID.work.aboutVariants, sheet: variantSheet(entries) },
  ].filter(({ sheet }) => sheet.rows.length > 0);
}

function sampleTables(entries: readonly ResultEntry[]): readonly ListTable[] {
  return [
    { name: SAID.samples.phases, about: SAID.samples.aboutPhases, sheet: phaseSheet(entries) },
    { name: SAID.samples.timed, about: SAID.samples.aboutTimed, sheet: timedSheet(entries) },
  ].filter(({ sheet }) => sheet.rows.length > 0);
}
