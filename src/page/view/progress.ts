/** Draws how far a run is, and why it ended where something went wrong. */
import { h, render } from 'preact';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import type { PageState, RunAnswer, RunOptions } from '../state/page-state';
import { showError } from './messages';
import { ProgressView, progressOf } from './progress-view';
import { runLine } from './run-status';

export function createProgress(): View {
  const [place, line, problem] = [find('progress'), find('run-line'), find('run-error')];
  const drawError = whenChanged(
    ({ error }: RunAnswer) => [error],
    ({ error }) => showError(problem, error),
  );
  const drawProgress = whenChanged(
    ({ gpu, run }: PageState) => [gpu, run],
    (state) => render(h(ProgressView, progressOf(state)), place),
  );
  return (state: PageState, options: RunOptions) => {
    drawProgress(state);
    render(runLine(state, options), line);
    drawError(state.run.answer);
  };
}
