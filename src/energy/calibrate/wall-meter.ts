/**
 * Power from a meter in the socket: its watts read over a minute each while idle and under load, or its kWh counter over long
 * enough a run. Of the whole machine, power supply included. The reading is the person's.
 */
import { joules, watts, type Joules, type Watts } from '../../foundation/energy-units';
import { seconds, type Seconds } from '../../foundation/units';
import { irregular } from './refuse';

export interface Reading {
  readonly time: Seconds;
  readonly watts: number;
}

const SHORTEST: Seconds = seconds(60);
const LEAST_DIFFERENCE: Watts = watts(20);
/** A counter of 0.01 kWh moves by 36 kJ: ten steps. 20 minutes at 300 W. */
const LEAST_COUNTED: Joules = joules(0.36e6);

/** Mean over time of what the display showed. @throws TokamarkError `energy` for a reading that is none, or too short a time. */
export function meteredPower(field: 'idle' | 'load', readings: readonly Reading[]): Watts {
  const [first] = readings;
  const last = readings.at(-1);
  const lasted = first === undefined || last === undefined ? 0 : last.time - first.time;
  readings.forEach((reading, index) => {
    if (!Number.isFinite(reading.watts) || reading.watts <= 0) {
      throw irregular(
        field,
        `A reading of ${field} is ${reading.watts} W.`,
        'Give what the meter shows, in watts above 0.',
      );
    }
    const before = readings[index - 1];
    if (before !== undefined && reading.time <= before.time) {
      throw irregular(
        field,
        `The readings of ${field} run backwards in time.`,
        'Enter them in the order in which they were read.',
      );
    }
  });
  if (lasted < SHORTEST) {
    throw irregular(
      field,
      `${field} was read over ${lasted.toFixed(0)} s, and 60 s are needed.`,
      'Keep reading for a minute.',
    );
  }
  const area = readings.slice(1).reduce((sum, reading, index) => {
    const before = readings[index];
    return before === undefined ? sum : sum + ((reading.watts + before.watts) / 2) * (reading.time - before.time);
  }, 0);
  return watts(area / lasted);
}

/** In kWh. */
export interface CounterReading {
  readonly from: number;
  readonly to: number;
  readonly lasted: Seconds;
}

/** @throws TokamarkError `energy` for a counter that ran backwards, or too little energy for its steps. */
export function countedPower({ from, to, lasted }: CounterReading): Watts {
  if (!Number.isFinite(from) || !Number.isFinite(to) || to <= from) {
    throw irregular(
      'counter',
      `The counter went from ${from} to ${to} kWh.`,
      'Read it before and after the run; it counts up.',
    );
  }
  const energy = joules((to - from) * 3.6e6);
  // A counter's decimals are no binary fractions: 12.5 − 12.4 is a little less than 0.1.
  if (energy < LEAST_COUNTED * (1 - 1e-9)) {
    throw irregular(
      'counter',
      `The counter moved by ${Number((to - from).toPrecision(3))} kWh, and 0.1 kWh are needed.`,
      'Let it run longer: 20 minutes at 300 W.',
    );
  }
  if (!(lasted > 0)) throw irregular('lasted', 'The run has no duration.', 'Note when it began and ended.');
  return watts(energy / lasted);
}

/** @throws TokamarkError `energy` where load and idle are too close to tell apart. */
export function checkDifference(idle: Watts, load: Watts): void {
  if (load - idle >= LEAST_DIFFERENCE) return;
  throw irregular(
    'load',
    `Load (${load.toFixed(0)} W) is only ${(load - idle).toFixed(0)} W above idle (${idle.toFixed(0)} W), and 20 W are needed.`,
    'Read the meter while decode runs; for a small machine use its battery or a kWh counter.',
  );
}
