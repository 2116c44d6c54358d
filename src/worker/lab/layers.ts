/** The protocol's `labLayers`: each part of the model at a choice while all others stay FP16, ranked by what it costs. */
import { TENSOR_ROLES } from '../../kernels/recipe';
import type { LonePart } from '../../lab/model-choice';
import { worstFirst, type Quality } from '../../lab/quality';
import type { ModelConfig } from '../../model/config';
import type { LabLayersEvent, LabLayersRequest, PartQuality } from './lab-protocol';
import type { QualityRequest } from './quality';

type Measure = (request: QualityRequest, onProgress: (fraction: number) => void) => Promise<Quality>;

export async function rankParts(
  parts: readonly LonePart[],
  measure: Measure,
  { choice, windows }: Pick<LabLayersRequest, 'choice' | 'windows'>,
  onEvent: (event: LabLayersEvent) => void,
): Promise<readonly PartQuality[]> {
  const measured: PartQuality[] = [];
  for (const [i, part] of parts.entries()) {
    const quality = await measure({ choice: { kind: 'simulated', choice, part }, windows }, (fraction) =>
      onEvent({ type: 'progress', fraction: (i + fraction) / parts.length }),
    );
    measured.push({ part, quality });
    onEvent({ type: 'part', part, quality });
  }
  return worstFirst(measured);
}

/** Layer by layer, or role by role; a tied LM head is the embedding. */
export function partsOf(
  { layers, tiedEmbeddings }: ModelConfig,
  { by }: Pick<LabLayersRequest, 'by'>,
): readonly LonePart[] {
  if (by === 'layer') return Array.from({ length: layers }, (_, layer) => ({ kind: 'layer', layer }));
  return TENSOR_ROLES.filter((role) => !tiedEmbeddings || role !== 'lmHead').map((role) => ({ kind: 'role', role }));
}
