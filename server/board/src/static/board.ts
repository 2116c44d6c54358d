/** From judged files to the board: the same cohorts, medians, intervals and ranks as a server's (cohorts/). */
import { PROMPT_RULE, SEEDED_RULE } from '../../../../src/benchmark/workload';
import { grouped } from '../cohorts/grouped';
import { cohortId } from '../cohorts/key';
import { figureOf, type CohortFigure } from '../cohorts/figure';
import { membersOf } from '../cohorts/members';
import { ranked } from '../cohorts/ranking';
import { rankedIds } from '../gates/entries';
import type { RunFigure } from '../gates/figures';
import type { FileRun, JudgedFile } from './judge-file';

export interface StaticRow {
  readonly gpu: { readonly id: string; readonly name: string };
  readonly engine: string;
  readonly modified: boolean;
  readonly figure: CohortFigure;
  readonly rank: number | null;
  readonly sharedBy: number;
}

export interface StaticTable {
  readonly suite: string;
  readonly workloadId: string;
  readonly format: string;
  readonly test: string;
  /** Prompts that a board's server gave the seed of, or those that everybody has: other workloads, with figures of their own. */
  readonly promptRule: typeof PROMPT_RULE | typeof SEEDED_RULE;
  readonly rows: readonly StaticRow[];
}

interface Counted {
  readonly run: FileRun;
  readonly gpu: NonNullable<FileRun['gpu']>;
  readonly figure: RunFigure;
}

/** In the order of formats and tests, each with the prompts of ordinary runs first; in each the fastest first. */
export function tablesOf(files: readonly JudgedFile[]): readonly StaticTable[] {
  const counted = files.flatMap(({ state, run }): readonly Counted[] => {
    if (state !== 'ranked' || run === null) return [];
    const { gpu, figures } = run;
    if (gpu === null) return [];
    return figures
      .filter(({ isRanked, metric }) => isRanked && metric === 'tokensPerSecond')
      .map((figure) => ({ run, gpu, figure }));
  });
  const tables = grouped(counted, ({ run, figure }) => `${run.suite} ${figure.workloadId}`);
  return [...tables.values()].flatMap(tableOf).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ suite, format, test, promptRule, workloadId }: StaticTable): string =>
  [suite, format, test, promptRule === PROMPT_RULE ? 0 : 1, workloadId].join(' ');

function tableOf(counted: readonly Counted[]): readonly StaticTable[] {
  const [first] = counted;
  if (first === undefined) return [];
  const { suite } = first.run;
  const { workloadId, format, test } = first.figure;
  const cohorts = grouped(counted, ({ run, gpu }) =>
    cohortId({ suite, workloadId, gpu: gpu.id, engine: run.engine, modified: run.isModified }),
  );
  const contenders = [...cohorts].flatMap(([id, members]) => contenderOf(id, members));
  const rows = ranked(contenders, 'larger').map(({ contender: { figure, of }, rank, sharedBy }) => ({
    ...{ gpu: { id: of.gpu.id, name: of.gpu.name }, engine: of.run.engine, modified: of.run.isModified },
    ...{ figure, rank, sharedBy },
  }));
  const promptRule = rankedIds().has(workloadId) ? SEEDED_RULE : PROMPT_RULE;
  return [{ suite, workloadId, format, test, promptRule, rows }];
}

function contenderOf(id: string, counted: readonly Counted[]) {
  const [of] = counted;
  const members = membersOf(
    counted.map(({ run, figure }) => ({
      ...{ device: run.voice, confirmed: false, value: figure.median },
      receivedAt: Date.parse(run.startedAt),
    })),
  );
  const figure = figureOf(members.map(({ value }) => value));
  return of === undefined || figure === null ? [] : [{ id, figure, confirmed: false, of }];
}
