/** Which format's speed stands first where there is room for one. */
import type { ModelFormat } from '../kernels/recipe';

/** INT4, as most people run models; else the last of those that were asked for. */
export const mainFormat = (formats: readonly ModelFormat[]): ModelFormat =>
  formats.find((format) => format === 'int4') ?? formats.at(-1) ?? 'fp16';
