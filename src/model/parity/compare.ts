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
 * @param nll nats a token, one mean a window
 */
export function checkPerplexity(nll: readonly number[], reference: readonly number[]): ReferenceCheck {
  const [own, expected] = [Math.exp(mean(nll)), Math.exp(mean(reference.slice(0, nll.length)))];
  return compare('perplexity', own, expected, PERPLEXITY_TOLERANCE, nll.length <= reference.length);
}

/**
 * KL to FP16 of the first windows against the reference's of the same.
 * @param kl nats, one mean a window
 */
export function checkKl(kl: readonly number[], reference: readonly number[]): ReferenceCheck {
  return compare('kl', mean(kl), mean(reference.slice(0, kl.length)), KL_TOLERANCE, kl.length <= reference.length);
}

function compare(
  quantity: ReferenceCheck['quantity'],
  own: number,
  reference: number,
  tolerance: number,
  covered: boolean,
): ReferenceCheck {
  // Written so that NaN fails.
  return { quantity, own, reference, tolerance, passed: covered && Math.abs(own - reference) <= tolerance * reference };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
