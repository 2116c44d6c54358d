/** How far a run is: what it is doing, the bar, the times, and the list of its steps. Why it ended is in messages.tsx. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatWholeSeconds } from '../format/whole-seconds';
import { hasEnded, type PageState, type RunPhase, type RunState, type StepState } from '../state/page-state';
import { hasSpeed } from '../state/partial-result';
import { fractionDone, remainingSeconds } from '../state/progress';
import { WORDS } from './catalogue/run-words';
import { statusText } from './run-status';

export interface ProgressProps {
  readonly status: string;
  readonly phase: RunPhase;
  readonly speed: 'some' | 'none';
  /** 0..1 */
  readonly fraction: number;
  /** Each empty where there is nothing to say yet; its line stays. */
  readonly elapsed: string;
  readonly remaining: string;
  readonly detail: string;
  readonly steps: readonly StepState[];
}

export function progressOf({ gpu, run }: Pick<PageState, 'gpu' | 'run'>): ProgressProps {
  const { steps, detail } = run.progress;
  const { startedAt, elapsedSeconds } = run.time;
  return {
    status: statusText({ gpu, run }),
    phase: run.phase,
    speed: hasSpeed(run) ? 'some' : 'none',
    fraction: fractionDone(steps),
    elapsed: startedAt === null ? '' : WORDS.time.elapsed(formatWholeSeconds(elapsedSeconds)),
    remaining: remainingText(run),
    detail: run.phase === 'running' ? detail : '',
    steps,
  };
}

function remainingText(run: RunState): string {
  if (run.phase !== 'running') return '';
  const left = remainingSeconds(run);
  return left === null ? WORDS.time.estimatingRemaining : WORDS.time.left(formatWholeSeconds(left));
}

export function ProgressView({ status, phase, speed, fraction, steps, ...times }: ProgressProps): JSX.Element {
  const { elapsed, remaining, detail } = times;
  return (
    <>
      <p class="status" id="status" data-testid="status" data-state={phase} data-speed={speed}>
        {status}
      </p>
      <progress id="progress-bar" max={1} value={fraction} aria-label={WORDS.progress.bar} />
      <p class="times">
        <Line id="elapsed" text={elapsed} />
        <Line id="remaining" text={remaining} />
        <Line id="step-detail" text={detail} />
      </p>
      <Steps steps={steps} ended={hasEnded({ phase })} />
    </>
  );
}

const Line = ({ id, text }: { readonly id: string; readonly text: string }): JSX.Element => (
  <span id={id} data-testid={id}>
    {text === '' ? '\u00a0' : text}
  </span>
);

/** A person opens them; they fold once the run is over. */
function Steps({ steps, ended }: { readonly steps: readonly StepState[]; readonly ended: boolean }): JSX.Element {
  const folded = useRef<HTMLDetailsElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLLIElement>(null);
  const now = steps.findIndex(({ state }) => state === 'now');
  // The last that is done stays in sight above the one that runs, at the edge, so that no line is cut.
  const followed = Math.max(0, now - 1);
  useLayoutEffect(() => {
    if (ended && folded.current !== null) folded.current.open = false;
  }, [ended]);
  useLayoutEffect(() => {
    if (now < 0 || area.current === null || first.current === null) return;
    // Within the list only: scrollIntoView would move the page under the reader.
    const list = first.current.parentElement;
    area.current.scrollTop = first.current.offsetTop - (list?.offsetTop ?? 0);
  }, [steps[now]?.id]);
  return (
    <details ref={folded} id="steps-details">
      <summary>{WORDS.progress.steps}</summary>
      <div
        ref={area}
        class="steps-area"
        id="steps-area"
        role="region"
        aria-label={WORDS.progress.stepsOfRun}
        // What scrolls can be reached by keyboard.
        tabIndex={0}
      >
        <ol class="steps" id="steps" data-testid="steps">
          {steps.map((step, index) => (
            <li
              key={step.id}
              ref={index === followed ? first : null}
              data-state={step.state}
              aria-label={WORDS.progress.step(step.title, WORDS.progress.states[step.state])}
            >
              <span class="title">{step.title}</span>
              <span class="share">{step.state === 'now' && `${Math.round(step.fraction * 100)} %`}</span>
            </li>
          ))}
        </ol>
      </div>
    </details>
  );
}
