/** Draws the status line, the bar, the times and the list of steps. */
import { find, make, setHidden, setText } from '../dom/find';
import { formatWholeSeconds } from '../format/whole-seconds';
import type { PageState, RunState, StepState } from '../state/page-state';
import { hasSpeed } from '../state/partial-result';
import { fractionDone, remainingSeconds } from '../state/progress';
import { errorMessage } from './messages';
import { statusText } from './run-status';

export function createProgress(): (state: PageState) => void {
  const status = find('status', HTMLElement);
  const bar = find('progress-bar', HTMLProgressElement);
  const elapsed = find('elapsed', HTMLElement);
  const remaining = find('remaining', HTMLElement);
  const detail = find('step-detail', HTMLElement);
  const drawSteps = createStepList();
  let drawn: RunState | null = null;
  return (state) => {
    const { run } = state;
    setText(status, statusText(state));
    if (status.dataset['state'] !== run.phase) status.dataset['state'] = run.phase;
    status.dataset['speed'] = hasSpeed(run) ? 'some' : 'none';
    if (run === drawn) return;
    if (run.error !== drawn?.error) {
      find('run-error', HTMLElement).replaceChildren(...(run.error === null ? [] : [errorMessage(run.error)]));
    }
    drawn = run;
    bar.value = fractionDone(run.steps);
    setText(elapsed, run.startedAt === null ? '\u00a0' : `${formatWholeSeconds(run.elapsedSeconds)} elapsed`);
    setText(remaining, remainingText(run));
    setText(detail, run.phase === 'running' && run.detail !== '' ? run.detail : '\u00a0');
    drawSteps(run.steps);
  };
}

function remainingText(run: RunState): string {
  if (run.phase !== 'running') return '\u00a0';
  const left = remainingSeconds(run);
  return left === null ? 'estimating the remaining time' : `about ${formatWholeSeconds(left)} left`;
}

function createStepList(): (steps: readonly StepState[]) => void {
  const list = find('steps', HTMLElement);
  const area = find('steps-area', HTMLElement);
  const placeholder = find('steps-placeholder', HTMLElement);
  let items: readonly HTMLLIElement[] = [];
  let followed = '';
  return (steps) => {
    setHidden(placeholder, steps.length > 0);
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
  if (item.dataset['state'] !== step.state) {
    item.dataset['state'] = step.state;
    item.setAttribute('aria-label', `${step.title}, ${STATE_NAMES[step.state]}`);
  }
  const [title, share] = item.children;
  if (title !== undefined) setText(title, step.title);
  if (share !== undefined) setText(share, step.state === 'now' ? `${Math.round(step.fraction * 100)} %` : '');
}
