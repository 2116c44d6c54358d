/** Which clock a waterfall uses: the GPU's own if it can be trusted in every part, else the wall clock for all of it. */
import type { Method } from './split';
import type { Taken } from './take';

export interface Judgement {
  readonly method: Method;
  /** Why it is not by timestamps; empty where it is. */
  readonly why: string;
}

/** The clock holds everything that a pass takes: more than this of it is another time than ours. */
const MOST = 1.1;
/** Handing over many small dispatches takes long, but timestamps have given 1 ms for 70 ms of work elsewhere. */
const LEAST = 0.2;

/**
 * @param takes of all that was timed, by both clocks
 * @param resolution seconds by which timestamps move; null where they do not
 * @param roundTrip seconds that the clock's figures are less than what was seen
 */
export function judge(takes: readonly Taken[], resolution: number | null, roundTrip: number): Judgement {
  const both = takes.flatMap(({ wall, stamped }) => (stamped === null ? [] : [{ wall, stamped }]));
  if (both.length === 0 || both.length < takes.length) return wall('This device has no timestamp-query.');
  if (resolution === null) return wall('The timestamps of this device do not move.');
  const odd = both.find((one) => one.stamped < 0 || one.stamped > MOST * (one.wall + roundTrip) + 2 * resolution);
  const sum = (of: 'wall' | 'stamped') => both.reduce((all, one) => all + one[of], 0);
  const apart =
    odd ?? (sum('stamped') < LEAST * sum('wall') ? { wall: sum('wall'), stamped: sum('stamped') } : undefined);
  if (apart === undefined) return { method: 'timestamps', why: '' };
  return wall(
    `Timestamps disagree with the clock: ${showMilliseconds(apart.stamped)} for ${showMilliseconds(apart.wall)}.`,
  );
}

const showMilliseconds = (value: number): string => `${Number((1000 * value).toPrecision(3))} ms`;

/** The run's own check has failed before (guards/timestamps.ts). */
export const DISTRUSTED: Judgement = {
  method: 'wall-clock',
  why: 'The GPU’s timestamps disagree with the clock.',
};

const wall = (why: string): Judgement => ({ method: 'wall-clock', why });
