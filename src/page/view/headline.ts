/** Draws the figures that people come for, decode at each format, beside the Run button. The table has them all. */
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import type { Result } from '../../report/schema';
import { whyLowText } from '../../report/why-low';
import { find, setText, setTexts } from '../dom/find';
import type { View } from '../dom/view';
import type { RunOptions, RunState } from '../state/page-state';
import { cellText, comparison } from './results-model';
import { workloadText } from './workload';

export const drawHeadline: View = ({ run }, options) => {
  setText('headline-name', headlineName(run, options));
  setText('headline-comparison', headlineComparison(run, options.formats) || '\u00a0');
  const { result } = run.answer;
  setText('headline-why', whyText(result) || '\u00a0');
  for (const format of MODEL_FORMATS) drawTile(run, format, options.formats);
};

/** That the adapter is software stands beside the name of the workload already. */
const whyText = (result: Result | null): string =>
  result === null || result.adapter.software ? '' : whyLowText(result);

function drawTile(run: RunState, format: ModelFormat, formats: readonly ModelFormat[]): void {
  const tile = find(`headline-${format}`);
  tile.hidden = !formats.includes(format);
  const cell = cellText(run, format, 'decode', formats);
  tile.dataset['tone'] = cell.tone;
  const unit = cell.tone === 'failed' ? '' : 'tokens/s';
  setTexts(tile.querySelector('dd'), cell.value, unit, cell.range, cell.note);
}

/** `Writing speed of SmolLM2-135M (tg64)`: the model that was timed, which may be smaller than the one that was asked for. */
export function headlineName(run: RunState, options: RunOptions): string {
  const { model, decode } = workloadText(run, options, options.formats);
  const shrunk = run.record.plan.shrunk.length > 0 ? ', shrunk to fit the time' : '';
  return `Writing speed of ${model} (${decode})${shrunk}`;
}

/** `INT4 is 2.9× faster than FP16 (2.8–3.1×)`; empty until both are final. */
export function headlineComparison(run: RunState, formats: readonly ModelFormat[]): string {
  if (!formats.includes('fp16') || !formats.includes('int4')) return '';
  const { value, range, tone } = comparison(run, 'decode');
  if (tone !== 'final') return '';
  const within = range === '' ? '' : ` (${range})`;
  return value.includes('×') ? `INT4 is ${value} than FP16${within}` : `INT4 and FP16: ${value}${within}`;
}
