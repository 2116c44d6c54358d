/** Which format of ours a quantisation is like, by its name: two of one width are compared. */
import type { ModelFormat } from '../../kernels/recipe';

/** The format of ours that is most like it; null where none is, or nobody knows. */
export function formatLike(quantisation: string | null): ModelFormat | null {
  const name = (quantisation ?? '').trim().toLowerCase();
  if (/^(?:b?f16|fp16|bfloat16|float16)$/.test(name)) return 'fp16';
  if (/^(?:q8_\w+|int8|w8a16|8[- ]?bits?)$/.test(name)) return 'int8';
  if (/^(?:i?q4_\w+|int4|awq|gptq|4[- ]?bits?)$/.test(name)) return 'int4';
  return null;
}
