/**
 * Who sends what to a board of two years: devices with their GPU, browser and runs, seeded. All of it is assumed and nothing of it
 * measured; it is there so that tables and indexes have the sizes, orders and repetitions that a real board's would have.
 */
import { uniform } from '../../../src/foundation/random';
import { normal } from '../../../src/statistics/fixtures/distributions';
import { CONFIRMED_SESSIONS } from '../../../src/report/between-runs';
import { APART_MS } from '../../../server/board/src/submission/confirmation';
import { DEVICE_EFFECT, RUN_EFFECT, runsSent } from '../crowd';

export const STATES = ['ranked', 'practice', 'failed', 'pending', 'quarantined'] as const;
export type FilledState = (typeof STATES)[number];

/** Of all runs, in the order of STATES. */
const STATE_SHARES = [0.9, 0.04, 0.03, 0.02, 0.01];
/** The others are of the quick profile. */
const STANDARD_SHARE = 0.3;
const MODIFIED_SHARE = 0.01;

const BROWSERS = ['Chrome', 'Edge', 'Firefox', 'Safari'];
const BROWSER_SHARES = [0.6, 0.15, 0.13, 0.12];
const SYSTEMS = ['Windows', 'macOS', 'Linux', 'Android'];
const SYSTEM_SHARES = [0.55, 0.2, 0.15, 0.1];
const POWER = ['mains', 'battery', 'unknown'];
const POWER_SHARES = [0.7, 0.2, 0.1];

/** Weight of the n-th most common GPU: 1 / (n + this). Of 183 GPUs the first then has 5 % of all devices, and the last 0.15 %. */
const HEAD = 5;

const DAY = 86_400_000;
const DAYS = 730;
/** Between two runs of one device, the mean. */
const DAYS_BETWEEN = 30;

export interface FilledDevice {
  /** An index. */
  readonly gpu: number;
  readonly browser: string;
  readonly os: string;
  readonly power: string;
  readonly modified: boolean;
  /** How many times as fast as its kind. */
  readonly factor: number;
}

export interface FilledRun {
  /** An index. */
  readonly device: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly isStandard: boolean;
  readonly state: FilledState;
  /** How many times as fast as the device mostly is. */
  readonly factor: number;
}

export interface Population {
  readonly devices: readonly FilledDevice[];
  /** In the order in which they came. */
  readonly runs: readonly FilledRun[];
}

export interface PopulationOptions {
  readonly runs: number;
  /** How many kinds of GPU there are. */
  readonly gpus: number;
  readonly seed: number;
  /** When the last of them came: milliseconds since 1970. */
  readonly until: number;
}

export function population({ runs: count, gpus, seed, until }: PopulationOptions): Population {
  const random = uniform(seed);
  const pickGpu = pickerOf(gpuWeights(gpus));
  const devices: FilledDevice[] = [];
  const runs: FilledRun[] = [];
  while (runs.length < count) {
    const sent = Math.min(runsSent(random), count - runs.length);
    const device = devices.length;
    devices.push({
      ...{ gpu: pickGpu(random()), browser: of(BROWSERS, BROWSER_SHARES, random()) },
      ...{ os: of(SYSTEMS, SYSTEM_SHARES, random()), power: of(POWER, POWER_SHARES, random()) },
      modified: random() < MODIFIED_SHARE,
      factor: Math.exp(DEVICE_EFFECT * normal(random)),
    });
    // A board that grows: three times as many begin in the second year as in the first.
    let at = until - DAYS * DAY * (1 - Math.sqrt(random()));
    // What is left of them comes after today.
    for (let i = 0; i < sent && at <= until; i++) {
      runs.push({
        ...{ device, at, isStandard: random() < STANDARD_SHARE },
        ...{ state: of(STATES, STATE_SHARES, random()), factor: Math.exp(RUN_EFFECT * normal(random)) },
      });
      at -= Math.log(1 - random()) * DAYS_BETWEEN * DAY;
    }
  }
  return { devices, runs: runs.sort((a, b) => a.at - b.at) };
}

/** Whether ranked runs of these times, ascending, confirm their device: as confirmation.ts looks for sessions. */
export function isConfirmed(times: readonly number[]): boolean {
  let [sessions, from] = [0, -Infinity];
  for (const at of times) {
    if (at < from) continue;
    sessions += 1;
    from = at + APART_MS;
  }
  return sessions >= CONFIRMED_SESSIONS;
}

export const gpuWeights = (gpus: number): readonly number[] => Array.from({ length: gpus }, (_, i) => 1 / (i + HEAD));

/** @returns the index whose share of all weights the number in [0, 1) falls into */
export function pickerOf(weights: readonly number[]): (number: number) => number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const ends = weights.map((weight) => (sum += weight) / all);
  return (number) => {
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (number < (ends[middle] ?? 1)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

function of<T>(all: readonly T[], shares: readonly number[], number: number): T {
  const found = all[pickerOf(shares)(number)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
}
