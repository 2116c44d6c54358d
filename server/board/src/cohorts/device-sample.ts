/**
 * What stands for too many runs to read: all runs of a random sample of devices. Each device has a number that the server drew when
 * it first saw it; those with the least numbers are the sample (a bottom-k sketch: Cohen and Kaplan, PODC 2007), and one index over
 * workload and number finds them under any filter, without a table of its own to keep.
 *
 * Not a digest of values (DDSketch, t-digest): those count runs, so a device with many, or with runs in two groups that are put
 * together, would count more than once; and each combination of filters would need one, kept up to date at each write. The
 * number is drawn by the server and no hash of the device's key, since whoever makes keys could make them until they suit.
 */
import type { DeviceRun } from './members';

export interface DrawnRun extends DeviceRun {
  /** Of the device, in [0, 1). */
  readonly draw: number;
}

/** All runs that were asked for, or those of a sample of their devices. */
export interface RunsRead<R extends DrawnRun = DrawnRun> {
  readonly runs: readonly R[];
  /** Devices with a number below this are all in it; 1 where no run was left out. */
  readonly below: number;
}

/** So many runs are read for one figure. */
export const MOST_ROWS = 50_000;

/**
 * @param rows in the order of draw, then device, then the latest first; at most `most` + 1 are looked at, so that a query can stop
 *   there, and at most MOST_RUNS of a device. The device whose runs the end cuts through is left out whole.
 */
export function runsRead<R extends DrawnRun>(rows: readonly R[], most: number = MOST_ROWS): RunsRead<R> {
  const cut = rows[most];
  if (cut === undefined) return { runs: rows, below: 1 };
  return { runs: rows.slice(0, most).filter(({ draw }) => draw < cut.draw), below: cut.draw };
}
