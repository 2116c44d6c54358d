/**
 * FLOPs that training takes: 6 · N · D, two for each weight and token forward and four backward (Kaplan et al., arXiv
 * 2001.08361), beside what the makers published. Attention over the context is not in 6 · N · D.
 */
import { flops, type Flops } from '../../foundation/units';
import type { TrainedModel } from './budgets';

/** Two figures of two significant digits agree within this share. */
const AGREE = 0.05;

export interface TrainingCompute {
  /** 6 · N · D; null where the tokens are not published. */
  readonly computed: Flops | null;
  /** Null: not reported. */
  readonly published: Flops | null;
  /** Which of the two the years and the electricity are of. */
  readonly used: 'reported' | '6·N·D' | null;
  readonly flops: Flops | null;
  /** Reported over computed, less 1; null where one is missing. */
  readonly difference: number | null;
  /** In words: which of the two is used, and how they compare. */
  readonly says: string;
}

export function trainingCompute({ parameters, activeParameters, tokens, published }: TrainedModel): TrainingCompute {
  const computed = tokens === null ? null : flops(6 * (activeParameters ?? parameters) * tokens);
  const stated = published.flops === null ? null : flops(published.flops);
  const used = stated !== null ? 'reported' : computed !== null ? '6·N·D' : null;
  const difference = computed === null || stated === null ? null : stated / computed - 1;
  return {
    computed,
    published: stated,
    used,
    flops: stated ?? computed,
    difference,
    says: saying(computed, stated, difference),
  };
}

function saying(computed: Flops | null, reported: Flops | null, difference: number | null): string {
  if (reported === null) return computed === null ? 'neither tokens nor FLOPs at hand' : '6·N·D';
  if (difference === null) return 'reported; tokens not at hand';
  if (Math.abs(difference) <= AGREE) return 'reported, and 6·N·D agrees';
  const percent = Math.round(100 * Math.abs(difference));
  return `reported, ${percent} % ${difference > 0 ? 'above' : 'below'} 6·N·D`;
}
