/** Of which suite and which ranked workload a query is. Today's are known without the database; those of older suites by their cohorts. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { HEADLINE, HEADLINE_TESTS, PROFILES, PROFILE_NAMES, SUITE } from '../../../../src/benchmark/suite/suite';
import { deliveryOf, testName, type Test } from '../../../../src/benchmark/workload';
import { once } from '../../../../src/foundation/once';
import { MODEL_FORMATS, type ModelFormat } from '../../../../src/kernels/recipe';
import { idOfTest } from '../../../../src/report/receipt/receipt';
import type { BoardSuite, BoardWorkload } from '../contract/reads/figure';
import type { Tables } from '../database/tables';
import { keeper } from './keeper';
import { missing } from './missing';

export type Reading = Kysely<Tables>;

export interface Known {
  readonly suite: BoardSuite;
  readonly workload: BoardWorkload;
}

/** As a query has them. */
export interface Asked {
  readonly workload?: string | undefined;
  readonly test: string;
  readonly format: string;
  readonly suite?: string | undefined;
}

const TESTS: readonly Test[] = [
  ...new Map(
    PROFILE_NAMES.flatMap((name) => PROFILES[name].tests).map((test) => [testName(test), test] as const),
  ).values(),
];

/** With prompts that a seed makes: whatever the seed, the ids are the same. */
const idOf = (format: ModelFormat, test: Test): string =>
  idOfTest({ shape: HEADLINE.shape, promptSeed: 0 }, format, test);

/** Of today's suite, format by format. */
export const rankedWorkloads = once((): readonly BoardWorkload[] =>
  MODEL_FORMATS.flatMap((format) => TESTS.map((test) => workloadOf(format, test))),
);

export const headlineIds = once(
  (): ReadonlySet<string> =>
    new Set(HEADLINE.formats.flatMap((format) => HEADLINE_TESTS.map((test) => idOf(format, test)))),
);

const workloadOf = (format: ModelFormat, test: Test): BoardWorkload => ({
  ...{ id: idOf(format, test), test: testName(test), format, phase: test.phase },
  ...{ tokens: test.tokens, depth: test.depth, batch: test.batch, delivery: deliveryOf(test), shape: HEADLINE.shape },
});

const stored = z.object({ phase: z.enum(['prefill', 'decode']), delivery: z.enum(['streamed', 'batched']) });

export const WORKLOAD_COLUMNS = [
  ...(['workloads.id', 'workloads.format', 'workloads.phase', 'workloads.tokens', 'workloads.depth'] as const),
  ...(['workloads.batch', 'workloads.delivery', 'workloads.shape'] as const),
] as const;

/** A row of the database, with its name. */
export function namedWorkload(row: Omit<BoardWorkload, 'test'>): BoardWorkload {
  const { id, format, tokens, depth, batch, shape } = row;
  const { phase, delivery } = stored.parse(row);
  const test = testName({ phase, tokens, depth, batch, delivery });
  return { id, test, format, phase, tokens, depth, batch, delivery, shape };
}

export type Knower = (asked: Asked) => Promise<Known>;

/**
 * Remembers for a moment what it has looked up: each query asks it.
 * @throws ProblemError of one that this board has not
 */
export function knower(read: Reading): Knower {
  const moment = { most: MOST_SUITES, freshMs: () => 1000, staleMs: 2000 };
  const [suites, workloads] = [keeper<BoardSuite>(moment), keeper<readonly BoardWorkload[]>(moment)];
  return async (asked) => {
    const id = asked.suite ?? SUITE;
    const suite = await suites.get(id, () => suiteOf(read, id));
    const isIt = (one: BoardWorkload): boolean =>
      asked.workload === undefined ? one.test === asked.test && one.format === asked.format : one.id === asked.workload;
    const ofToday = id === SUITE ? rankedWorkloads().find(isIt) : undefined;
    const workload = ofToday ?? (await workloads.get(id, () => workloadsWithCohorts(read, id))).find(isIt);
    if (workload !== undefined) return { suite, workload };
    const field = asked.workload === undefined ? 'query.test' : 'query.workload';
    throw missing('workload', field, 'Choose one that /api/workloads lists, by its id or by test and format.');
  };
}

/** @throws ProblemError of one that this board has not */
export async function suiteOf(read: Reading, id: string): Promise<BoardSuite> {
  const row = await read.selectFrom('suites').selectAll().where('id', '=', id).executeTakeFirst();
  if (row !== undefined) return { id, withdrawn: withdrawnOf(row) };
  if (id === SUITE) return { id, withdrawn: null };
  throw missing('suite', 'query.suite', 'Choose one that /api/context lists.');
}

export const withdrawnOf = (row: {
  readonly withdrawn_at: Date | null;
  readonly withdrawn_why: string | null;
}): BoardSuite['withdrawn'] =>
  row.withdrawn_at === null ? null : { at: row.withdrawn_at.toISOString(), why: row.withdrawn_why ?? '' };

export async function workloadsWithCohorts(read: Reading, suite: string): Promise<readonly BoardWorkload[]> {
  const rows = await read
    .selectFrom('workloads')
    .select([...WORKLOAD_COLUMNS])
    .where((on) =>
      on.exists(
        on
          .selectFrom('cohorts')
          .select('cohorts.id')
          .where('cohorts.suite_id', '=', suite)
          .where('cohorts.n', '>', 0)
          .whereRef('cohorts.workload_id', '=', 'workloads.id'),
      ),
    )
    .orderBy('workloads.id')
    .limit(MOST_WORKLOADS)
    .execute();
  return rows.map(namedWorkload);
}

const MOST_WORKLOADS = 1000;
const MOST_SUITES = 100;
