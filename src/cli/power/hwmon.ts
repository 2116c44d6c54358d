/** The sensors of AMD’s and Intel’s graphics drivers on Linux: /sys/class/drm/card*\/device/hwmon. */
import { join } from 'node:path';
import type { Instrument } from '../../report/schema/power';
import { OTHERWISE, type Card } from './cards';
import { JUDGED, type Found } from './instrument';
import { isForbidden, names, number, problemOf } from './sysfs';

/** The first that a driver has: a counter of energy misses nothing between two readings. */
const SENSORS = [
  { file: 'energy1_input', reads: 'joules', averagesOver: 0, what: 'energy' },
  { file: 'power1_average', reads: 'watts', averagesOver: 0.1, what: 'average power' },
  { file: 'power1_input', reads: 'watts', averagesOver: 0.1, what: 'power' },
] as const;

/** Of microwatts and microjoules. */
const MICRO = 1e-6;

export function hwmon(card: Card): Found {
  const folder = join(card.folder, 'hwmon');
  const sensors = SENSORS.flatMap((sensor) =>
    names(folder, /^hwmon\d+$/).map((name) => ({ ...sensor, path: join(folder, name, sensor.file) })),
  );
  const states = sensors.map((sensor) => ({ sensor, problem: problemOf(sensor.path) }));
  const found = states.find(({ problem }) => problem === null)?.sensor;
  if (found !== undefined) {
    return {
      instrument: instrumentOf(card, found),
      source: { kind: 'polled', read: () => number(found.path) * MICRO },
    };
  }
  const forbidden = states.find(({ problem }) => isForbidden(problem))?.sensor;
  return forbidden === undefined
    ? {
        reason: `The driver of ${card.name} shows neither its power nor its energy.`,
        remedy: `A newer Linux kernel may. ${OTHERWISE}`,
      }
    : {
        reason: `${forbidden.path} may not be read.`,
        remedy: `sudo chmod a+r ${forbidden.path} lets every program read it until the machine restarts; then run again.`,
      };
}

const instrumentOf = ({ name }: Card, { reads, averagesOver, what, file }: (typeof SENSORS)[number]): Instrument => ({
  name: `hwmon, ${what} of ${name} (${file})`,
  reads,
  boundary: 'gpu',
  intervalSeconds: 0.05,
  averagesOver,
  accuracy: JUDGED,
  notes: [
    'The driver’s sensor says what it counts: a card’s whole board or its chip alone; for a GPU inside a processor, the package.',
    'It does not see the processor of another package, the rest of the machine, or the power supply’s loss.',
    ...(reads === 'watts'
      ? ['How long the driver averages is not documented: 0.1 s, or as long as a reading stays the same.']
      : []),
    'Its maker states no accuracy: 10 % is a judgement.',
  ],
});
