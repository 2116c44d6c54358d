/** A test of one contestant, as it is known before anything runs. Not what becomes of it (measurement.ts). */
import { FORMATS } from '../kernels/format';
import type { AnyRecipe } from '../kernels/recipe';
import type { ModelConfig } from '../model/config';
import { parameterCount } from '../model/shapes';
import { layerShapes, vocabularyShape } from '../model/weights/weights';
import type { Contestant } from './contestant';
import type { Entrant } from './entrant';
import { isFileSource, workloadId, workloadOf, type Test, type WeightSource, type Workload } from './workload';

export interface PlannedTest {
  readonly contestant: Contestant;
  readonly config: ModelConfig;
  readonly test: Test;
  readonly workload: Workload;
  readonly workloadId: string;
  readonly model: { readonly name: string; readonly weights: 'synthetic' | 'file'; readonly parameters: number };
  readonly bitsPerWeight: number;
}

export function plannedTest(
  { contestant, config }: Pick<Entrant, 'contestant' | 'config'>,
  weightsOfRun: WeightSource,
  test: Test,
  promptRule?: string,
): PlannedTest {
  const { recipe } = contestant;
  const weights = contestant.weights ?? weightsOfRun;
  const { server } = contestant.about ?? {};
  const otherModel = server?.otherModel === true ? `another model: ${server.model}` : undefined;
  const workload = workloadOf({ config, weights, recipe, promptRule, ...test });
  return {
    ...{ contestant, config, test, workload },
    workloadId: workloadId(workload),
    model: {
      name: otherModel ?? config.name,
      weights: isFileSource(weights) ? 'file' : 'synthetic',
      parameters: parameterCount(config),
    },
    bitsPerWeight: meanBits(config, recipe),
  };
}

type Shape = ReturnType<typeof vocabularyShape>;

/** Bits per weight: of the vocabulary's matrices by their formats, of all else by those of the linear layers. */
export function meanBits(config: ModelConfig, recipe: AnyRecipe): number {
  const vocabulary = [vocabularyShape(config, recipe, 'embedding')];
  if (!config.tiedEmbeddings) vocabulary.push(vocabularyShape(config, recipe, 'lmHead'));
  const layer = Object.values(layerShapes(config, recipe));
  const weights = (shapes: readonly Shape[]) => shapes.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const bits = (shapes: readonly Shape[]) =>
    shapes.reduce((sum, { format, rows, columns }) => sum + FORMATS[format].bits * rows * columns, 0);
  const all = parameterCount(config);
  return (bits(vocabulary) + (all - weights(vocabulary)) * (bits(layer) / weights(layer))) / all;
}
