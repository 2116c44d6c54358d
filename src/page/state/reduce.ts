/** How events change what the page shows: one pure function. */
import { deliveryOf, type Test } from '../../benchmark/workload';
import type { ModelFormat } from '../../kernels/recipe';
import { isOurs } from '../../benchmark/whose';
import { withBetweenRuns } from '../../report/between-runs';
import { besideHeadline, ofHeadline } from '../../report/headline';
import type { EntryState } from '../../report/parts/entries';
import { foldRun, recordOf } from '../../report/parts/fold';
import type { PlannedStep, RunEvent } from '../../report/run-event';
import type { Result, ResultEntry } from '../../report/schema';
import { reduceMeasure } from '../energy/measure-state';
import { reduceCompare } from '../compare/compare-state';
import { newRun, type PageEvent, type PageState, type RunProgress, type RunState, type StepState } from './page-state';
import { withSaid } from './said';

export function reduce(state: PageState, event: PageEvent): PageState {
  switch (event.type) {
    case 'room-entered':
      return { ...state, room: event.room };
    case 'gpu-asked':
      return { ...state, powerPreference: event.powerPreference, gpu: { kind: 'asking' } };
    case 'gpu-known':
      return { ...state, gpu: { kind: 'known', description: event.description } };
    case 'gpu-missing':
      return { ...state, gpu: { kind: 'missing', error: event.error } };
    case 'fable-changed':
      return { ...state, fable: event.fable };
    case 'challenge-changed':
      return { ...state, challenge: event.challenge, refused: event.refused };
    case 'own-runs':
      return { ...state, own: event.runs, run: besideOwn(state.run, event.runs) };
    case 'compare-changed':
      return { ...state, compare: reduceCompare(state.compare, event.change) };
    case 'receipt-changed':
      return { ...state, receipt: event.receipt };
    case 'pass-on-changed':
      return { ...state, passOn: { ...state.passOn, ...event.changed } };
    case 'offline-changed':
      return { ...state, offline: { ...state.offline, ...event.changed } };
    case 'unfinished-changed':
      return { ...state, unfinished: event.runs };
    case 'measure-changed':
      return { ...state, measure: reduceMeasure(state.measure, event.change) };
    case 'said':
      return { ...state, said: withSaid(state.said, event.at, event.text) };
    case 'run-asked':
      return {
        ...state,
        run: newRun(event.id, event.options, event.waitingFor),
        passOn: { ...state.passOn, error: null },
      };
    default:
      return event.id === state.run.id ? { ...state, run: besideOwn(reduceRun(state.run, event), state.own) } : state;
  }
}

function besideOwn(run: RunState, own: readonly Result[]): RunState {
  const { result } = run.answer;
  if (result === null) return run;
  const beside = withBetweenRuns(result, own);
  return beside === result ? run : { ...run, answer: { ...run.answer, result: beside } };
}

type OwnRunEvent = Extract<
  PageEvent,
  { type: 'run-started' | 'run-event' | 'run-ticked' | 'run-cancelled' | 'run-ended' | 'run-failed' }
>;

function reduceRun(run: RunState, event: OwnRunEvent): RunState {
  switch (event.type) {
    case 'run-started':
      return run.phase === 'waiting'
        ? { ...run, phase: 'running', waitingFor: '', time: { ...run.time, startedAt: event.at } }
        : run;
    case 'run-event':
      return reduceEngineEvent(run, event.event);
    case 'run-ticked':
      return run.phase === 'running' ? { ...run, time: { ...run.time, elapsedSeconds: event.elapsedSeconds } } : run;
    case 'run-cancelled':
      return { ...run, phase: 'cancelled', waitingFor: '' };
    case 'run-ended': {
      const { result } = event;
      const { status, elapsedSeconds, failure } = result;
      const { steps } = run.progress;
      return {
        ...run,
        // A person who cancelled has been told so, even where the run finished at the same moment.
        phase: run.phase === 'cancelled' ? 'cancelled' : status,
        time: { ...run.time, elapsedSeconds },
        progress: { ...run.progress, steps: status === 'complete' ? steps.map(done) : steps, detail: '' },
        record: recordOf(result),
        answer: { answered: true, result, error: status === 'cancelled' ? null : failure },
      };
    }
    case 'run-failed':
      return run.phase === 'cancelled'
        ? {
            ...run,
            answer: { ...run.answer, answered: true, error: event.error.code === 'cancelled' ? null : event.error },
          }
        : { ...run, phase: 'failed', waitingFor: '', answer: { ...run.answer, answered: true, error: event.error } };
  }
}

function reduceEngineEvent(before: RunState, event: RunEvent): RunState {
  const { record, progress } = before;
  return { ...before, record: foldRun(record, event), progress: reduceProgress(progress, event) };
}

function reduceProgress(progress: RunProgress, event: RunEvent): RunProgress {
  const { steps, verified, texts } = progress;
  switch (event.type) {
    case 'plan':
      return { ...progress, steps: mergePlan(steps, event.steps), planned: event.workload };
    case 'progress':
      return { ...progress, steps: progressed(steps, event.step, event.fraction), detail: event.detail };
    case 'verified':
      return { ...progress, verified: [...verified, event.verified] };
    case 'restarted':
      return { ...progress, texts: {} };
    case 'text':
      return { ...progress, texts: { ...texts, [event.format]: (texts[event.format] ?? '') + event.piece } };
    default:
      return progress;
  }
}

const done = (step: StepState): StepState => ({ ...step, fraction: 1, state: 'done' });

/** A second plan (after the workload shrank) keeps what is known of the steps that are still in it. */
function mergePlan(known: readonly StepState[], planned: readonly PlannedStep[]): StepState[] {
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

/** The least context of a run's tests of a phase, and the largest where there is another. */
export function depthsOf(
  tests: readonly Pick<Test, 'depth' | 'phase'>[],
  of: Test['phase'],
): {
  readonly least: number;
  readonly most: number | null;
} {
  const depths = tests.flatMap(({ depth, phase }) => (phase === of ? depth : []));
  const [least, most] = [Math.min(...depths), Math.max(...depths)];
  return { least, most: most > least ? most : null };
}

const kindOf = (test: Pick<Test, 'batch' | 'delivery'>): string => `${test.batch} ${deliveryOf(test)}`;

/**
 * What the results table shows of a format and phase, of one sequence or the fewest at once: the newest entry, final or not.
 * @param at the least context, streamed where it is both, or batched beside that; or the largest context
 */
export function entryFor(
  run: RunState,
  format: ModelFormat,
  phase: ResultEntry['phase'],
  at: 'least' | 'most' | 'batched' = 'least',
): EntryState | null {
  const tests = run.options?.tests ?? run.record.entries.map(({ entry }) => entry);
  const depth = depthsOf(tests, phase)[at === 'most' ? 'most' : 'least'];
  const entries = run.record.entries.map(({ entry }) => entry);
  const ofBatched = at === 'batched';
  // What was asked for and has no entry yet is no reason to show another in its place.
  const wanted = new Set((ofBatched ? besideHeadline(tests) : ofHeadline(tests)).map(kindOf));
  const { planned } = run.progress;
  const shown = new Set(ofBatched ? besideHeadline(entries) : ofHeadline(entries));
  return (
    run.record.entries.findLast(
      ({ entry }) =>
        (planned === null || entry.model.name === planned.shape || run.options?.shape === null) &&
        shown.has(entry) &&
        isOurs(entry) &&
        entry.format === format &&
        entry.phase === phase &&
        entry.depth === depth &&
        wanted.has(kindOf(entry)),
    ) ?? null
  );
}
