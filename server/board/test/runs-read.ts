/** A sample of devices as `cut` in reads/chosen-runs.ts draws it, of runs that are simulated. */
import type { DeviceRun } from '../src/cohorts/members';

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

/**
 * @param rows in the order of draw, then device, then the latest first; at most `most` + 1 are looked at, so that a query can stop
 *   there, and at most MOST_RUNS of a device. The device whose runs the end cuts through is left out whole.
 */
export function runsRead<R extends DrawnRun>(rows: readonly R[], most: number = Infinity): RunsRead<R> {
  const cut = rows[most];
  if (cut === undefined) return { runs: rows, below: 1 };
  return { runs: rows.slice(0, most).filter(({ draw }) => draw < cut.draw), below: cut.draw };
}
