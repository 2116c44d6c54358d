/** Draws the figures that people come for, decode at each format, beside the Run button. The table has them all. */
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { find, setHidden, setText } from '../dom/find';
import type { PageState, RunOptions, RunState } from '../state/page-state';
import { SOFTWARE_NOTE } from './gpu-facts';
import { cellText, comparison } from './results-model';
import { workloadText } from './workload';

export function createHeadline(): (state: PageState, options: RunOptions) => void {
  return ({ run, gpu }, formOptions) => {
    const options = run.options ?? formOptions;
    const software = gpu.kind === 'known' && gpu.description.adapter.software;
    setText(find('headline-software', HTMLElement), software ? SOFTWARE_NOTE : '');
    setText(find('headline-name', HTMLElement), headlineName(run, options));
    setText(find('headline-comparison', HTMLElement), headlineComparison(run, options.formats) || '\u00a0');
    for (const format of MODEL_FORMATS) drawTile(run, format, options.formats);
  };
}

function drawTile(run: RunState, format: ModelFormat, formats: readonly ModelFormat[]): void {
  const tile = find(`headline-${format}`, HTMLElement);
  setHidden(tile, !formats.includes(format));
  const cell = cellText(run, format, 'decode', formats);
  if (tile.dataset['tone'] !== cell.tone) tile.dataset['tone'] = cell.tone;
  const [value, unit, range, note] = tile.querySelectorAll('span');
  if (value !== undefined) setText(value, cell.value);
  if (unit !== undefined) setText(unit, cell.tone === 'failed' ? '' : 'tokens/s');
  if (range !== undefined) setText(range, cell.range);
  if (note !== undefined) setText(note, cell.note);
}

/** `Writing speed of SmolLM2-135M (tg64)`: the model that was timed, which may be smaller than the one that was asked for. */
export function headlineName(run: RunState, options: RunOptions): string {
  const { model, decode } = workloadText(run, options, options.formats);
  const shrunk = run.plan.shrunk.length > 0 ? ', shrunk to fit the time' : '';
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
