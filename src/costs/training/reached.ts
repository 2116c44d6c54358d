/** The share of its measured peak at which a GPU's own prefill computed: training is the same products, and nothing nearer is measured. */
import { RANGES } from '../../energy/limits';
import type { OpsPerSecond } from '../../foundation/units';
import type { Waterfall } from '../../report/schema';

/** Less is no measurement of it. */
const [LEAST] = RANGES.utilisation;

/** Of FP16; null where that was not measured. */
export function reachedInPrefill(waterfalls: readonly Waterfall[], peak: OpsPerSecond | null) {
  const prefill = waterfalls.find(
    ({ phase, format, figures }) => phase === 'prefill' && format === 'fp16' && figures !== null,
  );
  const figures = prefill?.figures ?? null;
  if (prefill === undefined || figures === null || peak === null) return null;
  const flops = figures.parts.reduce((sum, { work }) => sum + (work?.flops ?? 0), 0);
  const value = Math.min(1, flops / figures.tokenSeconds / peak);
  return value < LEAST ? null : { value, source: `measured: its own prefill, ${prefill.test} in FP16` };
}
