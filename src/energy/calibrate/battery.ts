/**
 * Power from a battery's own percentage: P = N · 0.01 · C · 3600 / Δt over N steps between edges, as `levelchange` reports them.
 * Chromium only, in steps of 1 %. `dischargingTime` is the system's forecast and is never used. Holds for battery mode alone:
 * plugged in, the same machine may draw more.
 */
import { watts, type WattHours, type Watts } from '../../foundation/energy-units';
import type { Seconds } from '../../foundation/units';
import { median } from 'simple-statistics';
import { irregular } from './refuse';

export interface BatteryEdge {
  readonly time: Seconds;
  /** 0 to 1. */
  readonly level: number;
}

export interface BatteryLog {
  /** Moments at which the level fell, not readings between two steps. */
  readonly edges: readonly BatteryEdge[];
  /** Of a full battery as it is today. */
  readonly capacity: WattHours;
}

const STEP = 0.01;
/** A step more or less is 20 % of five; from edge to edge none is lost. */
export const FEWEST_STEPS = 5;

/** @throws TokamarkError `energy` where the log does not carry a figure of the claimed accuracy. */
export function batteryPower({ edges, capacity }: BatteryLog): Watts {
  checkCapacity(capacity);
  checkOrder(edges);
  const [first] = edges;
  const last = edges.at(-1);
  const steps = first === undefined || last === undefined ? 0 : Math.round((first.level - last.level) / STEP);
  if (first === undefined || last === undefined || steps < FEWEST_STEPS) {
    throw irregular(
      'edges',
      `The battery fell by ${steps} steps of 1 %, and at least ${FEWEST_STEPS} are needed.`,
      'Let it run longer: at 30 W a 60 Wh battery falls by a step in 72 s.',
    );
  }
  checkSteady(edges);
  return watts((steps * STEP * capacity * 3600) / (last.time - first.time));
}

/** @throws TokamarkError `energy` for what no battery holds. */
export function checkCapacity(capacity: WattHours): void {
  if (Number.isFinite(capacity) && capacity >= 5 && capacity <= 400) return;
  throw irregular(
    'capacity',
    `The battery's capacity is given as ${capacity} Wh, but batteries of phones and laptops hold 5 to 400 Wh.`,
    'Give it in watt-hours, as the battery report of the system says: mAh times volts, divided by 1,000.',
  );
}

function checkOrder(edges: readonly BatteryEdge[]): void {
  edges.forEach((edge, index) => {
    if (!(edge.level >= 0 && edge.level <= 1) || !Number.isFinite(edge.time)) {
      throw irregular(
        'level',
        `The battery reports a level of ${edge.level}.`,
        'Record again: a level lies between 0 and 1.',
      );
    }
    const before = edges[index - 1];
    if (before === undefined) return;
    if (edge.time <= before.time) {
      throw irregular('time', 'The log runs backwards in time.', 'Record again, in one go and on one clock.');
    }
    if (edge.level > before.level) {
      throw irregular('level', 'The battery was charged in between.', 'Unplug the charger and record again.');
    }
  });
}

/** Sleep, another program or a battery that estimates anew: one step that took far longer or shorter than the others. */
function checkSteady(edges: readonly BatteryEdge[]): void {
  const perStep = edges.slice(1).flatMap((edge, index) => {
    const before = edges[index];
    const steps = before === undefined ? 0 : Math.round((before.level - edge.level) / STEP);
    return before === undefined || steps === 0 ? [] : [(edge.time - before.time) / steps];
  });
  if (perStep.length < 3) return;
  const usual = median(perStep);
  const odd = perStep.find((seconds) => seconds > 2 * usual || seconds < usual / 2);
  if (odd === undefined) return;
  throw irregular(
    'edges',
    `One step took ${odd.toFixed(0)} s, the others about ${usual.toFixed(0)} s: the load was not steady.`,
    'Close other programs, fix the brightness, keep the page visible, and record again.',
  );
}
