/** How events change what the page shows: one pure function. Not the drawing (see view/) and no clock or network. */
import type { Test } from '../../benchmark/workload';
import type { ModelFormat } from '../../kernels/format';
import { withBandwidthShare } from '../../report/roofs';
import type { ResultEntry } from '../../report/schema';
import { waterfallsUnder } from '../../report/waterfall';
import type { RunEvent } from '../../worker/protocol';
import { newRun, type EntryState, type PageEvent, type PageState, type RunState, type StepState } from './page-state';

export function reduce(state: PageState, event: PageEvent): PageState {
  switch (event.type) {
    case 'gpu-asked':
      return { ...state, powerPreference: event.powerPreference, gpu: { kind: 'asking' } };
    case 'gpu-known':
      return { ...state, gpu: { kind: 'known', description: event.description } };
    case 'gpu-missing':
      return { ...state, gpu: { kind: 'missing', error: event.error } };
    case 'fable-ready':
      return { ...state, fable: { kind: 'ready' } };
    case 'fable-missing':
      return { ...state, fable: { kind: 'missing', error: event.error } };
    case 'run-asked':
      return { ...state, run: newRun(event.id, event.options, event.waitingFor) };
    default:
      return event.id === state.run.id ? { ...state, run: reduceRun(state.run, event) } : state;
  }
}

type OwnRunEvent = Extract<
  PageEvent,
  { type: 'run-started' | 'run-event' | 'run-ticked' | 'run-cancelled' | 'run-ended' | 'run-failed' }
>;

function reduceRun(run: RunState, event: OwnRunEvent): RunState {
  switch (event.type) {
    case 'run-started':
      return run.phase === 'waiting' ? { ...run, phase: 'running', waitingFor: '', startedAt: event.at } : run;
    case 'run-event':
      return reduceEngineEvent(run, event.event);
    case 'run-ticked':
      return run.phase === 'running' ? { ...run, elapsedSeconds: event.elapsedSeconds } : run;
    case 'run-cancelled':
      return { ...run, phase: 'cancelled', waitingFor: '' };
    case 'run-ended': {
      const { result } = event;
      return {
        ...run,
        // A person who cancelled has been told so, even where the run finished at the same moment.
        phase: run.phase === 'cancelled' ? 'cancelled' : result.status,
        elapsedSeconds: result.elapsedSeconds,
        steps: result.status === 'complete' ? run.steps.map(done) : run.steps,
        detail: '',
        shrunk: result.plan.shrunk,
        roofs: result.roofs ?? null,
        sustained: result.sustained,
        waterfalls: result.waterfalls ?? [],
        entries: result.results.map((entry) => ({ entry, final: true })),
        stories: result.stories.reduce(
          (stories, story) => ({ ...stories, [story.format]: { text: story.text, story } }),
          run.stories,
        ),
        fidelity: result.fidelity,
        warnings: result.warnings,
        error: result.error,
        result,
      };
    }
    case 'run-failed':
      return run.phase === 'cancelled'
        ? { ...run, error: event.error.code === 'cancelled' ? null : event.error }
        : { ...run, phase: 'failed', waitingFor: '', error: event.error };
  }
}

function reduceEngineEvent(run: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'plan':
      return {
        ...run,
        steps: mergePlan(run.steps, event.steps),
        shrunk: event.shrunk,
        planned: event.workload,
      };
    case 'progress':
      return { ...run, steps: progressed(run.steps, event.step, event.fraction), detail: event.detail };
    case 'verified':
      return { ...run, verified: [...run.verified, event.verified] };
    case 'roofs':
      return {
        ...run,
        roofs: event.roofs,
        entries: run.entries.map((one) => ({ ...one, entry: withBandwidthShare(one.entry, event.roofs) })),
        waterfalls: waterfallsUnder(run.waterfalls, run.entries, event.roofs),
      };
    case 'waterfall':
      return { ...run, waterfalls: [...run.waterfalls, event.waterfall] };
    case 'sustained':
      return { ...run, sustained: event.sustained };
    case 'sample':
      return { ...run, entries: withEntry(run.entries, { entry: event.entry, final: event.final }) };
    case 'text': {
      const text = (run.stories[event.format]?.text ?? '') + event.piece;
      return { ...run, stories: { ...run.stories, [event.format]: { text, story: null } } };
    }
    case 'story':
      return {
        ...run,
        stories: { ...run.stories, [event.story.format]: { text: event.story.text, story: event.story } },
      };
    case 'fidelity':
      return { ...run, fidelity: event.fidelity };
    case 'warning':
      return { ...run, warnings: [...run.warnings, event.warning] };
  }
}

const done = (step: StepState): StepState => ({ ...step, fraction: 1, state: 'done' });

/** A second plan (after the workload shrank) keeps what is known of the steps that are still in it. */
function mergePlan(known: readonly StepState[], planned: Extract<RunEvent, { type: 'plan' }>['steps']): StepState[] {
  return planned.map((step) => {
    const before = known.find(({ id }) => id === step.id);
    return { ...step, fraction: before?.fraction ?? 0, state: before?.state ?? 'left' };
  });
}

/** `step` runs now: what comes before it in the plan is done, what comes after keeps its state. */
function progressed(steps: readonly StepState[], id: string, fraction: number): readonly StepState[] {
  const index = steps.findIndex((step) => step.id === id);
  if (index < 0) return steps;
  return steps.map((step, place) => {
    if (place < index || (place === index && fraction >= 1)) return done(step);
    if (place === index) return { ...step, fraction: Math.max(step.fraction, fraction), state: 'now' };
    return step;
  });
}

/** One entry a workload; a workload of the same format and phase that is not final gives way to the newer one. */
function withEntry(entries: readonly EntryState[], fresh: EntryState): readonly EntryState[] {
  const replaced = (old: EntryState): boolean =>
    old.entry.workloadId === fresh.entry.workloadId || (!old.final && samePlace(old.entry, fresh.entry));
  const index = entries.findIndex(replaced);
  return index < 0 ? [...entries, fresh] : entries.map((old, place) => (place === index ? fresh : old));
}

const samePlace = (a: ResultEntry, b: ResultEntry): boolean =>
  a.format === b.format && a.phase === b.phase && a.depth === b.depth && a.batch === b.batch;

/** The least context of a run's tests, and the largest where there is another. */
export function depthsOf(tests: readonly Pick<Test, 'depth'>[]): {
  readonly least: number;
  readonly most: number | null;
} {
  const depths = tests.map(({ depth }) => depth);
  const [least, most] = [Math.min(...depths), Math.max(...depths)];
  return { least, most: most > least ? most : null };
}

/**
 * What the results table shows of a format and phase, at the least context or the largest, of one sequence or the fewest at once: the
 * newest entry, final or not.
 */
export function entryFor(
  run: RunState,
  format: ModelFormat,
  phase: ResultEntry['phase'],
  at: 'least' | 'most' = 'least',
): EntryState | null {
  const tests = run.options?.tests ?? run.entries.map(({ entry }) => entry);
  const depth = depthsOf(tests)[at];
  const fewest = Math.min(...tests.map(({ batch }) => batch));
  return (
    run.entries.findLast(
      ({ entry }) =>
        entry.format === format && entry.phase === phase && entry.depth === depth && entry.batch === fewest,
    ) ?? null
  );
}
