/**
 * What everything that runs on a device shares: made once for a run, a text or a score, and handed on as it is. It loads models, so that
 * no model runs unchecked, and it says what a failure costs. Not what is run (run.ts).
 */
import type { GpuContext } from '../device/context';
import { throwIfCancelled } from '../foundation/cancel';
import { asTokamarkError, TokamarkError } from '../foundation/errors';
import type { Bytes, Seconds } from '../foundation/units';
import type { Dispatch } from '../kernels/kernel';
import type { TransformerOptions } from '../model/activations';
import { loadModel, type LoadedModel } from '../model/load';
import type { Transformer } from '../model/transformer';
import type { ModelWeights } from '../model/weights/weights';
import type { ChosenVariants } from '../tuning/site';
import { BudgetTime } from './budget-time';
import { systemClock, type Clock } from './clock';
import { UNWATCHED, type Watch } from './guards/watch';
import { endsEverything, without } from './survive';
import { distinctUses, Verifier, type Verified } from './verify';

/** What any work tells while it goes on. */
export interface BenchEvents {
  /** @param step of a run (steps.ts) */
  readonly onProgress: (step: string, fraction: number, detail: string) => void;
  readonly onVerified: (verified: Verified) => void;
  /** Something failed that the run survives. */
  readonly onProblem: (error: TokamarkError) => void;
}

export const SILENT: BenchEvents = {
  onProgress: () => undefined,
  onVerified: () => undefined,
  onProblem: () => undefined,
};

export interface BenchSetup<E extends BenchEvents> {
  readonly context: GpuContext;
  readonly signal: AbortSignal | null;
  readonly events: E;
  readonly clock?: Clock;
  readonly watch?: Watch;
  /** For everything, from now on; null, or left out: there is always time. */
  readonly budget?: Seconds | null;
  /** Main memory of this machine, where it is known. */
  readonly memory?: Bytes | null;
  readonly verifier?: Verifier;
}

export interface ModelEvents {
  /** Its weights are there, and its checks begin. */
  readonly onLoaded?: (model: LoadedModel) => void;
  readonly onChecked?: (verified: Verified, fraction: number) => void;
  /** Where this is given, a kernel that is wrong here does not refuse the model: another variant may be right, and is checked later. */
  readonly onWrong?: (error: TokamarkError) => void;
}

export interface ModelSpec {
  /** In messages: `SmolLM2-135M at INT4`. */
  readonly name: string;
  readonly makeWeights: () => Promise<ModelWeights>;
  readonly options: TransformerOptions;
  /** By site; null: the default variants run. */
  readonly chosen: ChosenVariants | null;
  /** What is run of it, and so checked. */
  readonly runs: (model: Transformer) => readonly Dispatch[];
  readonly heard?: ModelEvents;
}

export type LoadModel = (spec: ModelSpec) => Promise<LoadedModel>;

export class Bench<E extends BenchEvents = BenchEvents> {
  readonly context: GpuContext;
  readonly clock: Clock;
  readonly signal: AbortSignal | null;
  readonly events: E;
  readonly memory: Bytes | null;
  readonly budget: BudgetTime;
  /** Waits for what would void a repetition, outside of the budget, and says what did. */
  readonly watch: Watch;
  readonly verifier: Verifier;

  constructor({ context, signal, events, ...rest }: BenchSetup<E>) {
    const { clock = systemClock, watch = UNWATCHED, budget = null, memory = null } = rest;
    this.context = context;
    this.clock = clock;
    this.signal = signal;
    this.events = events;
    this.memory = memory;
    this.budget = new BudgetTime(clock, budget);
    this.watch = this.budget.watching(watch);
    this.verifier = rest.verifier ?? new Verifier(context, signal);
  }

  /** @throws TokamarkError `cancelled` */
  throwIfCancelled(): void {
    throwIfCancelled(this.signal);
  }

  /** What `work` gives, or what `onFailure` makes of its failure. @throws TokamarkError that ends everything (see endsEverything) */
  async attempt<T>(work: () => Promise<T>, onFailure: (error: TokamarkError) => T): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      if (endsEverything(thrown)) throw thrown;
      return onFailure(asTokamarkError(thrown));
    }
  }

  /**
   * What `work` gives; null where it failed, of which events.onProblem has then heard. What the device refuses meanwhile is this extra's
   * failure too: no later step hears of it.
   * @param extra in words that continue "This run goes on without ..."
   * @throws TokamarkError that ends everything
   */
  survive<T>(extra: string, work: () => Promise<T>): Promise<T | null> {
    return this.attempt<T | null>(
      () => this.context.guarded(extra, work),
      (error) => {
        this.events.onProblem(without(extra, error));
        return null;
      },
    );
  }

  /**
   * Loads a model, puts its variants in place and checks every kernel that it runs. The caller disposes of it.
   * @throws TokamarkError as loading does, `kernel-check`; nothing stays allocated then
   */
  async load(spec: ModelSpec): Promise<LoadedModel> {
    const made: LoadedModel[] = [];
    try {
      return await this.context.guarded(spec.name, async () => {
        const model = await loadModel(this.context, spec.makeWeights, spec.options, this.signal);
        made.push(model);
        if (spec.chosen !== null) await model.choose(spec.chosen);
        spec.heard?.onLoaded?.(model);
        await this.check(model.transformer, spec);
        return model;
      });
    } catch (thrown) {
      for (const model of made) model.dispose();
      throw thrown;
    }
  }

  private async check(transformer: Transformer, { runs, heard = {} }: ModelSpec): Promise<void> {
    try {
      await this.verifier.verify(distinctUses(runs(transformer)), heard.onChecked);
    } catch (thrown) {
      const isWrong = thrown instanceof TokamarkError && thrown.code === 'kernel-check';
      if (!isWrong || heard.onWrong === undefined) throw thrown;
      heard.onWrong(thrown);
    }
  }

  /** Hands over what loads models; frees all that it has loaded once `use` has ended. */
  async withModels<T>(use: (load: LoadModel) => Promise<T>): Promise<T> {
    const loaded: LoadedModel[] = [];
    try {
      return await use(async (spec) => {
        const model = await this.load(spec);
        loaded.push(model);
        return model;
      });
    } finally {
      for (const model of loaded) model.dispose();
    }
  }

  /** Loads, chooses, checks, hands over and frees. */
  withModel<T>(spec: ModelSpec, use: (model: LoadedModel) => Promise<T>): Promise<T> {
    return this.withModels(async (load) => use(await load(spec)));
  }
}
