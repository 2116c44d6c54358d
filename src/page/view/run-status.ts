/** The one line that says what the page is doing; it is announced, so it changes only when a step does. */
import type { PageState, RunOptions, RunProgress, RunState } from '../state/page-state';
import { hasSpeed } from '../state/partial-result';
import { remainingSeconds } from '../state/progress';
import { formatWholeSeconds } from '../format/whole-seconds';
import { WORDS } from './catalogue/run-words';
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
    return run.phase === 'complete' ? WORDS.time.took(formatWholeSeconds(run.time.elapsedSeconds)) : '';
  const left = remainingSeconds(run);
  return left === null ? WORDS.time.estimating : WORDS.time.left(formatWholeSeconds(left));
}

export function statusText({ gpu, run }: Pick<PageState, 'gpu' | 'run'>): string {
  switch (run.phase) {
    case 'idle':
      return gpu.kind === 'missing' ? WORDS.status.nothing : WORDS.status.ready;
    case 'waiting':
      return run.waitingFor;
    case 'running':
      return runningText(run.progress);
    case 'cancelled':
      return run.answer.result === null || run.record.entries.length === 0
        ? WORDS.status.cancelled
        : WORDS.status.cancelledKept;
    case 'complete':
      return hasSpeed(run) ? WORDS.status.finished(formatWholeSeconds(run.time.elapsedSeconds)) : WORDS.status.noSpeed;
    case 'failed':
      return WORDS.status.failed;
  }
}

function runningText({ steps }: RunProgress): string {
  const now = steps.findIndex(({ state }) => state === 'now');
  // Between two steps the one that is done stays named: it may still be winding up.
  const index = now >= 0 ? now : steps.findLastIndex(({ state }) => state === 'done');
  const step = steps[index];
  return step === undefined ? WORDS.status.preparing : WORDS.status.step(index + 1, steps.length, step.title);
}
