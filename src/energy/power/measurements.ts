/**
 * The published power measurements that the model's coefficients were made of: 28 points, each with its device, the share of the peak
 * bandwidth that decode used, and the watts. None ran on WebGPU. Loaded when first asked for.
 */
import { once } from '../../foundation/once';
import { z } from 'zod';
import { share, watts } from '../../foundation/energy-units';
import { DEVICE_CLASSES } from '../../hardware/catalogue';

const text = z.string().min(1);
const power = z.number().positive().transform(watts);

const measurementSchema = z.strictObject({
  what: text,
  device: text,
  class: z.enum(DEVICE_CLASSES),
  /** Points of one publisher share their method, and are left out together. */
  publisher: text,
  source: text,
  /** Of what the power was counted. */
  boundary: text,
  /** u, share of the peak bandwidth. */
  bandwidthUse: z.number().positive().max(1).transform(share),
  limitWatts: power,
  idleWatts: power,
  measuredWatts: power,
});

export type PowerMeasurement = Readonly<z.infer<typeof measurementSchema>>;

export const loadPowerMeasurements = once((): Promise<readonly PowerMeasurement[]> =>
  import('../data/power-measurements.json').then((module) => z.array(measurementSchema).min(1).parse(module.default)),
);
