/** Weights made on the GPU at a model's true shape: no download comes before the first number. They say nothing sensible. */
import type { GpuContext } from '../../device/context';
import { encode } from '../../kernels/bind';
import { activations, mix } from '../../kernels/random';
import type { Recipe } from '../../kernels/recipe';
import type { Dispatch, KernelUse } from '../../kernels/kernel';
import { allocateMatrix, type GpuMatrix } from '../../kernels/matrix/gpu-matrix';
import { padded, type MatrixShape } from '../../kernels/matrix/layout';
import * as generator from '../../../shaders/synthetic-weights';
import { WEIGHT_SEED } from '../../../shaders/synthetic-weights/reference';
import type { ModelConfig } from '../config';
import { layerShapes, vocabularyShape, type LayerWeights, type ModelWeights } from './weights';

/**
 * @param onProgress called with 0..1 after each layer; what it throws ends the making
 * @throws TokamarkError `too-large`, `out-of-memory`
 */
export function syntheticWeights(
  context: GpuContext,
  config: ModelConfig,
  recipe: Recipe,
  onProgress: (fraction: number) => void = () => undefined,
): Promise<ModelWeights> {
  return context.guarded(`${config.name}'s weights at ${recipe.id}`, async () => {
    const maker = new Maker(context);
    const shapes = layerShapes(config, recipe);
    const vocabulary = (name: string, role: 'embedding' | 'lmHead') =>
      maker.matrix(name, vocabularyShape(config, recipe, role));
    const embedding = await vocabulary('embedding', 'embedding');
    const lmHead = config.tiedEmbeddings ? embedding : await vocabulary('LM head', 'lmHead');
    const layers: LayerWeights[] = [];
    for (let i = 0; i < config.layers; i++) {
      layers.push({
        inputNorm: maker.norm(`layer ${i} input norm`, config.hiddenSize),
        qkv: await maker.matrix(`layer ${i} qkv`, shapes.qkv),
        qkvBias: config.qkvBias ? maker.bias(`layer ${i} qkv bias`, shapes.qkv.rows) : null,
        output: await maker.matrix(`layer ${i} output`, shapes.output),
        outputBias: config.outputBias ? maker.bias(`layer ${i} output bias`, config.hiddenSize) : null,
        postNorm: maker.norm(`layer ${i} post norm`, config.hiddenSize),
        gateUp: await maker.matrix(`layer ${i} gate up`, shapes.gateUp),
        down: await maker.matrix(`layer ${i} down`, shapes.down),
      });
      await context.settled();
      onProgress((i + 1) / config.layers);
    }
    const finalNorm = maker.norm('final norm', config.hiddenSize);
    return { config, recipe, embedding, lmHead, finalNorm, layers, losses: [] };
  });
}

/** What makes the matrices of a recipe, at small shapes: to be checked before it makes any. */
export function generatorUses({ weights }: Recipe): readonly KernelUse[] {
  return generator.kernel.cases.filter(({ id }) =>
    Object.values(weights).some((each) => id.startsWith(`${generator.kernel.name} ${each} `)),
  );
}

class Maker {
  private made = 0;

  constructor(private readonly context: GpuContext) {}

  private nextSeed(): number {
    this.made += 1;
    return mix(WEIGHT_SEED ^ Math.imul(this.made, 0x9e3779b9));
  }

  async matrix(label: string, shape: MatrixShape): Promise<GpuMatrix> {
    const matrix = allocateMatrix(this.context, label, shape);
    const dispatches: Dispatch[] = [];
    const seed = this.nextSeed();
    for (const shard of matrix.shards) dispatches.push(await generator.create(this.context, shard, seed));
    const encoder = this.context.device.createCommandEncoder({ label });
    encode(encoder, dispatches, 1);
    this.context.device.queue.submit([encoder.finish()]);
    return matrix;
  }

  /** Around 1, as trained norms are. */
  norm(label: string, width: number): GPUBuffer {
    return this.vector(
      label,
      activations(width, this.nextSeed()).map((value) => 1 + 0.02 * Math.tanh(value)),
    );
  }

  bias(label: string, width: number): GPUBuffer {
    return this.vector(
      label,
      activations(width, this.nextSeed()).map((value) => 0.1 * Math.tanh(value)),
    );
  }

  private vector(label: string, values: Float32Array): GPUBuffer {
    const data = new Float32Array(padded(values.length));
    data.set(values);
    return this.context.buffers.upload(label, data);
  }
}
