/** The models that write the lab's texts, one for each format: loaded and checked once and then kept, for a class presses more than once. */
import type { Bench, ModelSpec } from '../../benchmark/bench';
import { writingSpec } from '../../benchmark/story';
import type { GpuContext } from '../../device/context';
import type { ModelFormat } from '../../kernels/recipe';
import type { ModelFolder } from '../../model/files/folder';
import type { LoadedModel } from '../../model/load';

/** The beginning of a text is short: reading it by steps of decode takes less than compiling and checking what reads it at once. */
const NO_PREFILL = 0;

export const textSpec = (bench: Bench, folder: ModelFolder, format: ModelFormat): ModelSpec =>
  writingSpec(bench, folder, format, { capacity: folder.config.maxPositions + 1, chunk: NO_PREFILL });

interface Held {
  readonly context: GpuContext;
  readonly folder: ModelFolder;
  readonly models: Map<ModelFormat, LoadedModel>;
}

export class TextModels {
  private held: Held | null = null;

  /** @throws TokamarkError as loading and checking do; nothing of the format stays then */
  async get(bench: Bench, folder: ModelFolder, format: ModelFormat): Promise<LoadedModel> {
    const { models } = this.of(bench.context, folder);
    const model = models.get(format) ?? (await bench.load(textSpec(bench, folder, format)));
    models.set(format, model);
    model.session.signal = bench.signal;
    return model;
  }

  private of(context: GpuContext, folder: ModelFolder): Held {
    if (this.held?.context === context && this.held.folder === folder) return this.held;
    this.forget();
    this.held = { context, folder, models: new Map() };
    return this.held;
  }

  forget(): void {
    for (const model of this.held?.models.values() ?? []) model.dispose();
    this.held = null;
  }
}
