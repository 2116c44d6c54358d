/** The document that becomes of what is known of a run: valid and in order, whatever was told until then. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../test/fixtures/result';
import { ADDING, EVENTS, sample } from '../../test/fixtures/run-events';
import { CANCELLED } from '../foundation/cancel';
import { EMPTY_RECORD, foldRun } from '../report/parts/fold';
import type { RunEvent } from '../report/run-event';
import { resultSchema } from '../report/schema';
import { WORKER_PROTOCOL, type EngineDescription } from './protocol';
import { PartialRun, resultOf, UNFINISHED, type RunFrame } from './result-of';

const { engine, adapter, environment } = result();
const description: EngineDescription = {
  ...{ protocol: WORKER_PROTOCOL, engine, adapter, environment },
  warnings: [{ code: 'no-shader-f16', message: 'no f16' }],
};
const FRAME: RunFrame = {
  ...{ description, request: null, startedAt: new Date('2026-01-02T03:04:05Z'), elapsedSeconds: 3 },
  ...{ error: UNFINISHED, receipt: null },
};

const documentOf = (events: readonly RunEvent[], frame: Partial<RunFrame> = {}) =>
  resultOf(events.reduce(foldRun, EMPTY_RECORD), { ...FRAME, ...frame });

describe('a document', () => {
  it('is valid, and has its fields in the order of the schema, whatever was told', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 20 }), (events) => {
        const made = documentOf(events);
        expect(resultSchema.safeParse(made).error).toBeUndefined();
        // What other runs add, and what a person calls the machine, is not the engine's to know.
        expect(Object.keys(made)).toEqual(
          Object.keys(resultSchema.shape).filter((key) => !['machine', 'betweenRuns'].includes(key)),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('says of what was not measured to its end that it was cancelled', () => {
    const provisional = ADDING.filter((event) => event.type !== 'sample' || !event.final);
    expect(documentOf(provisional).results.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(documentOf(ADDING).results.map(({ status }) => status)).toEqual(['complete', 'complete']);
  });

  it('has the adapter’s warnings before those of the run', () => {
    expect(documentOf(ADDING).warnings.map(({ code }) => code)).toEqual(['no-shader-f16', 'outlier']);
  });

  it('has no scores without a GPU’s reference, and is complete where it was measured to its end', () => {
    const error = { code: 'device-lost', message: 'gone', where: '', remedy: 'again' } as const;
    expect(documentOf(ADDING).scores).toBeNull();
    expect(documentOf(ADDING, { error }).status).toBe('failed');
    expect(documentOf(ADDING, { error: null })).toMatchObject({ status: 'complete', scores: null });
    // One kernel was wrong, and all was tried.
    const failed = entry({ format: 'int8', phase: 'decode', status: 'failed' });
    const wrong = documentOf([...ADDING, sample(failed, true)], { error: null });
    expect([wrong.status, wrong.failure]).toEqual(['failed', null]);
    // Another engine's failure costs that engine alone.
    const theirs = documentOf([...ADDING, sample({ ...failed, engine: 'waiter' }, true)], { error: null });
    expect([theirs.status, theirs.results.at(-1)?.status]).toEqual(['complete', 'failed']);
    // What there is no memory for costs that format alone, where another was measured in the same test.
    const tooLarge = { code: 'out-of-memory', message: 'full', where: '', remedy: 'smaller' } as const;
    const withLarge = (over: Partial<typeof failed>) =>
      documentOf([...ADDING, sample({ ...failed, error: tooLarge, ...over }, true)], { error: null }).status;
    expect([withLarge({}), withLarge({ test: 'tg32' })]).toEqual(['complete', 'failed']);
  });

  it('says in which step it ended early', () => {
    const running: RunEvent = { type: 'parts', parts: { failure: { ...UNFINISHED, step: 'Tune the kernels' } } };
    const lost = { code: 'device-lost', message: 'gone', where: '', remedy: 'again' } as const;
    const failureOf = (error: RunFrame['error'], ...events: readonly RunEvent[]) =>
      documentOf(events, { error }).failure;
    expect(failureOf(lost, ...ADDING, running)).toEqual({ ...lost, step: 'Tune the kernels' });
    expect(failureOf(UNFINISHED, running)).toEqual({ ...UNFINISHED, step: 'Tune the kernels' });
    expect(failureOf(CANCELLED)).toEqual({ ...CANCELLED, step: null });
    expect(failureOf(null, ...ADDING, running)).toBeNull();
  });

  it('is cancelled, failed or complete by what ended the run', () => {
    const ended = [CANCELLED, UNFINISHED, null].map((error) => documentOf(ADDING, { error }));
    expect(ended.map(({ status, failure }) => [status, failure?.code])).toEqual([
      ['cancelled', 'cancelled'],
      ['failed', 'unfinished'],
      ['complete', undefined],
    ]);
  });
});

describe('the run of a command', () => {
  it('has something to keep with each event that says more, also before anything was measured', () => {
    const run = new PartialRun(description, null, FRAME.startedAt);
    const warned = { type: 'warning', warning: { code: 'drift', message: 'slower' } } as const;
    const progress = { type: 'progress', step: 'plan', fraction: 0.5, detail: '' } as const;
    expect([progress, warned, progress].map((event) => run.take(event))).toEqual([false, true, false]);
    expect(run.result(1)).toMatchObject({ status: 'failed', failure: { code: 'unfinished' }, results: [] });
    expect(run.result(1).warnings).toHaveLength(2);
  });
});
