/** The protocol's `labQuality`: what a choice makes of windows of the held-out text, beside FP16, whose logits are computed once and held. */
import type { Bench, ModelSpec } from '../../benchmark/bench';
import { scoring } from '../../benchmark/verify';
import { TokamarkError } from '../../foundation/errors';
import { RECIPES, type ModelFormat } from '../../kernels/recipe';
import { modelChoiceText, type ModelChoice } from '../../lab/model-choice';
import type { Quality } from '../../lab/quality';
import type { ModelFolder } from '../../model/files/folder';
import type { LoadedModel } from '../../model/load';
import type { LogitRows } from '../../model/parity/logits';
import { firstWindows, meanNll, windowFigures, type WindowFigures } from '../../model/parity/windows';
import { scoreByPrefill } from '../../model/score';
import { weightsFromFiles } from '../../model/weights/from-files';
import type { QualityStore } from './quality-store';
import type { SimulatedModels } from './simulated-model';

export interface Passage {
  readonly folder: ModelFolder;
  readonly text: string;
  readonly weightsSha256: string;
  readonly passageSha256: string;
}

export interface QualityRequest {
  readonly choice: ModelChoice;
  readonly windows: number;
}

/** Of a window, as in the reference files. */
const WINDOW_TOKENS = 512;
/** The passage has as many. */
const MOST_WINDOWS = 32;
/** Tokens of one prefill pass with all logits: small enough for a slow adapter. */
const CHUNK = 128;
const FP16: ModelChoice = { kind: 'shipped', format: 'fp16' };

export class QualityMeter {
  /** FP16's logits, window by window. */
  private readonly held: { readonly rows: LogitRows; readonly nll: number }[] = [];

  constructor(
    private readonly passage: Passage,
    private readonly store: QualityStore,
    private readonly models: SimulatedModels,
  ) {}

  /** @throws TokamarkError `option`, `cancelled`, `kernel-check`, and as loading a model does */
  async measure(
    bench: Bench,
    { choice, windows }: QualityRequest,
    onProgress: (fraction: number) => void = () => undefined,
  ): Promise<Quality> {
    if (!Number.isInteger(windows) || windows < 1 || windows > MOST_WINDOWS) throw notSoMany();
    const kept = await this.store.read(this.passage, choice, windows);
    if (kept !== null) return kept;
    const isOwn = modelChoiceText(choice) === modelChoiceText(FP16);
    const missing = Math.max(0, windows - this.held.length);
    // Loading a model takes about as long as a window.
    const steps = (missing > 0 ? missing + 1 : 0) + (isOwn ? 0 : windows + 1);
    let done = 0;
    const onStep = () => onProgress(Math.min(1, (done += 1) / Math.max(1, steps)));
    const texts = this.windows(windows);
    await this.readFp16(bench, texts, onStep);
    const figures = isOwn ? this.ownFigures(windows) : await this.figures(bench, choice, texts, onStep);
    const quality: Quality = {
      choice: modelChoiceText(choice),
      simulated: choice.kind === 'simulated',
      windowTokens: this.windowTokens,
      windows: figures,
      fp16Nll: this.held.slice(0, windows).map(({ nll }) => nll),
    };
    await this.store.write(this.passage, quality);
    return quality;
  }

  private get windowTokens(): number {
    return Math.min(WINDOW_TOKENS, this.passage.folder.config.maxPositions);
  }

  private windows(count: number): readonly (readonly number[])[] {
    const { folder, text } = this.passage;
    return firstWindows(text, (part) => folder.tokenizer.encode(part), count, this.windowTokens);
  }

  private async readFp16(bench: Bench, texts: readonly (readonly number[])[], onStep: () => void): Promise<void> {
    const missing = texts.slice(this.held.length);
    if (missing.length === 0) return;
    await this.withModel(bench, FP16, async (model) => {
      onStep();
      for (const tokens of missing) {
        const rows = await this.logits(bench, model, tokens);
        this.held.push({ rows, nll: await meanNll(rows, tokens) });
        onStep();
      }
    });
  }

  private ownFigures(windows: number): readonly WindowFigures[] {
    return this.held.slice(0, windows).map(({ nll }) => ({ nll, kl: 0, top1: 1 }));
  }

  private figures(
    bench: Bench,
    choice: ModelChoice,
    texts: readonly (readonly number[])[],
    onStep: () => void,
  ): Promise<readonly WindowFigures[]> {
    return this.withModel(bench, choice, async (model) => {
      onStep();
      const read: WindowFigures[] = [];
      for (const [i, tokens] of texts.entries()) {
        const rows = await this.logits(bench, model, tokens);
        const figures = await windowFigures(this.held[i]?.rows ?? rows, rows, tokens);
        if (!Object.values(figures).every(Number.isFinite)) throw notNumbers(choice);
        read.push(figures);
        onStep();
      }
      return read;
    });
  }

  private async logits(bench: Bench, { session }: LoadedModel, tokens: readonly number[]): Promise<LogitRows> {
    bench.throwIfCancelled();
    const logits = await scoreByPrefill(bench.context, session, tokens);
    return { vocabSize: this.passage.folder.config.vocabSize, firstPosition: 0, logits };
  }

  /** What a format of the product stores is loaded for `use` alone; all else is FP16's model, in which what is rounded is replaced. */
  private async withModel<T>(bench: Bench, choice: ModelChoice, use: (model: LoadedModel) => Promise<T>): Promise<T> {
    if (choice.kind === 'shipped' && choice.format !== 'fp16')
      return bench.withModel(this.spec(bench, choice.format), use);
    const simulated = await this.models.get(bench, this.passage.folder, () => bench.load(this.spec(bench, 'fp16')));
    await simulated.show(bench, choice);
    return use(simulated.loaded);
  }

  private spec(bench: Bench, format: ModelFormat): ModelSpec {
    const { folder } = this.passage;
    return {
      name: `${folder.config.name} at ${format.toUpperCase()}`,
      makeWeights: () =>
        weightsFromFiles(bench.context, folder, RECIPES[format], { onProgress: () => bench.throwIfCancelled() }),
      options: { capacity: this.windowTokens + 1, chunk: CHUNK, allLogits: true },
      chosen: null,
      runs: scoring,
    };
  }
}

const notSoMany = () =>
  new TokamarkError({
    code: 'option',
    message: 'The lab cannot read that many windows.',
    where: 'windows',
    remedy: `Ask for a whole number from 1 to ${MOST_WINDOWS}.`,
  });

const notNumbers = (choice: ModelChoice) =>
  new TokamarkError({
    code: 'kernel-check',
    message: `${modelChoiceText(choice)} gives logits on this device that are not numbers.`,
    where: `lab ${modelChoiceText(choice)}`,
    remedy: 'Update the browser and the graphics driver; if that does not help, report it with the adapter.',
  });
