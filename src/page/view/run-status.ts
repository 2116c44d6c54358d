/** The one line that says what the page is doing; it is announced, so it changes only when a step does. */
import type { PageState, RunOptions, RunProgress, RunState } from '../state/page-state';
import { hasSpeed } from '../state/partial-result';
import { remainingSeconds } from '../state/progress';
import { formatWholeSeconds } from '../format/whole-seconds';
import { workloadText } from './workload';

/** Beside Run: what is measured, and how long that still takes. Empty before a run, of which the first screen says it. */
export function runLine({ run }: Pick<PageState, 'run'>, options: RunOptions): string {
  if (run.phase === 'idle') return '';
  const { model } = workloadText(run, options, options.formats);
  const formats = options.formats.map((format) => format.toUpperCase()).join(', ');
  return [model, formats, ending(run)].filter((part) => part !== '').join(' · ');
}

function ending(run: RunState): string {
  if (run.phase !== 'running')
    return run.phase === 'complete' ? `took ${formatWholeSeconds(run.time.elapsedSeconds)}` : '';
  const left = remainingSeconds(run);
  return left === null ? 'estimating the time left' : `about ${formatWholeSeconds(left)} left`;
}

export function statusText({ gpu, run }: Pick<PageState, 'gpu' | 'run'>): string {
  switch (run.phase) {
    case 'idle':
      return gpu.kind === 'missing' ? 'There is nothing to run on yet' : 'Ready';
    case 'waiting':
      return run.waitingFor;
    case 'running':
      return runningText(run.progress);
    case 'cancelled':
      return run.answer.result === null || run.record.entries.length === 0
        ? 'Cancelled'
        : 'Cancelled: the figures so far are kept';
    case 'complete':
      return hasSpeed(run)
        ? `Finished in ${formatWholeSeconds(run.time.elapsedSeconds)}`
        : 'Finished without a speed: see the notes on this run';
    case 'failed':
      return 'Failed: see below';
  }
}

function runningText({ steps }: RunProgress): string {
  const now = steps.findIndex(({ state }) => state === 'now');
  // Between two steps the one that is done stays named: it may still be winding up.
  const index = now >= 0 ? now : steps.findLastIndex(({ state }) => state === 'done');
  const step = steps[index];
  return step === undefined ? 'Preparing' : `Step ${index + 1} of ${steps.length}: ${step.title}`;
}
