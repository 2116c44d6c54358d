/**
 * The published power measurements that the model's coefficients were made of: 28 points, each with its device, the share of the
 * peak bandwidth that decode used, and the watts. None ran on WebGPU. Loaded when first asked for. Not the model (model.ts).
 */
import { z } from 'zod';
import { share, watts, type Share, type Watts } from '../../foundation/energy-units';
import type { DeviceClass } from '../../hardware/catalogue';

const positive = z.number().positive();

const measurementSchema = z.strictObject({
  name: z.string().min(1),
  device: z.string().min(1),
  bandwidthShare: positive.max(1),
  measuredWatts: positive,
  limitWatts: positive,
  idleWatts: positive,
  boundary: z.string().min(1),
  source: z.string().min(1),
});

const measurementsSchema = z.array(measurementSchema).min(1);

export interface PowerMeasurement {
  readonly name: string;
  readonly device: string;
  readonly class: DeviceClass;
  /** Who published it: points of one publisher share their method, and are left out together. */
  readonly publisher: string;
  /** u, share of the peak bandwidth. */
  readonly use: Share;
  readonly measured: Watts;
  readonly limit: Watts;
  readonly idle: Watts;
  /** Of what the power was counted. */
  readonly boundary: string;
  readonly source: string;
}

/** By the beginning of a row's source. */
const PUBLISHERS: readonly (readonly [string, string])[] = [
  ['ML.ENERGY', 'ML.ENERGY leaderboard'],
  ['club-3090', 'club-3090'],
  ['qwen38-mtp', 'qwen38-mtp'],
  ['geerling', 'geerlingguy/ai-benchmarks'],
];

/** As the rows write them; `Framework` is a desktop with a Radeon 8060S, `Pi+` a board at a Raspberry Pi. */
const CLASSES: Readonly<Record<string, DeviceClass>> = {
  B200: 'datacentre',
  H100: 'datacentre',
  RTX4090: 'desktop',
  RTX3090: 'desktop',
  RTX5090: 'desktop',
  'Pi+RTX4070Ti': 'desktop',
  'Pi+RTX4090': 'desktop',
  'Pi+RTX2080Ti': 'desktop',
  'Pi+RTX3060': 'desktop',
  'Pi+W7700': 'desktop',
  M4: 'integrated',
  Framework: 'integrated',
};

function read(row: z.infer<typeof measurementSchema>): PowerMeasurement {
  const { name, device, boundary, source } = row;
  const kind = CLASSES[device];
  const publisher = PUBLISHERS.find(([begin]) => source.startsWith(begin))?.[1];
  if (kind === undefined || publisher === undefined) throw new RangeError(`${name}: whose is it, and of what class?`);
  return {
    ...{ name, device, publisher, boundary, source, class: kind },
    use: share(row.bandwidthShare),
    measured: watts(row.measuredWatts),
    limit: watts(row.limitWatts),
    idle: watts(row.idleWatts),
  };
}

let loaded: Promise<readonly PowerMeasurement[]> | null = null;

export function loadPowerMeasurements(): Promise<readonly PowerMeasurement[]> {
  loaded ??= import('../data/power-measurements.json').then((module) =>
    measurementsSchema.parse(module.default).map(read),
  );
  return loaded;
}
