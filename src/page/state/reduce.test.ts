/** What events do to the page's state. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../worker/protocol';
import { PartialRun } from '../../worker/result-of';
import { check, DESCRIPTION, entry, OPTIONS, result, story } from '../fixtures/results';
import { roofs } from '../../../test/fixtures/result';
import { EVENTS } from '../../../test/fixtures/run-events';
import { resultSchema } from '../../report/schema';
import { INITIAL_STATE, isBusy, type PageEvent, type PageState } from './page-state';
import { endedBy, resultSoFar } from './partial-result';
import { fractionDone, remainingSeconds } from './progress';
import { entryFor, reduce } from './reduce';
import { testsAt } from '../../benchmark/suite/suite';

const from = (state: PageState, ...events: readonly PageEvent[]): PageState => events.reduce(reduce, state);
const said = (event: RunEvent, id = 1): PageEvent => ({ type: 'run-event', id, event });

const known = reduce(INITIAL_STATE, { type: 'gpu-known', description: DESCRIPTION });
const running = from(
  known,
  { type: 'run-asked', id: 1, options: OPTIONS, waitingFor: 'Starting' },
  { type: 'run-started', id: 1, at: new Date('2026-01-02T03:04:05Z') },
  said({
    type: 'plan',
    steps: [
      { id: 'verify', title: 'Check the kernels', weight: 0.25 },
      { id: 'measure', title: 'Measure', weight: 0.5 },
      { id: 'story', title: 'Write', weight: 0.25 },
    ],
    shrunk: [],
    headline: true,
    workload: null,
  }),
);
const progress = (step: string, fraction: number): PageEvent => said({ type: 'progress', step, fraction, detail: '' });

describe('the steps of a run', () => {
  it('are done up to the one that runs now', () => {
    const { steps } = from(running, progress('measure', 0.5)).run.progress;
    expect(steps.map(({ state }) => state)).toEqual(['done', 'now', 'left']);
    expect(fractionDone(steps)).toBeCloseTo(0.5);
  });

  it('never go back within a step', () => {
    const { steps } = from(running, progress('measure', 0.6), progress('measure', 0.4)).run.progress;
    expect(steps[1]?.fraction).toBe(0.6);
  });

  it('keep what is done where the plan changes under way', () => {
    const changed = said({
      type: 'plan',
      steps: [
        { id: 'verify', title: 'Check the kernels', weight: 0.5 },
        { id: 'measure', title: 'Measure, shorter', weight: 0.5 },
      ],
      shrunk: ['prompt 512 → 128'],
      headline: false,
      workload: { shape: 'Fable', tests: testsAt(128, 16, [0]) },
    });
    const { run } = from(running, progress('measure', 0.2), changed);
    expect(run.progress.steps.map(({ state, fraction }) => [state, fraction])).toEqual([
      ['done', 1],
      ['now', 0.2],
    ]);
    expect(run.record.plan).toMatchObject({ shrunk: ['prompt 512 → 128'], headline: false });
    expect(run.progress.planned?.tests.map(({ tokens }) => tokens)).toEqual([16, 128]);
  });

  it('of an unknown name change nothing', () => {
    expect(from(running, progress('other', 0.5)).run.progress.steps).toEqual(running.run.progress.steps);
  });

  it('give an estimate once enough is done, and none before', () => {
    const at = (fraction: number): PageState =>
      from(running, { type: 'run-ticked', id: 1, elapsedSeconds: 10 }, progress('measure', fraction));
    expect(remainingSeconds(at(0.5).run)).toBeCloseTo(10);
    expect(remainingSeconds(from(running, { type: 'run-ticked', id: 1, elapsedSeconds: 10 }).run)).toBeNull();
  });
});

describe('the roofs of a run', () => {
  const told = from(running, said({ type: 'roofs', roofs: roofs() }));

  it('are there from when they are measured, and in what is taken along of a run that goes on', () => {
    expect(running.run.record.roofs).toBeNull();
    expect(told.run.record.roofs).toEqual(roofs());
    const measured = from(told, said({ type: 'sample', entry: entry('fp16', 'decode', 20), final: true }));
    expect(resultSoFar(measured)?.roofs).toEqual(roofs());
  });

  it('are those of the result once it is there', () => {
    const ended = (change: Partial<ReturnType<typeof result>>) =>
      from(told, { type: 'run-ended', id: 1, result: { ...result([]), ...change } }).run.record.roofs;
    expect(ended({})).toBeNull();
    expect(ended({ roofs: roofs() })).toEqual(roofs());
  });
});

describe('measurements', () => {
  const sample = (count: number, final: boolean): PageEvent =>
    said({ type: 'sample', entry: entry('int4', 'decode', 60, count), final });

  it('replace the earlier state of the same workload', () => {
    const { run } = from(running, sample(3, false), sample(10, true));
    expect(run.record.entries).toHaveLength(1);
    expect(entryFor(run, 'int4', 'decode')).toMatchObject({ final: true });
  });

  it('of a run that begins again, and shrinks, are alone', () => {
    const shrunk = { ...entry('int4', 'decode', 60), workloadId: 'c'.repeat(64), test: 'tg32' };
    const { run } = from(
      running,
      sample(1, false),
      said({ type: 'restarted' }),
      said({ type: 'sample', entry: shrunk, final: true }),
    );
    expect(run.record.entries.map(({ entry: { test } }) => test)).toEqual(['tg32']);
  });

  it('of two phases stand beside each other', () => {
    const prefill = said({ type: 'sample', entry: entry('int4', 'prefill', 900), final: true });
    const { run } = from(running, sample(10, true), prefill);
    expect(entryFor(run, 'int4', 'prefill')?.entry.test).toBe('pp512');
    expect(entryFor(run, 'fp16', 'prefill')).toBeNull();
  });
});

describe('the entry that the results table shows', () => {
  it('is of one sequence, whatever was measured of several at once', () => {
    const four = { ...entry('int4', 'decode', 300), workloadId: 'd'.repeat(64), test: 'tg64 b4', batch: 4 };
    const options = { ...OPTIONS, tests: testsAt(512, 64, [0], [1, 4]) };
    const { run } = from(
      reduce(INITIAL_STATE, { type: 'run-asked', id: 1, options, waitingFor: '' }),
      said({ type: 'sample', entry: entry('int4', 'decode', 60, 3), final: false }),
      said({ type: 'sample', entry: four, final: false }),
    );
    expect(run.record.entries).toHaveLength(2);
    expect(entryFor(run, 'int4', 'decode')?.entry.test).toBe('tg64');
  });
});

describe('texts', () => {
  it('grow piece by piece and end as the story says', () => {
    const streaming = from(
      running,
      said({ type: 'text', format: 'fp16', piece: ' there was' }),
      said({ type: 'text', format: 'fp16', piece: ' a fox' }),
      said({ type: 'text', format: 'int4', piece: ' there' }),
    );
    expect(streaming.run.progress.texts.fp16).toBe(' there was a fox');
    const told = from(streaming, said({ type: 'story', story: story('fp16', ' there was a fox.') }));
    expect(told.run.record.stories).toMatchObject([
      { format: 'fp16', text: ' there was a fox.', prompt: 'Once upon a time' },
    ]);
    expect(told.run.progress.texts.int4).toBe(' there');
  });
});

describe('cancelling', () => {
  const measured = from(running, said({ type: 'sample', entry: entry('fp16', 'decode', 20), final: true }));
  const cancelled = reduce(measured, { type: 'run-cancelled', id: 1 });

  it('makes the page idle at once and keeps what was measured', () => {
    expect(isBusy(cancelled.run)).toBe(false);
    expect(cancelled.run.record.entries).toHaveLength(1);
  });

  it('shows the partial result when it arrives and stays cancelled', () => {
    const partial = result([entry('fp16', 'decode', 21)], 'cancelled');
    const { run } = reduce(cancelled, { type: 'run-ended', id: 1, result: partial });
    expect(run.phase).toBe('cancelled');
    expect(run.answer.result).toBe(partial);
    expect(entryFor(run, 'fp16', 'decode')?.entry.tokensPerSecond?.median).toBe(21);
  });

  it('lets nothing of the old run into the next one', () => {
    const next = reduce(cancelled, { type: 'run-asked', id: 2, options: OPTIONS, waitingFor: 'Waiting' });
    const late = from(next, progress('measure', 1), {
      type: 'run-ended',
      id: 1,
      result: result([entry('fp16', 'decode', 21)], 'cancelled'),
    });
    expect(late).toEqual(next);
  });

  it('does not start a run that was cancelled while it waited', () => {
    const { run } = from(
      known,
      { type: 'run-asked', id: 1, options: OPTIONS, waitingFor: '' },
      { type: 'run-cancelled', id: 1 },
      { type: 'run-started', id: 1, at: new Date() },
    );
    expect(run.phase).toBe('cancelled');
  });
});

describe('the result so far', () => {
  it('is a valid result made of what was measured, where the engine gave none', () => {
    const state = from(
      running,
      said({ type: 'sample', entry: entry('fp16', 'decode', 20), final: true }),
      said({ type: 'sample', entry: entry('int4', 'decode', 60, 3), final: false }),
      said({ type: 'verified', verified: check('gemv', 'gemv int4 1536x576') }),
      { type: 'run-ticked', id: 1, elapsedSeconds: 12 },
      { type: 'run-cancelled', id: 1 },
    );
    const made = resultSchema.parse(resultSoFar(state));
    expect(made.status).toBe('cancelled');
    expect(made.elapsedSeconds).toBe(12);
    expect(made.results.map(({ status }) => status)).toEqual(['complete', 'cancelled']);
  });

  it('is the command’s of the same events', () => {
    const request = { ...OPTIONS, powerPreference: 'high-performance', model: null, story: null } as const;
    const startedAt = new Date('2026-01-02T03:04:05Z');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 20 }), (events) => {
        const command = new PartialRun(DESCRIPTION, request, startedAt);
        command.take({ type: 'plan', steps: [], shrunk: [], headline: true, workload: null });
        for (const event of events) command.take(event);
        const page = resultSoFar(from(running, ...events.map((event) => said(event))));
        expect(page).toEqual(command.result(0));
      }),
    );
  });

  it('is one also before anything was measured, and none before a run', () => {
    expect(resultSoFar(running)).toMatchObject({ status: 'failed', failure: { code: 'unfinished' }, results: [] });
    expect(resultSoFar(INITIAL_STATE)).toBeNull();
  });

  it('has the error of a run that failed', () => {
    const error = { code: 'device-lost', message: 'The GPU was lost.', where: '', remedy: 'Run again.' } as const;
    const failed = from(running, { type: 'run-failed', id: 1, error });
    expect(resultSoFar(failed)).toMatchObject({ status: 'failed', failure: error });
  });

  it('is kept once, however the run ended', () => {
    const keptBy = (before: PageState, event: PageEvent) => endedBy(event, before, reduce(before, event));
    const own = result([entry('fp16', 'decode', 20)]);
    const ended: PageEvent = { type: 'run-ended', id: 1, result: own };
    const again: PageEvent = { type: 'run-asked', id: 2, options: OPTIONS, waitingFor: '' };
    const cancelled = from(running, { type: 'run-cancelled', id: 1 });
    const error = { code: 'internal', message: 'The worker is gone.', where: '', remedy: 'Reload.' } as const;
    expect(keptBy(running, ended)).toBe(own);
    expect(keptBy(running, { type: 'run-failed', id: 1, error })).toMatchObject({ failure: error });
    expect(keptBy(cancelled, ended)).toBe(own);
    expect(keptBy(reduce(cancelled, ended), again)).toBeNull();
    // Its engine did not answer until another run was asked for.
    expect(keptBy(cancelled, again)).toMatchObject({ status: 'cancelled', failure: { code: 'cancelled' } });
    expect(keptBy(reduce(cancelled, again), ended)).toBeNull();
    const failed: PageEvent = { type: 'run-failed', id: 1, error };
    expect(keptBy(cancelled, failed)).toMatchObject({ status: 'cancelled' });
    expect(keptBy(reduce(cancelled, failed), again)).toBeNull();
    expect(keptBy(INITIAL_STATE, again)).toBeNull();
  });

  it('is the engine’s own where there is one', () => {
    const own = result([entry('fp16', 'decode', 20)]);
    expect(resultSoFar(reduce(running, { type: 'run-ended', id: 1, result: own }))).toBe(own);
  });
});

describe('a run that fails', () => {
  it('keeps what was measured beside the error', () => {
    const { run } = from(running, said({ type: 'sample', entry: entry('fp16', 'decode', 20), final: true }), {
      type: 'run-failed',
      id: 1,
      error: { code: 'device-lost', message: 'The GPU was lost.', where: '', remedy: 'Run again.' },
    });
    expect(run.phase).toBe('failed');
    expect(run.record.entries).toHaveLength(1);
    expect(run.answer.error?.code).toBe('device-lost');
  });
});

describe('the runs that this browser has kept', () => {
  const runs = [50, 40, 60].map((rate, hour) => ({
    ...result([entry('fp16', 'decode', rate)]),
    startedAt: `2026-01-02T0${hour}:00:00.000Z`,
  }));
  const [first = result([])] = runs;
  const running = reduce(INITIAL_STATE, { type: 'run-asked', id: 1, options: OPTIONS, waitingFor: '' });

  it('widen the intervals of a run, whether it ends before they are read or after, and are kept without', () => {
    const told = { type: 'own-runs', runs } as const;
    const ended = { type: 'run-ended', id: 1, result: first } as const;
    for (const events of [
      [told, ended],
      [ended, told],
    ]) {
      const state = events.reduce(reduce, running);
      expect(resultSoFar(state)?.betweenRuns).toMatchObject({ runs: 3, confirmed: true });
      expect(endedBy(ended, running, state)).toBe(first);
      expect(reduce(state, { type: 'own-runs', runs: [] }).run.answer.result?.betweenRuns).toBeUndefined();
    }
  });
});
