/**
 * FP16's model in which any matrices are replaced by what a choice makes of them: only those that another choice rounds otherwise are
 * read, rounded and uploaded again. What it computes has the choice's quality; it has no speed.
 */
import type { Bench } from '../../benchmark/bench';
import type { GpuContext } from '../../device/context';
import { rowPacker } from '../../kernels/matrix/pack';
import { fillMatrix } from '../../kernels/matrix/gpu-matrix';
import { choiceText, type Choice } from '../../lab/choice';
import { choiceAt, type ModelChoice } from '../../lab/model-choice';
import { roundTensor } from '../../lab/round-tensor';
import type { ModelFolder } from '../../model/files/folder';
import type { LoadedModel } from '../../model/load';
import { nextTask } from '../../model/parity/windows';
import { matricesOf, readMatrix, type StoredMatrix } from '../../model/weights/matrices';
import { matrixAt } from '../../model/weights/weights';

const AS_IT_IS = '';

export class SimulatedModel {
  /** By name of the matrix, how it is rounded now. */
  private readonly shown = new Map<string, string>();

  /** @param loaded at FP16, from the folder */
  constructor(
    readonly loaded: LoadedModel,
    private readonly folder: ModelFolder,
  ) {}

  /** @throws TokamarkError `cancelled`: then some matrices are as they were, and the next call goes on from there */
  async show(bench: Bench, choice: ModelChoice): Promise<void> {
    for (const stored of matricesOf(this.folder)) {
      const rounding = choiceAt(choice, stored);
      const text = rounding === null ? AS_IT_IS : choiceText(rounding);
      if (text === (this.shown.get(stored.name) ?? AS_IT_IS)) continue;
      bench.throwIfCancelled();
      await this.replace(bench, stored, rounding);
      this.shown.set(stored.name, text);
      // Rounding is long work on this thread: let a cancel arrive.
      await nextTask();
    }
  }

  private async replace({ context }: Bench, stored: StoredMatrix, rounding: Choice | null): Promise<void> {
    const values = await readMatrix(stored);
    const { role, layer, columns } = stored;
    const rounded = rounding === null ? values : Float32Array.from(roundTensor(rounding, values, columns).values);
    const matrix = matrixAt(this.loaded.transformer.weights, role, layer);
    fillMatrix(context, matrix, rowPacker(matrix.shape.format, rounded, columns));
  }
}

interface Held {
  readonly context: GpuContext;
  readonly folder: ModelFolder;
  readonly model: SimulatedModel;
}

/** The one of the last call, kept for the next. */
export class SimulatedModels {
  private held: Held | null = null;

  /** @param load of FP16's model, where it is not there yet */
  async get(
    { context, signal }: Bench,
    folder: ModelFolder,
    load: () => Promise<LoadedModel>,
  ): Promise<SimulatedModel> {
    if (this.held?.context !== context || this.held.folder !== folder) {
      this.forget();
      this.held = { context, folder, model: new SimulatedModel(await load(), folder) };
    }
    const { model } = this.held;
    model.loaded.session.signal = signal;
    return model;
  }

  forget(): void {
    this.held?.model.loaded.dispose();
    this.held = null;
  }
}
