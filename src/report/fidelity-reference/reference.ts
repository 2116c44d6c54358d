/**
 * The fidelity of the formats that ship, as one run read it on every window of Fable's passage: shown as a reference where a run read
 * too few windows itself. Its numbers are reference.json; src/build/freeze-fidelity.mjs writes them from a result.
 */
import { z } from 'zod';
import { FEWEST_WINDOWS } from '../../benchmark/fidelity/fidelity';
import { withFp16 } from '../../benchmark/fidelity/expected';
import type { ModelFormat } from '../../kernels/recipe';
import type { Fidelity, FidelityReference } from '../schema';
import { positive, sha256 } from '../schema/common';
import { fidelitySchema } from '../schema/fidelity';
import frozen from './reference.json';

const frozenSchema = z.object({
  schema: z.literal('tokamark-fidelity/1'),
  /** How to make them again. */
  command: z.string().min(1),
  startedAt: z.iso.datetime(),
  adapter: z.string(),
  software: z.boolean(),
  runtime: z.string().min(1),
  engine: z.object({ version: z.string(), commit: z.string(), shaderHash: sha256 }),
  /** Without the error of each matrix. */
  fidelity: fidelitySchema,
});

export const FROZEN = frozenSchema.parse(frozen);

/** Of FP16 and `formats`; null without a format. */
export function referenceOf(formats: readonly ModelFormat[]): FidelityReference | null {
  if (formats.length === 0) return null;
  const { startedAt, adapter, software, engine, fidelity } = FROZEN;
  const wanted: ReadonlySet<ModelFormat> = new Set(withFp16(formats));
  return {
    ...{ startedAt, adapter, software },
    engine: { version: engine.version, commit: engine.commit },
    model: fidelity.model,
    passage: {
      sha256: fidelity.passage.sha256,
      windowTokens: fidelity.passage.windowTokens,
      windows: fidelity.passage.windows,
    },
    rows: fidelity.rows
      .filter(({ format }) => wanted.has(format))
      .map(({ format, perplexity, perplexityChange, kl, top1, weightError }) => ({
        ...{ format, perplexityChange, kl, top1 },
        perplexity: positive.parse(perplexity),
        weightError: weightError?.relativeRms ?? null,
      })),
  };
}

/** Whether a document's reference is this version's, by the run that it comes from. */
export const isFrozen = ({ startedAt }: Pick<FidelityReference, 'startedAt'>): boolean =>
  startedAt === FROZEN.startedAt;

/** Whether a run read enough windows for figures of its own. */
export const isMeasured = (fidelity: Fidelity | null): fidelity is Fidelity =>
  fidelity !== null && fidelity.passage.windows >= FEWEST_WINDOWS;

/** What stands in a result beside its own `fidelity`. */
export const referenceBeside = (
  fidelity: Fidelity | null,
  formats: readonly ModelFormat[],
): FidelityReference | null => (isMeasured(fidelity) ? null : referenceOf(formats));
