/**
 * The lab's part of the engine: what it holds between two calls, so that nothing is opened, checked or computed twice. Its memory is a
 * small model's: the weights as f32, and FP16's logits of the windows that were asked for.
 */
import type { Bench } from '../../benchmark/bench';
import { fileDigest } from '../../benchmark/workload';
import type { GpuContext } from '../../device/context';
import { decodeBlob } from '../../foundation/decode-text';
import type { ModelChoice } from '../../lab/model-choice';
import type { Quality } from '../../lab/quality';
import type { Matrix, TensorFacts } from '../../lab/tensor-facts';
import { openModelFiles, type ModelFiles, type ModelFolder } from '../../model/files/folder';
import type { LoadedModel } from '../../model/load';
import { matricesOf, readMatrix } from '../../model/weights/matrices';
import type { TuningStore } from '../../tuning/store';
import { Benches } from '../benches';
import { partsOf, rankParts } from './layers';
import type {
  LabFiles,
  LabLayersEvent,
  LabLayersRequest,
  LabProgress,
  LabQualityRequest,
  LabReadyRequest,
  LabTensorsRequest,
  LabTexts,
  LabTextsEvent,
  LabTextsRequest,
  PartQuality,
} from './lab-protocol';
import { QualityMeter } from './quality';
import { QualityStore } from './quality-store';
import { SimulatedModels } from './simulated-model';
import { factsOf } from './tensors';
import { TextModels, textSpec } from './text-models';
import { writeTexts } from './texts';

export interface Place {
  readonly context: GpuContext;
  readonly signal: AbortSignal;
  /** Whether no other tab uses the GPU. */
  readonly alone: boolean;
}

export class Lab {
  private readonly folders = new Kept<ModelFolder>();
  private readonly weights = new Kept<readonly Matrix[]>();
  private readonly meters = new Kept<QualityMeter>();
  private readonly textModels = new TextModels();
  private readonly simulated = new SimulatedModels();
  /** Another than the one that is measured: this one reads its prompt by steps of decode. */
  private readonly simulatedTexts = new SimulatedModels();
  private readonly benches = new Benches();
  private readonly store: QualityStore;

  constructor(store: TuningStore, shaderHash: string) {
    this.store = new QualityStore(store, shaderHash);
  }

  async texts(
    { context, signal, alone }: Place,
    request: LabTextsRequest,
    onEvent: (event: LabTextsEvent) => void,
  ): Promise<LabTexts> {
    const folder = await this.folder(request.model);
    const bench = this.benches.on(context, signal);
    const modelOf = (choice: ModelChoice) => this.writer(bench, folder, choice);
    return { ...(await writeTexts(bench, { folder, modelOf }, request, onEvent)), alone };
  }

  /** Loads and checks what writes by each of the choices; what cannot be, the texts will say. Nothing where another tab uses the GPU. */
  async ready({ context, signal, alone }: Place, request: LabReadyRequest): Promise<void> {
    if (!alone) return;
    const folder = await this.folder(request.model);
    const bench = this.benches.on(context, signal);
    for (const choice of request.choices) {
      bench.throwIfCancelled();
      await bench.attempt<LoadedModel | null>(
        () => this.writer(bench, folder, choice),
        () => null,
      );
    }
  }

  async quality(
    { context, signal }: Place,
    request: LabQualityRequest,
    onEvent: (event: LabProgress) => void,
  ): Promise<Quality> {
    const meter = await this.meter(request.files);
    const onProgress = (fraction: number) => onEvent({ type: 'progress', fraction });
    return meter.measure(this.benches.on(context, signal), request, onProgress);
  }

  async layers(
    { context, signal }: Place,
    request: LabLayersRequest,
    onEvent: (event: LabLayersEvent) => void,
  ): Promise<readonly PartQuality[]> {
    const meter = await this.meter(request.files);
    const { config } = await this.folder(request.files.model);
    const bench = this.benches.on(context, signal);
    return rankParts(
      partsOf(config, request),
      (asked, onProgress) => meter.measure(bench, asked, onProgress),
      request,
      onEvent,
    );
  }

  async tensors({ model, choice }: LabTensorsRequest): Promise<readonly TensorFacts[]> {
    return factsOf(await this.matrices(model), choice);
  }

  /** Frees what it holds of the GPU. */
  forget(): void {
    this.textModels.forget();
    this.simulated.forget();
    this.simulatedTexts.forget();
  }

  /** The model that writes by a choice. */
  private async writer(bench: Bench, folder: ModelFolder, choice: ModelChoice): Promise<LoadedModel> {
    if (choice.kind === 'shipped') return this.textModels.get(bench, folder, choice.format);
    const model = await this.simulatedTexts.get(bench, folder, () => bench.load(textSpec(bench, folder, 'fp16')));
    await model.show(bench, choice);
    return model.loaded;
  }

  private folder(model: ModelFiles): Promise<ModelFolder> {
    return this.folders.get(keyOf(model), () => openModelFiles(model));
  }

  private matrices(model: ModelFiles): Promise<readonly Matrix[]> {
    return this.weights.get(keyOf(model), async () => {
      const read: Matrix[] = [];
      for (const stored of matricesOf(await this.folder(model))) {
        const { name, role, layer, rows, columns } = stored;
        read.push({ name, role, layer, rows, columns, values: await readMatrix(stored) });
      }
      return read;
    });
  }

  private meter({ model, passage }: LabFiles): Promise<QualityMeter> {
    return this.meters.get(`${keyOf(model)} ${passage.size}`, async () => {
      const read = {
        folder: await this.folder(model),
        text: await decodeBlob(passage, `${model.name}/heldout.txt`, 'import', MOST_PASSAGE),
        weightsSha256: await fileDigest(model.weights),
        passageSha256: await fileDigest(passage),
      };
      return new QualityMeter(read, this.store, this.simulated);
    });
  }
}

/** The one that ships has 60 kB. */
const MOST_PASSAGE = 16 * 1024 * 1024;

const keyOf = ({ name, weights }: ModelFiles): string => `${name} ${weights.size}`;

/** The last value that was made, for a key; one whose making failed is made anew. */
class Kept<T> {
  private held: { readonly key: string; readonly value: Promise<T> } | null = null;

  async get(key: string, make: () => Promise<T>): Promise<T> {
    if (this.held?.key !== key) this.held = { key, value: make() };
    const { held } = this;
    try {
      return await held.value;
    } catch (thrown) {
      if (this.held === held) this.held = null;
      throw thrown;
    }
  }
}
