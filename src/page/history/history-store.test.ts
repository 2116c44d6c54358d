/** What the page keeps of its runs, and what becomes of a record that cannot be read. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../fixtures/results';
import { historyStore } from './history-store';
import type { Records } from './records';

function browser() {
  const kept = new Map<string, unknown>();
  const records: Records = {
    all: () => Promise.resolve([...kept]),
    write: (key, value) => Promise.resolve(void kept.set(key, value)),
    remove: (key) => Promise.resolve(void kept.delete(key)),
  };
  let count = 0;
  return { kept, open: () => historyStore(records, () => String((count += 1))) };
}

const early = { ...result([entry('fp16', 'decode', 50)]), startedAt: '2026-01-02T03:04:05.000Z' };
const late = { ...result([entry('int4', 'decode', 150)]), startedAt: '2026-01-03T03:04:05.000Z' };

describe('the kept runs of the page', () => {
  it('come back whole, the newest first, also to another tab', async () => {
    const { open } = browser();
    await open().keep(early);
    await open().keep(late);
    const { runs, damaged } = await open().list();
    expect(runs.map((run) => run.result)).toEqual([late, early]);
    expect(damaged).toBe(0);
  });

  it('are gone when they were deleted, and only those', async () => {
    const { open } = browser();
    await open().keep(early);
    await open().keep(late);
    const [newest] = (await open().list()).runs;
    await open().remove(newest?.id ?? '');
    expect((await open().list()).runs.map((run) => run.result)).toEqual([early]);
  });

  it('are one where the same is kept twice under one name', async () => {
    const { open } = browser();
    await open().keep(early, 'run 7');
    await open().keep(early, 'run 7');
    expect((await open().list()).runs.map((run) => run.result)).toEqual([early]);
  });

  it('that cannot be read are put aside once, whole, and the others stay', async () => {
    const { open, kept } = browser();
    await open().keep(early);
    kept.set('run 2026-01-05 9', '{"schema":');
    kept.set('run 2026-01-06 9', 7);
    expect(await open().list()).toMatchObject({ damaged: 2, runs: [{ result: early }] });
    expect(kept.get('damaged 2026-01-05 9')).toBe('{"schema":');
    expect(kept.get('damaged 2026-01-06 9')).toBe(7);
    expect((await open().list()).damaged).toBe(0);
  });
});
