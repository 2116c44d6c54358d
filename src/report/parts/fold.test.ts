/** The fold of what a run tells: what it keeps, what it replaces, and that it changes nothing in place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, result, roofs } from '../../../test/fixtures/result';
import { ADDING, EVENTS, sample, story, tuned } from '../../../test/fixtures/run-events';
import { waterfall } from '../../../test/fixtures/waterfall';
import type { RunEvent } from '../run-event';
import { NOT_TUNED } from '../../tuning/outcome';
import { withBandwidthShare } from '../roofs';
import { tuningOf } from '../tuning';
import { EMPTY_RECORD, foldRun, partsOf, recordOf, type RunRecord } from './fold';

const fold = (...events: readonly RunEvent[]): RunRecord => events.reduce(foldRun, EMPTY_RECORD);
const anyEvents = fc.array(fc.constantFrom(...EVENTS), { maxLength: 30 });

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe('a fold', () => {
  it('never changes what was known before, nor the event', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        events.reduce((record, event) => foldRun(frozen(record), frozen(structuredClone(event))), EMPTY_RECORD);
      }),
    );
  });

  it('gives the record itself back where an event says nothing of the result', () => {
    const record = fold(...ADDING);
    for (const event of EVENTS.filter(({ type }) => ['progress', 'verified', 'text'].includes(type))) {
      expect(foldRun(record, event)).toBe(record);
    }
  });

  it('keeps each part that an event says nothing of as it was, for whoever draws only what is new', () => {
    const record = fold(...ADDING);
    const after = foldRun(record, { type: 'story', story: story('fp16', ' a hare.') });
    expect(after.stories).toHaveLength(2);
    expect({ ...after, stories: record.stories }).toEqual(record);
    expect(after.entries).toBe(record.entries);
    expect(after.waterfalls).toBe(record.waterfalls);
  });

  it('has nothing beside what is known, whatever stands beside the record that it begins with', () => {
    const beside = { ...EMPTY_RECORD, phase: 'running' };
    const told: readonly RunEvent[] = [
      { type: 'warning', warning: { code: 'drift', message: 'slower' } },
      { type: 'parts', parts: { latency: [] } },
    ];
    for (const event of told) {
      expect(Object.keys(foldRun(beside, event)).sort(), event.type).toEqual(Object.keys(EMPTY_RECORD).sort());
    }
  });
});

describe('what was measured', () => {
  it('is one entry for each workload: the last that was told, in the order in which they were first told of', () => {
    const told = fc.array(fc.record({ workload: fc.integer({ min: 0, max: 5 }), final: fc.boolean() }));
    fc.assert(
      fc.property(told, (all) => {
        const events = all.map(({ workload, final }, place) =>
          sample(entry({ format: 'int4', phase: 'decode', workloadId: String(workload), test: String(place) }), final),
        );
        const { entries } = fold(...events);
        expect(entries.map(({ entry: { workloadId } }) => Number(workloadId))).toEqual([
          ...new Set(all.map(({ workload }) => workload)),
        ]);
        for (const { entry: one, final } of entries) {
          const last = all.findLastIndex(({ workload }) => String(workload) === one.workloadId);
          expect([one.test, final]).toEqual([String(last), all[last]?.final]);
        }
      }),
    );
  });

  it('and each waterfall are compared with the newest roofs', () => {
    const decode = entry({ format: 'int4', phase: 'decode' });
    const before = [sample(decode, true), { type: 'waterfall', waterfall: waterfall() }] as const;
    const faster = { ...roofs(), bandwidth: null };
    const { entries, waterfalls } = fold(...before, { type: 'roofs', roofs: roofs() });
    expect(entries[0]?.entry).toEqual(withBandwidthShare(decode, roofs()));
    expect(waterfalls?.[0]?.figures?.reached).not.toBeNull();
    const after = fold(...before, { type: 'roofs', roofs: roofs() }, { type: 'roofs', roofs: faster });
    expect(after.entries[0]?.entry.bandwidthShare).toBeNull();
    expect(after.waterfalls?.[0]?.figures?.reached).toBeNull();
  });

  it('is forgotten where the run begins again, with what was tuned, profiled and written, and nothing else is', () => {
    const before = fold(...ADDING, { type: 'waterfall', waterfall: waterfall() });
    const after = foldRun(before, { type: 'restarted' });
    expect(after).toEqual({ ...before, entries: [], waterfalls: [], tuning: null, latency: null, stories: [] });
  });
});

describe('parts', () => {
  it('that are told whole stand in the place of what was known', () => {
    const guards = { periods: [], timestamps: { trusted: false, gpuSeconds: 1, clockSeconds: 2 } };
    expect(fold(...ADDING, { type: 'parts', parts: { guards } }).guards).toBe(guards);
  });

  it('have what was tuned one after the other, each site once', () => {
    const { tuning } = fold(...['x', 'y', 'x'].map((id): RunEvent => ({ type: 'tuned', tuning: tuned(id) })));
    expect(tuning).toMatchObject({ source: 'tuned', seconds: 3, sites: [{ id: 'y' }, { id: 'x' }] });
  });

  it('of a run without tuning say so also after it began again', () => {
    const off = tuningOf(NOT_TUNED);
    expect(fold({ type: 'tuned', tuning: off }, { type: 'restarted' }).tuning?.source).toBe('off');
  });

  it('come back from a document, those that older results lack as empty ones', () => {
    const record = recordOf(result({ roofs: roofs() }));
    expect(partsOf(record)).toEqual({
      ...partsOf(EMPTY_RECORD),
      plan: { headline: true, budgetSeconds: 60, shrunk: [] },
      roofs: roofs(),
    });
    expect(record.entries.map(({ final }) => final)).toEqual([true, true, true, true]);
  });
});
