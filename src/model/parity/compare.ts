/** Measured figures against those of the reference files, for the same windows. Rules and figures; not their texts. */

export interface ReferenceCheck {
  readonly quantity: 'perplexity' | 'kl';
  readonly own: number;
  readonly reference: number;
  /** As a share of the reference. */
  readonly tolerance: number;
  readonly passed: boolean;
}

/** KL may be this share off the reference for the same recipe on the same text. */
export const KL_TOLERANCE = 0.1;
/** FP16 weights are the reference's own: what differs is the f16 of the KV cache and the order of sums. */
const PERPLEXITY_TOLERANCE = 0.005;

/**
 * Perplexity of the first windows against the reference's of the same.
 * @param nll nats per token, one mean per window
 */
export function checkPerplexity(nll: readonly number[], reference: readonly number[]): ReferenceCheck {
  const [own, expected] = [Math.exp(mean(nll)), Math.exp(mean(reference.slice(0, nll.length)))];
  const figures = { quantity: 'perplexity', own, reference: expected, tolerance: PERPLEXITY_TOLERANCE } as const;
  return judged(figures, nll.length <= reference.length);
}

/**
 * KL to FP16 of the first windows against the reference's of the same.
 * @param kl nats, one mean a window
 */
export function checkKl(kl: readonly number[], reference: readonly number[]): ReferenceCheck {
  const [own, expected] = [mean(kl), mean(reference.slice(0, kl.length))];
  const figures = { quantity: 'kl', own, reference: expected, tolerance: KL_TOLERANCE } as const;
  return judged(figures, kl.length <= reference.length);
}

/** @param covered whether the reference has all windows */
function judged(figures: Omit<ReferenceCheck, 'passed'>, covered: boolean): ReferenceCheck {
  const { own, reference, tolerance } = figures;
  // Written so that NaN fails.
  return { ...figures, passed: covered && Math.abs(own - reference) <= tolerance * reference };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
