/**
 * From runs to one value per device: who sends a thousand runs has one voice, as who sends one. Not the cohort's figure (figure.ts).
 */
import { summarise } from '../../../../src/statistics/spread';
import { grouped } from './grouped';

/** What one run measured of one workload, from its raw samples. */
export interface DeviceRun {
  readonly device: string;
  /** Sent from sessions that lie apart; of the device, and so the same in all of its runs. */
  readonly confirmed: boolean;
  /** Positive: tokens per second, seconds or joules per token. */
  readonly value: number;
  /** Milliseconds since 1970, by the server's clock. */
  readonly receivedAt: number;
}

export interface Member {
  readonly device: string;
  readonly confirmed: boolean;
  /** The median of its runs. */
  readonly value: number;
  /** How many of them that is of. */
  readonly runs: number;
}

/**
 * Of each device its latest runs count, at most so many: a device that floods the board then costs a bounded amount of reading, and
 * no honest device comes near it. A query reads no more than these of any device.
 */
export const MOST_RUNS = 100;

/** In the order of their devices' ids, so that the order of arrival changes nothing. */
export function membersOf(runs: Iterable<DeviceRun>): readonly Member[] {
  const byDevice = grouped(runs, ({ device }) => device);
  return [...byDevice.values()].flatMap(memberOf).sort((a, b) => (a.device < b.device ? -1 : 1));
}

function memberOf(runs: readonly DeviceRun[]): readonly Member[] {
  const [first] = runs;
  if (first === undefined) return [];
  const latest = runs.length <= MOST_RUNS ? runs : runs.toSorted(byTime).slice(-MOST_RUNS);
  const { device, confirmed } = first;
  // Most devices have one: its value needs no interval.
  const value = latest.length === 1 ? first.value : summarise(latest.map((run) => run.value)).median;
  return [{ device, confirmed, value, runs: latest.length }];
}

/** By the value too: of runs that arrived together it must not matter which is listed first. */
const byTime = (a: DeviceRun, b: DeviceRun): number => a.receivedAt - b.receivedAt || a.value - b.value;
