/** The eight reads of a board that are timed, by name; which rows each asks for is drawn as visitors would: common GPUs more often. */
import { PROFILES } from '../../src/benchmark/suite/suite';
import { testName } from '../../src/benchmark/workload';
import type { Database } from '../../server/board/src/database/open';
import type { Asked } from './load/ask';

export const QUERIES = [
  'board of a workload',
  'board of one browser',
  'run',
  'latest runs',
  'GPU across browsers',
  'change over time',
  'speed against joules',
  'support matrix',
] as const;
export type QueryName = (typeof QUERIES)[number];

/** What there is to ask for. */
export interface Known {
  readonly runs: readonly { readonly id: string; readonly gpu: string; readonly browser: string }[];
}

const KNOWN = 2000;

/** Ranked runs of all ages: as many of a GPU as it has. */
export async function knownRuns({ read }: Database): Promise<Known> {
  const rows = await read
    .selectFrom('runs')
    .select(['id', 'gpu_id', 'browser'])
    .where('state', '=', 'ranked')
    .where('gpu_id', 'is not', null)
    // Their ids are random: these are no special ones, and the same each time.
    .orderBy('id')
    .limit(KNOWN)
    .execute();
  if (rows.length === 0) throw new Error('There is no ranked run to read.');
  return { runs: rows.map(({ id, gpu_id, browser }) => ({ id, gpu: gpu_id ?? '', browser })) };
}

const { formats, tests } = PROFILES.standard;

/** @param random in [0, 1) */
export function pathOf(name: QueryName, { runs }: Known, random: () => number): string {
  const pick = <T>(all: readonly T[]): T => {
    const found = all[Math.floor(random() * all.length)];
    if (found === undefined) throw new RangeError('nothing to ask for');
    return found;
  };
  const { id, gpu, browser } = pick(runs);
  const test = encodeURIComponent(testName(pick(tests)));
  const workload = `test=${test}&format=${pick(formats)}`;
  switch (name) {
    case 'board of a workload':
      return `/api/cohorts?${workload}`;
    case 'board of one browser':
      return `/api/cohorts?${workload}&browser=${encodeURIComponent(browser)}`;
    case 'run':
      return `/api/runs/${id}`;
    case 'latest runs':
      return '/api/runs';
    case 'GPU across browsers':
      return `/api/gpus/${gpu}/slices?${workload}&by=browser`;
    case 'change over time':
      return `/api/gpus/${gpu}/slices?${workload}&by=month`;
    case 'speed against joules':
      return `/api/energy?${workload}`;
    case 'support matrix':
      return '/api/support';
  }
}

/** Names of reads that are drawn from, and what is asked of each. */
export interface Asks {
  readonly next: (names: readonly QueryName[]) => { readonly name: QueryName; readonly asked: Asked };
}

/** Of the eight reads: each drawn as another visitor would ask it, or one link of each, which a crowd follows. */
export const LOADS = ['each drawn anew', 'the same eight links'] as const;
export type LoadName = (typeof LOADS)[number];

export function asksOf(load: LoadName, known: Known, random: () => number): Asks {
  const links = new Map(QUERIES.map((name) => [name, pathOf(name, known, random)]));
  return {
    next: (names) => {
      const name = names[Math.floor(random() * names.length)] ?? QUERIES[0];
      const link = load === 'the same eight links' ? links.get(name) : undefined;
      return { name, asked: { method: 'GET', path: link ?? pathOf(name, known, random) } };
    },
  };
}
