/** The catalogue with the GPUs that the operator has named beside it: of those only name, kind, maker and perhaps the bandwidth are known. */
import type { Kysely } from 'kysely';
import { DEVICE_CLASSES, VENDORS } from '../../../../src/hardware/device-kinds';
import { loadCatalogue, type Catalogue, type Preset } from '../../../../src/hardware/catalogue';
import { z } from 'zod';
import type { Tables } from '../database/tables';

const ownGpuSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(DEVICE_CLASSES),
  vendor: z.enum(VENDORS),
  bandwidth: z.number().positive().nullable(),
  source: z.string(),
});

export type OwnGpu = z.infer<typeof ownGpuSchema>;

export async function boardCatalogue(database: Kysely<Tables>): Promise<Catalogue> {
  const catalogue = await loadCatalogue();
  const rows = await database.selectFrom('gpus').selectAll().where('vendor', 'is not', null).orderBy('id').execute();
  const known = new Set(catalogue.presets.map(({ id }) => id));
  // A later catalogue may have it too, and knows more of it.
  const own = rows.filter(({ id }) => !known.has(id)).map((row) => presetOf(ownGpuSchema.parse(row)));
  return own.length === 0 ? catalogue : { ...catalogue, presets: [...catalogue.presets, ...own] };
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
