/** What a token of a step reads, where several sequences share the weights. */
import { bytesPerToken, type BytesPerToken } from '../../foundation/energy-units';
import { RECIPES } from '../../kernels/recipe';
import { bytesPerTokenOf, weightBytesReadOf } from '../../predict/stored';
import type { Ask } from './speed';

/** Weights once for all sequences, keys and values for each. */
export function bytesReadOf({ model, format, context, batch }: Omit<Ask, 'promptTokens'>): BytesPerToken {
  const weights = weightBytesReadOf(model, RECIPES[format]);
  const cached = bytesPerTokenOf(model, RECIPES[format], context) - weights;
  return bytesPerToken(weights / batch + cached);
}
