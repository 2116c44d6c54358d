/** The document that becomes of what is known of a run: valid and in order, whatever was told until then. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { result } from '../../test/fixtures/result';
import { ADDING, EVENTS } from '../../test/fixtures/run-events';
import { EMPTY_RECORD, foldRun } from '../report/parts/fold';
import type { RunEvent } from '../report/run-event';
import { resultSchema } from '../report/schema';
import { WORKER_PROTOCOL, type EngineDescription } from './protocol';
import { PartialRun, resultOf, type RunFrame } from './result-of';

const { engine, adapter, environment } = result();
const description: EngineDescription = {
  ...{ protocol: WORKER_PROTOCOL, engine, adapter, environment },
  warnings: [{ code: 'no-shader-f16', message: 'no f16' }],
};
const FRAME: RunFrame = {
  ...{ description, request: null, startedAt: new Date('2026-01-02T03:04:05Z'), elapsedSeconds: 3 },
  ...{ status: 'cancelled', error: null, receipt: null },
};

const documentOf = (events: readonly RunEvent[], frame: Partial<RunFrame> = {}) =>
  resultOf(events.reduce(foldRun, EMPTY_RECORD), { ...FRAME, ...frame });

describe('a document', () => {
  it('is valid, and has its fields in the order of the schema, whatever was told', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 20 }), (events) => {
        const made = documentOf(events);
        expect(resultSchema.safeParse(made).error).toBeUndefined();
        expect(Object.keys(made)).toEqual(Object.keys(resultSchema.shape));
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

  it('has scores where it was measured to its end, and none of a run that was cancelled or broke off', () => {
    const error = { code: 'device-lost', message: 'gone', where: '', remedy: 'again' } as const;
    expect(documentOf(ADDING).scores).toBeNull();
    expect(documentOf(ADDING, { status: 'failed', error }).scores).toBeNull();
    expect(documentOf(ADDING, { status: 'complete' }).scores).not.toBeNull();
    // One kernel was wrong, and all was tried.
    expect(documentOf(ADDING, { status: 'failed' }).scores).not.toBeNull();
  });
});

describe('the run of a command', () => {
  it('has nothing to keep before anything was measured, and something with each event that says more', () => {
    const run = new PartialRun(description, null, FRAME.startedAt);
    const [measured] = ADDING.filter(({ type }) => type === 'sample');
    if (measured === undefined) throw new Error('no sample');
    const warned = { type: 'warning', warning: { code: 'drift', message: 'slower' } } as const;
    expect([warned, measured, warned].map((event) => run.take(event))).toEqual([false, true, true]);
    expect(run.result(1).warnings).toHaveLength(3);
  });
});
