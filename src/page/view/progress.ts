/** Draws the status line, the bar, the times and the list of steps. */
import { find, make, setText, setTexts } from '../dom/find';
import { formatWholeSeconds } from '../format/whole-seconds';
import { whenChanged, type View } from '../dom/view';
import { hasEnded, type RunAnswer, type RunState, type StepState } from '../state/page-state';
import { hasSpeed } from '../state/partial-result';
import { fractionDone, remainingSeconds } from '../state/progress';
import { showError } from './messages';
import { runLine, statusText } from './run-status';

export function createProgress(): View {
  const status = find('status');
  const bar = find('progress-bar', HTMLProgressElement);
  const drawSteps = createStepList();
  const drawError = whenChanged(
    ({ error }: RunAnswer) => [error],
    ({ error }) => showError(find('run-error'), error),
  );
  const drawRun = whenChanged(
    (run: RunState) => [run],
    (run) => {
      const { steps, detail } = run.progress;
      const { startedAt, elapsedSeconds } = run.time;
      drawError(run.answer);
      bar.value = fractionDone(steps);
      setText('elapsed', startedAt === null ? '\u00a0' : `${formatWholeSeconds(elapsedSeconds)} elapsed`);
      setText('remaining', remainingText(run));
      setText('step-detail', run.phase === 'running' && detail !== '' ? detail : '\u00a0');
      drawSteps(steps);
    },
  );
  const foldSteps = whenChanged(
    (ended: boolean) => [ended],
    (ended) => {
      if (ended) find('steps-details', HTMLDetailsElement).open = false;
    },
  );
  return (state, options) => {
    setText(status, statusText(state));
    setText('run-line', runLine(state, options));
    foldSteps(hasEnded(state.run));
    status.dataset['state'] = state.run.phase;
    status.dataset['speed'] = hasSpeed(state.run) ? 'some' : 'none';
    drawRun(state.run);
  };
}

function remainingText(run: RunState): string {
  if (run.phase !== 'running') return '\u00a0';
  const left = remainingSeconds(run);
  return left === null ? 'estimating the remaining time' : `about ${formatWholeSeconds(left)} left`;
}

function createStepList(): (steps: readonly StepState[]) => void {
  const list = find('steps');
  const area = find('steps-area');
  let items: readonly HTMLLIElement[] = [];
  let followed = '';
  return (steps) => {
    if (items.length !== steps.length) {
      items = steps.map(() => make('li', {}, make('span', { class: 'title' }), make('span', { class: 'share' })));
      list.replaceChildren(...items);
    }
    steps.forEach((step, index) => {
      const item = items[index];
      if (item !== undefined) drawStep(item, step);
    });
    const now = steps.findIndex(({ state }) => state === 'now');
    const step = steps[now];
    // The last that is done stays in sight above it, at the edge, so that no line is cut.
    const first = items[Math.max(0, now - 1)];
    if (step === undefined || first === undefined || step.id === followed) return;
    followed = step.id;
    // Within the list only: scrollIntoView would move the page under the reader.
    area.scrollTop = first.offsetTop - list.offsetTop;
  };
}

const STATE_NAMES = { left: 'to do', now: 'running now', done: 'done' } as const;

function drawStep(item: HTMLLIElement, step: StepState): void {
  item.dataset['state'] = step.state;
  item.ariaLabel = `${step.title}, ${STATE_NAMES[step.state]}`;
  setTexts(item, step.title, step.state === 'now' ? `${Math.round(step.fraction * 100)} %` : '');
}
