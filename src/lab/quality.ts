/** What rounding costs a model: figures of the held-out text beside those of FP16. */
import type { WindowFigures } from '../model/parity/windows';

export interface Quality {
  /** modelChoiceText() of what was measured. */
  readonly choice: string;
  /** Whether its weights were rounded on the CPU and computed as FP16: true quality, no speed. */
  readonly simulated: boolean;
  readonly windowTokens: number;
  /** Of each window in the order of the text: mean NLL in nats, mean KL to FP16 in nats, share of equal top-1 (0..1). */
  readonly windows: readonly WindowFigures[];
  /** Mean NLL of FP16 in the same windows, nats. */
  readonly fp16Nll: readonly number[];
}

/** Over all its windows. */
export interface QualitySummary {
  readonly perplexity: number;
  readonly fp16Perplexity: number;
  /** Nats per token. */
  readonly kl: number;
  /** 0..1 */
  readonly top1: number;
}

export function summary({ windows, fp16Nll }: Pick<Quality, 'windows' | 'fp16Nll'>): QualitySummary {
  return {
    perplexity: Math.exp(mean(windows.map(({ nll }) => nll))),
    fp16Perplexity: Math.exp(mean(fp16Nll)),
    kl: mean(windows.map(({ kl }) => kl)),
    top1: mean(windows.map(({ top1 }) => top1)),
  };
}

/** What costs most first, by its KL to FP16. */
export const worstFirst = <T extends { readonly quality: Quality }>(all: readonly T[]): readonly T[] =>
  all.toSorted((a, b) => summary(b.quality).kl - summary(a.quality).kl);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
