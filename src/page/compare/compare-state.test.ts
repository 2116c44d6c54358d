/** Which two runs are compared, how that changes, and where the focus goes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, result } from '../fixtures/results';
import { NOTHING_COMPARED, pairOf, reduceCompare, type CompareState, type ListedRun } from './compare-state';
import { focusAfter } from './focus-after';

const run = (id: string, over: Partial<ListedRun> = {}): ListedRun => ({
  ...{ id, name: '', imported: false, result: result([entry('int4', 'decode', 171)]) },
  ...over,
});
const other = { ...entry('int4', 'decode', 171), workloadId: 'f'.repeat(64) };
const state = (...runs: readonly ListedRun[]): CompareState => ({ ...NOTHING_COMPARED, loaded: true, runs });
const ids = (of: CompareState) => pairOf(of)?.map(({ id }) => id) ?? null;

describe('the two runs that are compared', () => {
  it('are without a choice the latest of this browser and the latest of it that measured the same', () => {
    const runs = [run('file', { imported: true }), run('new'), run('odd', { result: result([other]) }), run('old')];
    expect(ids(state(...runs))).toEqual(['new', 'old']);
    expect(ids(state(...runs.slice(0, 3)))).toEqual(['new', 'file']);
    expect(ids(state(run('alone')))).toBeNull();
    expect(ids(state())).toBeNull();
  });

  it('are without a choice two that have a speed, of one device before two of one browser', () => {
    const none = run('failed', { result: result([], 'failed') });
    expect(ids(state(none, run('new'), none, run('old')))).toEqual(['new', 'old']);
    expect(ids(state(none, run('file', { imported: true })))).toEqual(['file', 'failed']);
    const measured = result([entry('int4', 'decode', 171)]);
    const software = run('software', { result: { ...measured, adapter: { ...measured.adapter, software: true } } });
    const elsewhere = run('gpu', { result: { ...measured, adapter: { ...measured.adapter, vendor: 'acme' } } });
    const file = run('file', { imported: true });
    expect(ids(state(run('new'), software, elsewhere, file))).toEqual(['new', 'file']);
    expect(ids(state(run('new'), software, elsewhere))).toEqual(['new', 'gpu']);
    expect(ids(state(run('new'), none, software))).toEqual(['new', 'software']);
  });

  it('are those that were chosen, each in its place', () => {
    const three = state(run('a'), run('b'), run('c'));
    const chosen = reduceCompare(three, { type: 'run-chosen', place: 1, id: 'c' });
    expect(ids(chosen)).toEqual(['a', 'c']);
    expect(ids(reduceCompare(chosen, { type: 'run-chosen', place: 0, id: 'b' }))).toEqual(['b', 'c']);
  });

  it('are never one run twice, whatever was chosen and is gone by now', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'gone', null);
    fc.assert(
      fc.property(fc.subarray(['a', 'b', 'c']), id, id, (there, first, second) => {
        const pair = ids({ ...state(...there.map((one) => run(one))), chosen: [first, second] });
        expect(pair === null).toBe(there.length < 2);
        if (pair !== null) expect(new Set(pair).size).toBe(2);
      }),
    );
  });
});

describe('the focus', () => {
  const two = state(run('a'), run('b'));
  it('goes to the figures that were opened, and back to the button that opened them', () => {
    const opened = { ...two, opened: 'b' };
    expect(focusAfter(two, opened)).toBe('compare-opened-title');
    expect(focusAfter(opened, two)).toBe('run-1-open');
  });

  it('goes back to the button when a name was given, and to Undo when a run was deleted', () => {
    expect(focusAfter({ ...two, editing: 'a' }, two)).toBe('run-2-rename');
    const deleted: CompareState = { ...state(run('a')), notes: [{ kind: 'removed', text: 'gone' }] };
    expect(focusAfter(two, deleted)).toBe('compare-undo');
    expect(focusAfter(deleted, two)).toBe('compare-import');
    // Something else is said beside it.
    expect(focusAfter(deleted, { ...deleted, notes: [{ kind: 'said', text: 'x' }, ...deleted.notes] })).toBeNull();
  });

  it('stays where it is otherwise', () => {
    expect(focusAfter(NOTHING_COMPARED, two)).toBeNull();
    expect(focusAfter(two, { ...two, trend: 'x' })).toBeNull();
  });
});
