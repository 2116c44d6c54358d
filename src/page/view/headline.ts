/** Draws the figures that people come for, decode at each format, beside the Run button. The table has them all. */
import { MODEL_FORMATS } from '../../kernels/format';
import { find, setHidden, setText } from '../dom/find';
import type { PageState, RunOptions } from '../state/page-state';
import { SOFTWARE_NOTE } from './gpu-facts';
import { cellText } from './results-model';
import { workloadText } from './workload';

export function createHeadline(): (state: PageState, options: RunOptions) => void {
  return ({ run, gpu }, formOptions) => {
    const { formats, ...options } = run.options ?? formOptions;
    const software = gpu.kind === 'known' && gpu.description.adapter.software;
    setText(find('headline-software', HTMLElement), software ? SOFTWARE_NOTE : '');
    setText(
      find('headline-name', HTMLElement),
      `Decode, ${workloadText(run, { ...options, formats }, formats).decode}`,
    );
    for (const format of MODEL_FORMATS) {
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
  };
}
