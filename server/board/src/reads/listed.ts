/** The cohorts of a workload as a list: each with its rank among all of them, and the part of the list that a page is. */
import { z } from 'zod';
import type { Cohort } from '../contract/reads/cohorts';
import type { CohortsQuery } from '../contract/reads/query';
import { ranked, type Better, type Contender, type Placed } from '../cohorts/ranking';
import { cursorOf, readCursor } from './cursor';

/** A cohort that has no rank yet. */
export type Unranked = Omit<Cohort, 'rank'>;

interface Entry extends Contender {
  readonly cohort: Unranked;
}

/** More cohorts of one workload are not read: GPUs that somebody has named, times engines. */
export const MOST_COHORTS = 2000;

const entryOf = (cohort: Unranked): Entry => {
  const { gpu, engine, modified, median, bounds, guarded, n, basis } = cohort;
  return {
    id: JSON.stringify([gpu.id, engine, modified]),
    figure: { median, bounds, guarded, n },
    confirmed: basis === 'confirmed',
    cohort,
  };
};

export function rankedCohorts(cohorts: readonly Unranked[], better: Better): readonly Cohort[] {
  return ranked(cohorts.map(entryOf), better).map(withRank);
}

const withRank = ({ contender, rank, sharedBy }: Placed<Entry>): Cohort => ({
  ...contender.cohort,
  rank: rank === null ? null : { from: rank, to: rank + sharedBy - 1 },
});

export interface Page {
  readonly rows: readonly Cohort[];
  readonly total: number;
  readonly next: string | null;
}

/** @param list as rankedCohorts gives it */
export function pageOf(
  list: readonly Cohort[],
  { gpu, limit, after }: Pick<CohortsQuery, 'gpu' | 'limit' | 'after'>,
  better: Better,
): Page {
  const wanted = gpu === undefined ? null : new Set(gpu.split(','));
  const shown = wanted === null ? list : list.filter((one) => wanted.has(one.gpu.id));
  const from = after === undefined ? null : readCursor(keySchema, after);
  const behind = from === null ? shown : shown.filter((one) => compare(keyOf(one, better), from) > 0);
  const rows = behind.slice(0, limit);
  const last = behind.length > limit ? rows.at(-1) : undefined;
  return { rows, total: shown.length, next: last === undefined ? null : cursorOf(keyOf(last, better)) };
}

/** By which the list is in order, as a page's end is remembered: section, the better median first, id. */
const keySchema = z.tuple([z.number(), z.number(), z.string().max(200)]);
type Key = z.infer<typeof keySchema>;

function keyOf({ basis, bounds, median, gpu, engine, modified }: Cohort, better: Better): Key {
  const section = bounds === null ? 2 : basis === 'confirmed' ? 0 : 1;
  return [section, better === 'larger' ? -median : median, JSON.stringify([gpu.id, engine, modified])];
}

function compare(a: Key, b: Key): number {
  for (const i of [0, 1] as const) if (a[i] !== b[i]) return a[i] - b[i];
  return a[2] === b[2] ? 0 : a[2] < b[2] ? -1 : 1;
}
