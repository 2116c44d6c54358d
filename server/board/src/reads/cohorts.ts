/** The board of a workload: stored cohorts, or those that a filter makes, in the order of their ranks. */
import type { Cohort, Cohorts } from '../contract/reads/cohorts';
import type { BoardMeasure, Sampling } from '../contract/reads/figure';
import type { CohortsQuery } from '../contract/reads/query';
import type { Database } from '../database/open';
import { filterOf, isStored, measureOf, type RunFilter } from './chosen-runs';
import { filteredCohorts, type FoundCohorts } from './filtered-cohorts';
import { keeper } from './keeper';
import type { Knower, Known } from './known';
import { pageOf, rankedCohorts, type Unranked } from './listed';
import { madeOnce } from './made-once';
import { sketched, type Making } from './sketched';
import { storedCohorts, type StoredCohorts } from './stored-cohorts';

interface List {
  /** Of all that it was chosen by. */
  readonly key: string;
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
const WORKLOADS = 64;
/** Each of some hundred cohorts. */
const FILTERED = 512;
const LISTS = 512;
/** Each of a hundred rows at most, with its text some hundred kilobytes. */
const PAGES = 512;

export function cohortReads({ read, fewRows, mostRows }: Database, know: Knower, making: Making): CohortReads {
  const stored = keeper<StoredCohorts>({ most: WORKLOADS, freshMs: () => SECOND, staleMs: 2 * SECOND });
  const made = sketched<FoundCohorts>({ ...making, few: fewRows, most: mostRows, kept: FILTERED });
  const [lists, pages] = [madeOnce<List>(LISTS), madeOnce<Cohorts>(PAGES)];

  /** What is read is of all engines and kinds: which of them are shown is chosen afterwards. */
  const foundOf = async (known: Known, measure: BoardMeasure, query: ListQuery): Promise<[string, FoundCohorts]> => {
    const { suite, workload } = known;
    if (isStored(query, measure.metric)) {
      const key = JSON.stringify([suite.id, workload.id]);
      return [key, await stored.get(key, (before) => storedCohorts(read, known, before))];
    }
    const filter = filterOf(measure, { ...query, engine: undefined, modified: undefined });
    const key = JSON.stringify([suite.id, workload.id, measure, filter]);
    return [key, await made.get(key, (most) => filteredCohorts(read, known, { measure, filter, most }))];
  };

  const listOf = async (known: Known, measure: BoardMeasure, query: ListQuery): Promise<List> => {
    const [ofRead, found] = await foundOf(known, measure, query);
    const key = ofRead + JSON.stringify([query.kind, query.engine, query.modified]);
    return lists(found, key, () => ({ key, ...chosenOf(found, query, measure) }));
  };

  return {
    page: async (query) => {
      const known = await know(query);
      const measure = measureOf(query.metric, query);
      const list = await listOf(known, measure, query);
      const { gpu, limit, after } = query;
      return pages(list, list.key + JSON.stringify([known.suite, gpu, limit, after]), () => {
        const { rows, total, next } = pageOf(list.cohorts, query, measure.better);
        return { ...known, measure, sampling: list.sampling, total, cohorts: [...rows], next };
      });
    },
    all: async (known) => (await listOf(known, measureOf('tokensPerSecond', {}), {})).cohorts,
    changed: () => stored.forget(),
  };
}

type ListQuery = RunFilter & Pick<CohortsQuery, 'kind'>;

/** Ranks are among what is chosen. */
function chosenOf({ cohorts, sampling }: FoundCohorts, query: ListQuery, { better }: BoardMeasure): Omit<List, 'key'> {
  const { kind, engine, modified } = query;
  const ofEngine = cohorts.filter(
    (one) =>
      (engine === undefined || one.engine === engine) && (modified === undefined || String(one.modified) === modified),
  );
  const ofKind = ofEngine.filter((one) => kind === undefined || one.gpu.kind === kind);
  return { cohorts: rankedCohorts(ofKind, better), sampling: { ...sampling, runs: runsOf(ofEngine, sampling) } };
}

const runsOf = (cohorts: readonly Unranked[], { method }: Sampling): number =>
  method === 'stored' ? 0 : cohorts.reduce((sum, { runs }) => sum + runs, 0);
