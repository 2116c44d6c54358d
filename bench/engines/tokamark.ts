/**
 * Our own engine as a peer sees it: everything of it that touches the product's interfaces is in this file and in
 * tokamark-operators.ts. The same code runs under Dawn in Node and in a page.
 */
import { SHADER_HASH } from 'virtual:shader-hash';
import { Bench, SILENT } from '../../src/benchmark/bench';
import { loadSubject, onePass } from '../../src/benchmark/subject';
import { systemClock } from '../../src/benchmark/clock';
import { tuneSubject } from '../../src/benchmark/tune-subject';
import type { GpuContext } from '../../src/device/context';
import { COMMIT, VERSION } from '../../src/foundation/build';
import { arithmeticOf, MODEL_FORMATS, RECIPES, type ModelFormat } from '../../src/kernels/recipe';
import { SHAPES } from '../../src/model/shapes';
import { syntheticWeights } from '../../src/model/weights/synthetic';
import { weightBytesPerToken } from '../../src/model/weights/weights';
import { TuningMemory } from '../../src/tuning/memory';
import { storeInMemory } from '../../src/tuning/store';
import { PEER_SHAPE } from '../peer-shape';
import type { Facts, PeerEngine, Prepared, Workload } from '../protocol';
import { OperatorRun, VariantMemory } from './tokamark-operators';
import { repetitionsFor, warmUp } from './sample-time';

/** Twice what a run on a software adapter gives a format, since the machine may be busy. */
const TUNING_SECONDS = 10;

type Ready = { readonly run: () => Promise<number>; readonly release: () => void };

export class Tokamark implements PeerEngine {
  private ready: Ready | null = null;
  private readonly variants = new VariantMemory();

  constructor(private readonly context: GpuContext) {}

  facts(): Promise<Facts> {
    const { vendor, device, description } = this.context.granted;
    return Promise.resolve({
      engine: `tokamark ${VERSION}, commit ${COMMIT}, shaders ${SHADER_HASH.slice(0, 12)}`,
      adapter: [description || device, vendor].filter((part) => part !== '').join(', '),
      settings: [
        `each kernel is the fastest of its variants on this device, found beforehand: by the product's own tuner in ${TUNING_SECONDS} s per model, by timing them for single operators`,
        'activations f32; weights synthetic, made on the GPU; KV cache f16, of fixed size',
        'decode is batched: nothing is read back until the last token; the choice of each token (argmax) is included',
        'prefill is timed until the first token is known on the CPU; LM head for the last token only',
      ],
    });
  }

  async prepare(workload: Workload): Promise<Prepared> {
    await this.release();
    switch (workload.kind) {
      case 'decode':
      case 'prefill':
        return this.prepareModel(workload);
      case 'matmul':
      case 'attention':
        return this.prepareOperator(workload);
    }
  }

  run(): Promise<number> {
    if (this.ready === null) throw new Error('nothing is prepared');
    return this.ready.run();
  }

  release(): Promise<void> {
    this.ready?.release();
    this.ready = null;
    return Promise.resolve();
  }

  private async prepareModel(workload: Extract<Workload, { kind: 'decode' | 'prefill' }>): Promise<Prepared> {
    const { context } = this;
    const config = SHAPES.find(({ name }) => name === PEER_SHAPE);
    const recipe = RECIPES[modelFormat(workload.format)];
    if (config === undefined) throw new Error(`the product has no shape called ${PEER_SHAPE}`);
    const decode = workload.kind === 'decode';
    const bench = new Bench({ context, signal: null, events: SILENT });
    const subject = await loadSubject(bench, {
      ...{ config, recipe, gemmRates: null, chosen: null },
      makeWeights: () => syntheticWeights(context, config, recipe),
      tests: [{ phase: workload.kind, depth: workload.depth ?? 0, tokens: workload.tokens, batch: 1 }],
    });
    const memory = new TuningMemory(storeInMemory(), 'bench', () => undefined);
    await tuneSubject(bench, subject, { memory, budget: TUNING_SECONDS, onProgress: () => undefined });
    const [test] = subject.tests;
    if (test === undefined) throw new Error('there is nothing to time');
    const once = async (): Promise<number> => (await onePass(subject, test, systemClock)).taken;
    // The first passes also find out how much one submit may hold.
    await warmUp(once, 3);
    this.ready = { run: once, release: () => subject.model.dispose() };
    return {
      bytesPerToken: decode ? weightBytesPerToken(subject.model.transformer.weights) : null,
      note: recipe.activations === 'f32' ? '' : arithmeticOf(recipe),
    };
  }

  private async prepareOperator(workload: Extract<Workload, { kind: 'matmul' | 'attention' }>): Promise<Prepared> {
    const operator = await OperatorRun.make(this.context, workload, this.variants);
    const repetitions = repetitionsFor(await warmUp(() => operator.run(1), 3));
    this.ready = { run: () => operator.run(repetitions), release: () => operator.dispose() };
    return { bytesPerToken: null, note: operator.variant };
  }
}

function modelFormat(name: string): ModelFormat {
  const format = MODEL_FORMATS.find((each) => each === name);
  if (format === undefined) throw new Error(`we have no format called ${name}`);
  return format;
}
