/**
 * FLOPs that training takes: 6 · N · D, two for each weight and token forward and four backward (Kaplan et al., arXiv
 * 2001.08361), beside what the makers published. Attention over the context is not in 6 · N · D.
 */
import { flops, type Flops } from '../../foundation/units';
import type { TrainedModel } from './budgets';

const SECONDS_PER_HOUR = 3600;
/** Two figures of two significant digits agree within this share. */
const AGREE = 0.05;

export interface TrainingCompute {
  /** 6 · N · D; null where the tokens are not published. */
  readonly computed: Flops | null;
  /** Null: not published. */
  readonly published: Flops | null;
  /** Which of the two the years and the electricity are of. */
  readonly used: 'published' | '6·N·D' | null;
  readonly flops: Flops | null;
  /** Published over computed, less 1; null where one is missing. */
  readonly difference: number | null;
  /** In words: how the two compare, or what is missing. */
  readonly says: string;
}

export function trainingCompute({ parameters, activeParameters, tokens, published }: TrainedModel): TrainingCompute {
  const computed = tokens === null ? null : flops(6 * (activeParameters ?? parameters) * tokens);
  const stated = published.flops === null ? null : flops(published.flops);
  const used = stated !== null ? 'published' : computed !== null ? '6·N·D' : null;
  const difference = computed === null || stated === null ? null : stated / computed - 1;
  return {
    computed,
    published: stated,
    used,
    flops: stated ?? computed,
    difference,
    says: saying(computed, stated, difference, published),
  };
}

function saying(
  computed: Flops | null,
  published: Flops | null,
  difference: number | null,
  { gpuHours, gpu }: TrainedModel['published'],
): string {
  if (computed === null && published === null) return 'neither tokens nor FLOPs at hand';
  if (published === null) {
    if (gpuHours === null) return '6·N·D; no published FLOPs at hand';
    return `6·N·D; published are ${gpuHours.toLocaleString('en')} GPU hours${gpu === null ? '' : ` (${gpu})`}`;
  }
  if (difference === null) return 'published; tokens not at hand';
  if (Math.abs(difference) <= AGREE) return 'published, and 6·N·D agrees';
  const percent = Math.round(100 * Math.abs(difference));
  return `published, ${percent} % ${difference > 0 ? 'above' : 'below'} 6·N·D`;
}

/** Share of the peak that the published GPU hours imply, if 6 · N · D was computed in them. */
export function impliedUtilisation(computed: Flops, gpuHours: number, peakFlopsPerSecond: number): number {
  return computed / (gpuHours * SECONDS_PER_HOUR * peakFlopsPerSecond);
}
