/**
 * Simulated crowds: devices of one cohort with what they send in, some of it forged. Seeded; every true median is TRUTH. It makes
 * runs alone: what is made of them is the board's own code.
 */
import type { DeviceRun } from '../../server/board/src/cohorts/members';
import { normal } from '../../src/statistics/fixtures/distributions';

/** Tokens per second that the median device does in its median run. */
export const TRUTH = 100;
/** Standard deviations of the logarithms: between devices of one kind, and between runs of one device. */
export const DEVICE_EFFECT = 0.03;
export const RUN_EFFECT = 0.05;
/** Runs per device are Pareto's: 56 % send one, 27 % three or more, 4 % fifteen or more. */
const RUNS_INDEX = 1.2;
const MOST_RUNS_SENT = 50;
/** From so many runs an honest device counts as confirmed: its sessions lie apart. */
const CONFIRMED_RUNS = 3;

/** What the gates let through at most: decode at this multiple of what the roof allows. */
const GATE_SLACK = 1.15;
/** What a device reaches of its roof in truth: from here it can claim GATE_SLACK / REACHED times its speed. */
const REACHED = 0.6;
export const LARGEST_CLAIM = GATE_SLACK / REACHED;

export interface Forgers {
  /** Of all devices. */
  readonly share: number;
  /** How many times the truth each claims. */
  readonly claim: number;
  /** How often one of them gets confirmed, as a share of how often an honest device does. */
  readonly confirmed: number;
  /** One more forger, of the same claim, that sends this many runs. */
  readonly flood: number;
}

export interface Crowd {
  readonly honest: readonly DeviceRun[];
  readonly forged: readonly DeviceRun[];
}

export const honestDevices = (count: number, random: () => number): readonly DeviceRun[] =>
  Array.from({ length: count }, (_, i) => deviceRuns(`h${i}`, random)).flat();

/** A crowd of `count` devices, forgers included: their number is the nearest whole one. */
export function crowd(count: number, forgers: Forgers, random: () => number): Crowd {
  const forging = Math.round(count * forgers.share);
  const forged = Array.from({ length: forging }, (_, i) => forgedRuns(`f${i}`, forgers, random)).flat();
  const flood = Array.from({ length: forgers.flood }, (_, i) => forgedRun('flood', forgers.claim, i, random));
  return { honest: honestDevices(count - forging, random), forged: [...forged, ...flood] };
}

function deviceRuns(device: string, random: () => number): readonly DeviceRun[] {
  const own = TRUTH * Math.exp(DEVICE_EFFECT * normal(random));
  const runs = runsSent(random);
  return Array.from({ length: runs }, (_, i) => ({
    device,
    confirmed: runs >= CONFIRMED_RUNS,
    value: own * Math.exp(RUN_EFFECT * normal(random)),
    receivedAt: i,
  }));
}

/** A forger takes care to look as others do: its claims vary from run to run as true ones. */
function forgedRuns(device: string, { claim, confirmed }: Forgers, random: () => number): readonly DeviceRun[] {
  const runs = runsSent(random);
  const isConfirmed = runs >= CONFIRMED_RUNS && random() < confirmed;
  return Array.from({ length: runs }, (_, i) => ({
    ...forgedRun(device, claim, i, random),
    confirmed: isConfirmed,
  }));
}

/** A claim at the gates' limit is never above it. */
const forgedRun = (device: string, claim: number, receivedAt: number, random: () => number): DeviceRun => ({
  device,
  confirmed: false,
  value: TRUTH * Math.min(LARGEST_CLAIM, claim * Math.exp(RUN_EFFECT * normal(random))),
  receivedAt,
});

/** How many one device sends. */
export const runsSent = (random: () => number): number =>
  Math.min(MOST_RUNS_SENT, Math.floor((1 - random()) ** (-1 / RUNS_INDEX)));
