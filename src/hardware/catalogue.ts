/**
 * The devices whose power is known or estimated, as data that a schema has validated. Loaded when first asked for: the page does not
 * carry it until it needs it.
 */
import { once } from '../foundation/once';
import { z } from 'zod';
import { DEVICE_CLASSES, VENDORS } from './device-kinds';
import { familiesSchema, type Families } from './identify/families';

export { DEVICE_CLASSES, type DeviceClass } from './device-kinds';

const positive = z.number().positive();
const nullable = positive.nullable();
/** Watts that a unit may be set to; one end may be unknown. */
const range = z.tuple([nullable, nullable]);

const presetSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  vendor: z.enum(VENDORS),
  architecture: z.string().nullable(),
  class: z.enum(DEVICE_CLASSES),
  /** Sustained limit of the GPU, W: of the package for integrated GPUs and phones, the top of the range for laptops. */
  boardPowerW: nullable,
  powerRangeW: range.nullable(),
  /** Of the GPU alone, W. */
  idleW: nullable,
  memoryBandwidthGBs: nullable,
  fp16Tflops: nullable,
  fp16Basis: z.enum(['shader', 'matrix']).nullable(),
  fp16ShaderTflops: nullable,
  fp16MatrixTflops: nullable,
  fp32Tflops: nullable,
  memoryGB: z.union([positive, z.array(positive).min(1)]).nullable(),
  /** What `GPUAdapterInfo.architecture` says there. */
  webgpuArchitecture: z.string().nullable(),
  /** PCI device ids, 16 bits, such as 0x2820. */
  pciIds: z.array(z.string().regex(/^0x[0-9a-fA-F]{4}$/)),
  /** For the name inside the renderer string, case apart; null where no browser shows the device. */
  match: z.string().nullable(),
  source: z.string().min(1),
  confidence: z.enum(['spec', 'community-measured', 'estimate']),
  notes: z.string().nullable(),
  /** Launch price, USD, desktop boards only. */
  msrpUsd: nullable,
  /** Of the whole machine at the wall, W. */
  systemIdleW: nullable.optional(),
  systemMaxW: nullable.optional(),
  /** Provisioned power of a GPU with its share of machine and building, kW. */
  allInKWPerGpu: nullable.optional(),
  usdPerGpuHour: z
    .strictObject({ hyperscalerOwn: positive, neocloudOwn: positive, rental3yr: positive, source: z.string() })
    .nullable()
    .optional(),
});

const classDefault = z.strictObject({
  boardPowerW: positive,
  powerRangeW: z.tuple([positive, positive]),
  idleW: positive,
});

export const catalogueSchema = z.strictObject({
  meta: z.looseObject({ generated: z.iso.date(), rejectPatterns: z.array(z.string()), licenceNote: z.string() }),
  classDefaults: z.strictObject({
    desktop: classDefault,
    laptop: classDefault,
    integrated: classDefault,
    phone: classDefault,
    note: z.string(),
  }),
  presets: z.array(presetSchema).min(1),
});

export type Preset = z.infer<typeof presetSchema>;
export type Catalogue = z.infer<typeof catalogueSchema> & { readonly families: Families };

export const loadCatalogue = once((): Promise<Catalogue> =>
  Promise.all([import('./data/power-presets.json'), import('./data/families.json')]).then(([presets, families]) => ({
    ...catalogueSchema.parse(presets.default),
    families: familiesSchema.parse(families.default),
  })),
);
