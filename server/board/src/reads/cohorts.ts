/** The board of a workload: stored cohorts, or those that a filter makes, in the order of their ranks. */
import type { Cohort, Cohorts } from '../contract/reads/cohorts';
import type { BoardMeasure, Sampling } from '../contract/reads/figure';
import type { CohortsQuery } from '../contract/reads/query';
import type { Database } from '../database/open';
import { filterOf, isStored, measureOf, STORED, type RunFilter } from './chosen-runs';
import { filteredCohorts, type FoundCohorts } from './filtered-cohorts';
import { keeper } from './keeper';
import type { Knower, Known } from './known';
import { pageOf, rankedCohorts, type Unranked } from './listed';
import { sketched, type Making } from './sketched';
import { storedCohorts } from './stored-cohorts';

interface List {
  readonly cohorts: readonly Cohort[];
  readonly sampling: Sampling;
}

export interface CohortReads {
  page(query: CohortsQuery): Promise<Cohorts>;
  /** All of a workload by tokens per second. */
  all(known: Known): Promise<readonly Cohort[]>;
  /** Rows have changed: what is stored is read again. */
  changed(): void;
}

const SECOND = 1000;
const LISTS = 64;
/** Each of some hundred cohorts. */
const FILTERED_LISTS = 128;

export function cohortReads({ read, fewRows, mostRows }: Database, know: Knower, making: Making): CohortReads {
  const stored = keeper<List>({ most: LISTS, freshMs: () => SECOND, staleMs: 2 * SECOND });
  const made = sketched<List>({ ...making, few: fewRows, most: mostRows, kept: FILTERED_LISTS });

  const listOf = (known: Known, measure: BoardMeasure, query: ListQuery): Promise<List> => {
    const ofKey = { kind: query.kind, engine: query.engine, modified: query.modified };
    const filter = filterOf(measure, query);
    const key = JSON.stringify([known.suite.id, known.workload.id, measure, ofKey, filter]);
    const ranks = (found: FoundCohorts): List => {
      const chosen = found.cohorts.filter((one) => isOf(one, ofKey));
      return { cohorts: rankedCohorts(chosen, measure.better), sampling: found.sampling };
    };
    return isStored(query, measure.metric)
      ? stored.get(key, async () => ranks({ cohorts: await storedCohorts(read, known), sampling: STORED }))
      : made.get(key, async (most) => ranks(await filteredCohorts(read, known, { measure, filter, most })));
  };

  return {
    page: async (query) => {
      const known = await know(query);
      const measure = measureOf(query.metric, query);
      const { cohorts, sampling } = await listOf(known, measure, query);
      const { rows, total, next } = pageOf(cohorts, query, measure.better);
      return { ...known, measure, sampling, total, cohorts: [...rows], next };
    },
    all: async (known) => (await listOf(known, measureOf('tokensPerSecond', {}), {})).cohorts,
    changed: () => stored.forget(),
  };
}

type ListQuery = RunFilter & Pick<CohortsQuery, 'kind'>;

const isOf = (one: Unranked, { kind, engine, modified }: Pick<ListQuery, 'kind' | 'engine' | 'modified'>): boolean =>
  (kind === undefined || one.gpu.kind === kind) &&
  (engine === undefined || one.engine === engine) &&
  (modified === undefined || String(one.modified) === modified);
