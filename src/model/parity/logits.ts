/** Logits of several positions, and what is computed from one row of them, in float64. */
import { TokamarkError } from '../../foundation/errors';

export interface LogitRows {
  readonly vocabSize: number;
  /** The position of the first row: it follows tokens[0..firstPosition]. */
  readonly firstPosition: number;
  /** (positions, vocabSize) row-major. */
  readonly logits: Float32Array;
}

/** The row that predicts the token after `position`. (vocabSize) */
export function rowAt({ vocabSize, firstPosition, logits }: LogitRows, position: number): Float32Array {
  const start = (position - firstPosition) * vocabSize;
  if (start < 0 || start + vocabSize > logits.length) {
    throw new TokamarkError({
      code: 'internal',
      message: `The engine gave no logits for position ${position}.`,
      where: `positions ${firstPosition} to ${firstPosition + logits.length / vocabSize - 1}`,
      remedy: 'Report this as a bug in Tokamark.',
    });
  }
  return logits.subarray(start, start + vocabSize);
}

/** The first of the highest; NaN never wins. */
export function argmax(row: Float32Array): number {
  let best = -1;
  let highest = -Infinity;
  row.forEach((logit, token) => {
    if (logit > highest) {
      highest = logit;
      best = token;
    }
  });
  return best;
}

export function logSumExp(row: Float32Array): number {
  let highest = -Infinity;
  for (const logit of row) highest = Math.max(highest, logit);
  let sum = 0;
  for (const logit of row) sum += Math.exp(logit - highest);
  return highest + Math.log(sum);
}

/** Negative log-likelihood of `token`, nats. */
export function negativeLogLikelihood(row: Float32Array, token: number): number {
  return logSumExp(row) - (row[token] ?? NaN);
}

/** KL(p || q) of the two softmaxes, nats. */
export function klDivergence(p: Float32Array, q: Float32Array): number {
  const logZp = logSumExp(p);
  const logZq = logSumExp(q);
  let sum = 0;
  for (let token = 0; token < p.length; token += 1) {
    const logP = (p[token] ?? NaN) - logZp;
    const logQ = (q[token] ?? NaN) - logZq;
    sum += Math.exp(logP) * (logP - logQ);
  }
  return sum;
}
