/** From measured fidelity to what a result holds, and what to warn of. No texts of tables (see fidelity-table.ts). */
import { ENGINE } from '../foundation/build';
import {
  FEWEST_WINDOWS,
  type Fidelity as Measured,
  type FormatFidelity,
  type TensorError,
} from '../benchmark/fidelity/fidelity';
import { meanInterval } from '../benchmark/fidelity/mean-interval';
import { NO_WEIGHTS, relativeRms, together, type Reconstruction } from '../kernels/matrix/reconstruction';
import type { WindowFigures } from '../model/parity/windows';
import type { Fidelity, FidelityRow, Warning } from './schema';

export function fidelityOf(measured: Measured): Fidelity {
  const fp16 = measured.rows.find(({ format }) => format === 'fp16')?.windows ?? [];
  return {
    model: { name: measured.model, sha256: measured.weightsSha256 },
    passage: {
      sha256: measured.passageSha256,
      windowTokens: measured.windowTokens,
      windows: fp16.length,
      windowsAsked: measured.windowsAsked,
    },
    path: 'prefill',
    rows: measured.rows.map((row) => rowOf(row, fp16)),
  };
}

function rowOf(
  { format, windows, check, tensors, error }: FormatFidelity,
  fp16: readonly WindowFigures[],
): FidelityRow {
  const isBase = format === 'fp16';
  const enough = windows.length >= FEWEST_WINDOWS;
  const compared = !isBase && enough;
  const nll = meanInterval(windows.map((window) => window.nll)).mean;
  const figure = (of: (window: WindowFigures) => number) => (compared ? meanOf(windows.map(of)) : null);
  return {
    engine: ENGINE,
    format,
    status: error === null ? 'complete' : 'failed',
    perplexity: enough ? Math.exp(nll) : null,
    perplexityChange: compared ? changeOf(windows, fp16) : null,
    kl: figure(({ kl }) => kl),
    top1: figure(({ top1 }) => top1),
    windows: windows.map((window) => ({
      nll: window.nll,
      kl: isBase ? null : window.kl,
      top1: isBase ? null : window.top1,
    })),
    check: check === null ? null : { ...check },
    weightError: tensors.length === 0 ? null : overall(tensors),
    tensors: tensors.map(({ name, format: matrix, rows, columns, bytes, error: lost }) => ({
      name,
      format: matrix,
      rows,
      columns,
      ...weightError(lost, bytes),
    })),
    error: error === null ? null : { ...error.toData() },
  };
}

const meanOf = (values: readonly number[]): NonNullable<FidelityRow['kl']> => {
  const { mean, interval } = meanInterval(values);
  return { mean, interval: interval === null ? null : { ...interval } };
};

/** Window by window against FP16's own: what the text makes easy or hard falls out. */
function changeOf(windows: readonly WindowFigures[], fp16: readonly WindowFigures[]): FidelityRow['perplexityChange'] {
  const { mean, interval } = meanInterval(windows.map(({ nll }, index) => nll - (fp16[index]?.nll ?? NaN)));
  return {
    mean: Math.expm1(mean),
    interval: interval === null ? null : { low: Math.expm1(interval.low), high: Math.expm1(interval.high) },
  };
}

const overall = (tensors: readonly TensorError[]) =>
  weightError(
    tensors.reduce((sum, { error }) => together([sum, error]), NO_WEIGHTS),
    tensors.reduce((sum, { bytes }) => sum + bytes, 0),
  );

const weightError = (error: Reconstruction, bytes: number) => ({
  relativeRms: relativeRms(error),
  largestError: error.largestError,
  weights: error.weights,
  bytes,
  bitsPerWeight: (8 * bytes) / error.weights,
});

/** One for each format whose figures are not the reference's, or that failed. */
export function fidelityWarnings({ rows, model }: Fidelity): Warning[] {
  return rows.flatMap(({ format, check, error }) => {
    const name = format.toUpperCase();
    if (error !== null) {
      return [{ code: 'fidelity', message: `${name} has no fidelity: ${error.message} ${error.remedy}` }];
    }
    if (check === null || check.passed) return [];
    const what = check.quantity === 'perplexity' ? 'perplexity' : 'KL divergence to FP16';
    const figures = `${three(check.own)} here and ${three(check.reference)} in the reference (± ${check.tolerance * 100} % allowed)`;
    return [
      {
        code: 'fidelity',
        message:
          `${name} does not compute what it should here: ${model.name}’s ${what} is ${figures}. ` +
          `Do not trust this format’s figures on this device, its speed included; update browser and driver, or report it.`,
      },
    ];
  });
}

const three = (value: number): string => String(Number(value.toPrecision(4)));
