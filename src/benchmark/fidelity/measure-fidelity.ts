/**
 * What a number format costs: a model in every format reads the held-out passage, window by window, under forced decode, and what it
 * thinks at each place is compared with FP16. All formats have the same windows.
 */
import { TokamarkError } from '../../foundation/errors';
import type { Seconds } from '../../foundation/units';
import { RECIPES, type ModelFormat } from '../../kernels/recipe';
import type { LoadedModel } from '../../model/load';
import { checkKl, checkPerplexity, type ReferenceCheck } from '../../model/parity/compare';
import type { LogitRows } from '../../model/parity/logits';
import { referenceKl } from '../../model/parity/reference';
import { firstWindows, windowFigures, type WindowFigures } from '../../model/parity/windows';
import { scoreByPrefill } from '../../model/score';
import { weightsFromFiles } from '../../model/weights/from-files';
import type { Bench, LoadModel } from '../bench';
import { scoring } from '../verify';
import { withFp16 } from './expected';
import type { Fidelity, FidelityInput, TensorError } from './fidelity';
import { readInTime } from './in-time';
import { WeightMeter } from './weight-meter';

export interface FidelityRequest {
  readonly input: FidelityInput;
  readonly formats: readonly ModelFormat[];
  /** Of the passage, from its beginning. */
  readonly windows: number;
  /** On the clock: nothing begins that would end after it, by what came before. Null: all windows are read. */
  readonly deadline: Seconds | null;
}

export interface FidelityEvents {
  readonly onProgress: (fraction: number, detail: string) => void;
  /** After every window, with what is known until then. */
  readonly onFidelity: (fidelity: Fidelity) => void;
}

/** Tokens of one prefill pass with all logits: small enough for a slow adapter. */
const CHUNK = 128;

/**
 * @returns null where the deadline left no time for a single window
 * @throws TokamarkError for what FP16 cannot do without, `kernel-check` among it; another format that fails is a row with its error.
 */
export const measureFidelity = (
  bench: Bench,
  request: FidelityRequest,
  events: FidelityEvents,
): Promise<Fidelity | null> => bench.withModels((load) => new Reading(bench, request, events, load).run());

/** A format, and its model as long as nothing is wrong with it. */
interface Row {
  readonly format: ModelFormat;
  model: LoadedModel | null;
  readonly windows: WindowFigures[];
  /** Of the window that is being read; it counts once every format has read it. */
  reading: WindowFigures | null;
  tensors: readonly TensorError[];
  error: TokamarkError | null;
}

class Reading {
  private readonly rows: readonly Row[];
  private readonly steps: number;
  private done = 0;
  /** Of the window that is being read. */
  private fp16: LogitRows | null = null;

  constructor(
    private readonly bench: Bench,
    private readonly request: FidelityRequest,
    private readonly events: FidelityEvents,
    private readonly loadModel: LoadModel,
  ) {
    this.rows = withFp16(request.formats).map((format) => ({
      format,
      model: null,
      windows: [],
      reading: null,
      tensors: [],
      error: null,
    }));
    this.steps = this.rows.length * (request.windows + 1);
  }

  async run(): Promise<Fidelity | null> {
    const { input, windows: asked, deadline } = this.request;
    const { passage, folder, reference } = input;
    const windows = firstWindows(passage, (text) => folder.tokenizer.encode(text), asked, reference.perplexity.window);
    const read = await readInTime(
      {
        formats: this.rows.length,
        windows: windows.length,
        load: async (format) => {
          const row = this.rows[format];
          if (row === undefined) return;
          await this.attempt(row, `weights at ${row.format.toUpperCase()}`, () => this.load(row));
        },
        read: async (index, format) => {
          const [row, tokens] = [this.rows[format], windows[index]];
          if (row === undefined || tokens === undefined) return;
          await this.read(row, tokens, `window ${index + 1} of ${windows.length}`);
        },
        keep: () => {
          for (const row of this.rows) {
            if (row.reading !== null) row.windows.push(row.reading);
            row.reading = null;
          }
          this.events.onFidelity(this.fidelity());
        },
      },
      deadline,
      this.bench.clock,
    );
    return read > 0 ? this.fidelity() : null;
  }

  /** One window in one format; FP16 comes first. */
  private async read(row: Row, tokens: readonly number[], name: string): Promise<void> {
    await this.attempt(row, `${row.format.toUpperCase()}, ${name}`, async () => {
      if (row.model === null) return;
      const logits = await this.logits(row, row.model, tokens);
      if (row.format === 'fp16') this.fp16 = logits;
      const figures = await windowFigures(this.fp16 ?? logits, logits, tokens);
      if (!Object.values(figures).every(Number.isFinite)) throw notNumbers(row.format);
      row.reading = figures;
    });
  }

  /** A format that fails is out, with its error; FP16, and what no format survives, end everything. */
  private async attempt(row: Row, detail: string, work: () => Promise<void>): Promise<void> {
    this.bench.throwIfCancelled();
    if (row.error === null) {
      this.events.onProgress(this.done / this.steps, detail);
      await this.bench.attempt(work, (error) => {
        if (row.format === 'fp16') throw error;
        row.error = error;
        row.reading = null;
        row.model?.dispose();
        row.model = null;
      });
    }
    this.done += 1;
  }

  private async logits({ format }: Row, model: LoadedModel, tokens: readonly number[]): Promise<LogitRows> {
    try {
      const logits = await scoreByPrefill(this.bench.context, model.session, tokens);
      return { vocabSize: this.request.input.folder.config.vocabSize, firstPosition: 0, logits };
    } catch (thrown) {
      // This model is known to stay in range: the device is to blame.
      if (thrown instanceof TokamarkError && thrown.code === 'range') throw notNumbers(format, thrown);
      throw thrown;
    }
  }

  private async load(row: Row): Promise<void> {
    const { bench } = this;
    const { folder, reference } = this.request.input;
    const capacity = reference.perplexity.window + 1;
    const meter = new WeightMeter();
    row.model = await this.loadModel({
      name: `${folder.config.name} at ${row.format.toUpperCase()}`,
      makeWeights: () =>
        weightsFromFiles(bench.context, folder, RECIPES[row.format], {
          onProgress: () => bench.throwIfCancelled(),
          // Errors are against FP16: it has none of its own.
          ...(row.format === 'fp16' ? {} : { onPacked: (packed) => meter.add(packed) }),
        }),
      options: { capacity, chunk: Math.min(CHUNK, capacity - 1), allLogits: true },
      chosen: null,
      runs: scoring,
      heard: { onLoaded: () => (row.tensors = meter.tensors()) },
    });
  }

  private fidelity(): Fidelity {
    const { input, windows } = this.request;
    return {
      model: input.folder.config.name,
      weightsSha256: input.weightsSha256,
      passageSha256: input.passageSha256,
      windowTokens: input.reference.perplexity.window,
      windowsAsked: windows,
      rows: this.rows.map(({ format, windows: read, tensors, error }) => ({
        format,
        windows: error === null ? [...read] : [],
        check: error === null ? this.check(format, read) : null,
        tensors,
        error,
      })),
    };
  }

  private check(format: ModelFormat, windows: readonly WindowFigures[]): ReferenceCheck | null {
    const { reference, quantised } = this.request.input;
    if (windows.length === 0) return null;
    if (format === 'fp16') {
      return checkPerplexity(
        windows.map(({ nll }) => nll),
        reference.perplexity.window_mean_nll,
      );
    }
    return checkKl(
      windows.map(({ kl }) => kl),
      referenceKl(quantised, format, 'quantised.json'),
    );
  }
}

const notNumbers = (format: ModelFormat, cause?: TokamarkError) =>
  new TokamarkError(
    {
      code: 'kernel-check',
      message: `${format.toUpperCase()} gives logits on this device that are not numbers${cause === undefined ? '.' : `: ${cause.message}`}`,
      where: `fidelity ${format}`,
      remedy:
        'Do not trust this format’s speed here. Update the browser and the graphics driver; if that does not help, report it with the adapter.',
    },
    { cause },
  );
