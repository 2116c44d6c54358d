/** What a laptop draws from its battery, of the whole machine: /sys/class/power_supply, while it discharges. */
import { join } from 'node:path';
import type { Found, PowerSystem } from './instrument';
import { names, number, problemOf, text } from './sysfs';

/** Of microwatts, and of microamperes times microvolts. */
const MICRO = 1e-6;

export function battery({ sys }: PowerSystem): Found {
  const folder = join(sys, 'class', 'power_supply');
  const own = names(folder, /./).filter(
    // A mouse has a battery too; its scope says so.
    (name) => text(folder, name, 'type') === 'Battery' && text(folder, name, 'scope') !== 'Device',
  );
  const discharging = own.filter((name) => text(folder, name, 'status') === 'Discharging');
  if (own.length === 0) return { reason: 'This machine has no battery.', remedy: '' };
  if (discharging.length === 0) {
    return {
      reason: 'The battery does not discharge.',
      remedy: 'Unplug the power supply and run again: then the battery tells what the machine draws.',
    };
  }
  const readers = discharging.flatMap((name) => readerOf(join(folder, name)) ?? []);
  if (readers.length < discharging.length) {
    return { reason: 'The battery tells neither its power nor its current.', remedy: '' };
  }
  return {
    instrument: {
      name: `the battery’s gauge (${discharging.join(', ')})`,
      reads: 'watts',
      boundary: 'battery',
      intervalSeconds: 0.25,
      averagesOver: 1,
      accuracy: { share: 0.1, watts: 0 },
      notes: [
        'The gauge counts the whole machine: screen, processor, GPU and everything else. It is read only while the battery discharges.',
        'Its accuracy is not stated: 10 % is a judgement. It is taken to average over 1 s, or as long as a reading stays the same.',
      ],
    },
    source: { kind: 'polled', read: () => readers.reduce((sum, read) => sum + read(), 0) },
  };
}

/** Watts; null where it tells too little. */
function readerOf(supply: string): (() => number) | null {
  const [power, current, voltage] = ['power_now', 'current_now', 'voltage_now'].map((name) => join(supply, name));
  if (power === undefined || current === undefined || voltage === undefined) return null;
  if (problemOf(power) === null) return () => number(power) * MICRO;
  if (problemOf(current) === null && problemOf(voltage) === null) {
    return () => number(current) * MICRO * number(voltage) * MICRO;
  }
  return null;
}
