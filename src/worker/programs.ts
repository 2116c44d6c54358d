/** The protocol's `programs`: what was compiled on a device, as files that a person reads. Runs nothing. */
import { HEADLINE } from '../benchmark/suite/suite';
import { throwIfCancelled } from '../foundation/cancel';
import type { GpuContext } from '../device/context';
import { RECIPES, type ModelFormat } from '../kernels/recipe';
import { programFiles } from '../kernels/program-files';
import { SHAPES } from '../model/shapes';
import { TransformerFrame } from '../model/transformer';
import { syntheticWeights } from '../model/weights/synthetic';
import type { ProgramFile } from './protocol';

export interface Headline {
  readonly shape: string;
  readonly formats: readonly ModelFormat[];
}

/** As at depth 0: 512 tokens of prompt and 64 generated. */
const OPTIONS = { capacity: 512 + 64 + 1, chunk: 512, allLogits: false };

/** @throws TokamarkError `cancelled`, `shader`, `out-of-memory`, `too-large` */
export async function programs(
  context: GpuContext,
  signal: AbortSignal,
  headline: Headline = HEADLINE,
): Promise<readonly ProgramFile[]> {
  for (const shape of SHAPES.filter(({ name }) => name === headline.shape)) {
    for (const format of headline.formats) {
      throwIfCancelled(signal);
      // One layer has the programs of all.
      await context.buffers.within(async () => {
        const weights = await syntheticWeights(context, { ...shape, layers: 1 }, RECIPES[format]);
        await (await TransformerFrame.make(context, weights, OPTIONS)).transformer();
      });
    }
  }
  return programFiles(context.pipelines.requests);
}
