/** Where the weights of a run come from: made on the GPU at a shape, the same for everybody, or read from a folder's files. */
import type { ModelConfig } from '../model/config';
import { weightsFromFiles } from '../model/weights/from-files';
import { generatorUses, syntheticWeights } from '../model/weights/synthetic';
import type { MakeWeights } from './contestant';
import type { ModelRequest, RunBench } from './run-request';
import { fileDigest, syntheticSource, type WeightSource } from './workload';

export interface RunWeights {
  readonly source: WeightSource;
  /** For a model of this shape; of a folder, for its own. */
  readonly makeOf: (config: ModelConfig) => MakeWeights;
}

/** @throws TokamarkError `cancelled` while a file is read for its digest */
export async function weightsOf(bench: RunBench, model: ModelRequest): Promise<RunWeights> {
  const { context, signal, verifier, events } = bench;
  const tellOf = (onProgress: (fraction: number) => void) => (fraction: number) => {
    bench.throwIfCancelled();
    onProgress(fraction);
  };
  if ('shape' in model) {
    return {
      source: syntheticSource(),
      makeOf:
        (config) =>
        async (recipe, onProgress = () => undefined) => {
          await verifier.verify(generatorUses(recipe), events.onVerified);
          return syntheticWeights(context, config, recipe, tellOf(onProgress));
        },
    };
  }
  return {
    source: { sha256: await fileDigest(model.weights, signal) },
    makeOf:
      () =>
      (recipe, onProgress = () => undefined) =>
        weightsFromFiles(context, model.folder, recipe, { onProgress: tellOf(onProgress) }),
  };
}
