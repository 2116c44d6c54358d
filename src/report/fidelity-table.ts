/** What each format costs, as rows of text: fidelity beside speed and memory, for page, Markdown and terminal alike. */
import type { ModelFormat } from '../kernels/recipe';
import { ofHeadline } from './headline';
import { isOurs } from '../benchmark/whose';
import { showFigure } from './digits';
import { showBytes } from './quantity';
import { shownFidelity, type FidelityParts, type ShownFidelity } from './fidelity-reference/shown';
import type { Fidelity, FidelityRow, Result, ResultEntry } from './schema';
import { left, right, sheetOf, type Sheet } from './table';

/** What a figure means, in plain words. Not one of them says that a text is good. */
export const FIDELITY_TERMS = {
  perplexity: 'how unsure the model is of the text: as if it chose among this many tokens each time; lower is better',
  kl: 'how far its prediction of the next token is from that of FP16, in nats; 0 means the same',
  top1: 'how often its most likely next token is that of FP16',
  weightError: 'how far the rounded weights are from FP16’s, as a share of their size (root mean square)',
} as const;

export interface CostRow {
  readonly format: ModelFormat;
  /** `123 ± 4`; empty where it was not measured. */
  readonly decode: string;
  readonly prefill: string;
  readonly weights: string;
  readonly bitsPerWeight: string;
  readonly perplexity: string;
  /** `+1.4 %` of FP16's; empty for FP16. */
  readonly change: string;
  readonly kl: string;
  readonly top1: string;
  readonly weightError: string;
  readonly basis: ShownFidelity['basis'];
  readonly check: ShownFidelity['check'];
}

type Measured = Pick<Result, 'results'> & FidelityParts;

/** One row for each format with fidelity or a reference, FP16 first. Speed and bytes are the benchmark's model's. */
export function costRows({ results, ...of }: Measured): readonly CostRow[] {
  return shownFidelity(of).map(({ format, basis, check, perplexity, perplexityChange, kl, top1, weightError }) => {
    const decode = entryOf(results, format, 'decode');
    const prefill = entryOf(results, format, 'prefill');
    const size = decode ?? prefill;
    return {
      format,
      decode: rate(decode),
      prefill: rate(prefill),
      weights: size === undefined ? '' : showBytes(size.weightBytes),
      bitsPerWeight: size === undefined ? '' : String(Number(size.bitsPerWeight.toFixed(2))),
      perplexity: perplexity === null ? '' : perplexity.toFixed(2),
      change: perplexityChange === null ? '' : signedPercent(perplexityChange.mean),
      kl: kl === null ? '' : withInterval(kl, three),
      top1: top1 === null ? '' : withInterval(top1, (share) => `${(100 * share).toFixed(1)} %`),
      weightError: weightError === null ? '' : percent(weightError),
      ...{ basis, check },
    };
  });
}

const entryOf = (results: Measured['results'], format: ModelFormat, phase: ResultEntry['phase']) =>
  ofHeadline(results.filter(isOurs)).find((entry) => entry.format === format && entry.phase === phase);

const rate = (entry: ResultEntry | undefined): string => {
  const figure = entry?.tokensPerSecond ?? null;
  return figure === null ? '' : showFigure(figure);
};

/** Which of the model's speeds stand in the table, such as `SmolLM2-135M`; empty where nothing was timed. */
export const speedModel = ({ results }: Pick<Result, 'results'>): string =>
  [...new Set(ofHeadline(results.filter(isOurs)).map(({ model }) => model.name))].join(', ');

interface TensorRow {
  /** Of the model; that of the matrix may be another. */
  readonly of: ModelFormat;
  readonly tensor: FidelityRow['tensors'][number];
}

const TENSOR_COLUMNS = [
  left<TensorRow>('format', ({ of }) => of.toUpperCase()),
  left<TensorRow>('matrix', ({ tensor }) => tensor.name),
  left<TensorRow>('stored as', ({ tensor }) => tensor.format.toUpperCase()),
  left<TensorRow>('shape', ({ tensor }) => `${tensor.rows}×${tensor.columns}`),
  right<TensorRow>('bits/weight', ({ tensor }) => String(Number(tensor.bitsPerWeight.toFixed(2)))),
  right<TensorRow>('bytes', ({ tensor }) => showBytes(tensor.bytes)),
  right<TensorRow>('relative error', ({ tensor }) => percent(tensor.relativeRms)),
  right<TensorRow>('largest error', ({ tensor }) => three(tensor.largestError)),
];

/** Every matrix of every quantised format. */
export function tensorSheet(fidelity: Fidelity | null): Sheet {
  const rows = (fidelity?.rows ?? []).flatMap(({ format: of, tensors }) => tensors.map((tensor) => ({ of, tensor })));
  return sheetOf(TENSOR_COLUMNS, rows);
}

function withInterval({ mean, interval }: NonNullable<FidelityRow['kl']>, show: (value: number) => string): string {
  return interval === null ? show(mean) : `${show(mean)} (${show(interval.low)} to ${show(interval.high)})`;
}

const three = (value: number): string => String(Number(value.toPrecision(3)));
const percent = (share: number): string => `${three(100 * share)} %`;
const signedPercent = (share: number): string => `${share < 0 ? '−' : '+'}${(100 * Math.abs(share)).toFixed(2)} %`;
