/** The catalogue with the GPUs that the operator has named beside it: of those only name, kind, maker and perhaps the bandwidth are known. */
import type { Kysely } from 'kysely';
import { DEVICE_CLASSES, VENDORS } from '../../../../src/hardware/device-kinds';
import { loadCatalogue, type Catalogue, type Preset } from '../../../../src/hardware/catalogue';
import { z } from 'zod';
import type { Tables } from '../database/tables';

/** As the operator types it, and as it comes back out of the database. */
export const ownGpuSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,100}$/, 'takes a-z, 0-9 and -'),
  name: z.string().min(1).max(100),
  kind: z.enum(DEVICE_CLASSES),
  vendor: z.enum(VENDORS),
  bandwidth: z.number().positive().nullable(),
  source: z.string().max(400),
});

export type OwnGpu = z.infer<typeof ownGpuSchema>;

export async function boardCatalogue(database: Kysely<Tables>): Promise<Catalogue> {
  const rows = await database.selectFrom('gpus').selectAll().where('vendor', 'is not', null).orderBy('id').execute();
  return withOwn(await loadCatalogue(), rows);
}

/** The last one made: the operator names a GPU now and then, and each submission asks. */
let last: { readonly gpus: string; readonly catalogue: Catalogue } | null = null;

/** @param gpus their rows as JSON, in the order of their ids */
export async function catalogueWith(gpus: string): Promise<Catalogue> {
  if (last?.gpus === gpus) return last.catalogue;
  const catalogue = withOwn(await loadCatalogue(), z.array(z.unknown()).parse(JSON.parse(gpus)));
  last = { gpus, catalogue };
  return catalogue;
}

/** A later catalogue may have one too, and knows more of it. */
function withOwn(catalogue: Catalogue, rows: readonly unknown[]): Catalogue {
  const known = new Set(catalogue.presets.map(({ id }) => id));
  const own = rows.map((row) => ownGpuSchema.parse(row)).filter(({ id }) => !known.has(id));
  return own.length === 0 ? catalogue : { ...catalogue, presets: [...catalogue.presets, ...own.map(presetOf)] };
}

const UNKNOWN = {
  ...{ architecture: null, boardPowerW: null, powerRangeW: null, idleW: null, memoryGB: null, msrpUsd: null },
  ...{ fp16Tflops: null, fp16Basis: null, fp16ShaderTflops: null, fp16MatrixTflops: null, fp32Tflops: null },
  ...{ webgpuArchitecture: null, match: null, notes: null },
} as const;

const presetOf = ({ id, name, kind, vendor, bandwidth, source }: OwnGpu): Preset => ({
  ...UNKNOWN,
  ...{ confidence: 'estimate', id, name, vendor, class: kind, memoryBandwidthGBs: bandwidth, source, pciIds: [] },
});
