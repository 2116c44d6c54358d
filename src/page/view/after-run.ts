/**
 * What a run fills (`.after-run`) is there from the first press of Run on: before it a person meets what there is to do, and no
 * empty tables. Not what fills it.
 */
import type { RunState } from '../state/page-state';

export function showAfterRun({ phase }: Pick<RunState, 'phase'>): void {
  const { dataset } = document.body;
  const shown = phase === 'idle' ? 'none' : 'some';
  if (dataset['run'] !== shown) dataset['run'] = shown;
}
