/** All runs of a browser: named, imported, deleted and given back, with storage that takes them or does not. */
import { describe, expect, it } from 'vitest';
import { toJsonList } from '../../report/import/documents';
import { toJson } from '../../report/json';
import { result as anyResult } from '../../../test/fixtures/result';
import type { Result } from '../../report/schema';
import { NOTHING_COMPARED, pairOf, reduceCompare, type CompareState } from '../compare/compare-state';
import { createKeptRuns, MOST_IMPORTED } from './kept-runs';
import { historyStore } from './history-store';
import { labelStore } from './label-store';
import type { Records } from './records';

const run = (hour: number, over: Partial<Result> = {}): Result =>
  anyResult({ startedAt: `2026-01-02T0${hour}:00:00.000Z`, results: [], ...over });

function recordsOf(kept: Map<string, unknown>): Records {
  return {
    all: () => Promise.resolve([...kept]),
    write: (key, value) => Promise.resolve(void kept.set(key, value)),
    remove: (key) => Promise.resolve(void kept.delete(key)),
  };
}
const FULL: Records = {
  all: () => Promise.resolve([]),
  write: () => Promise.reject(new Error('full')),
  remove: () => Promise.reject(new Error('full')),
};

function browser(machine: string | null = null) {
  const stores = {
    own: new Map<string, unknown>(),
    imported: new Map<string, unknown>(),
    labels: new Map<string, unknown>(),
  };
  let count = 0;
  const open = (full = false) => {
    let state: CompareState = NOTHING_COMPARED;
    let own: readonly Result[] = [];
    const records = (kept: Map<string, unknown>) => (full ? FULL : recordsOf(kept));
    const key = () => String((count += 1));
    const kept = createKeptRuns(
      {
        own: historyStore(records(stores.own), key),
        imported: historyStore(records(stores.imported), key),
        labels: labelStore(records(stores.labels)),
      },
      {
        machine: () => machine,
        changed: (event) => (state = reduceCompare(state, event)),
        onOwn: (runs) => (own = runs),
      },
    );
    return {
      kept,
      state: () => state,
      own: () => own,
      hours: () => state.runs.map(({ result }) => new Date(result.startedAt).getUTCHours()),
      idAt: (index: number) => state.runs[index]?.id ?? '',
      said: () =>
        state.notes.map((note) => (note.kind === 'problem' ? `${note.file}: ${note.error.message}` : note.text)),
    };
  };
  return { open, stores };
}

/** By their keys. */
const documents = ({ own, imported }: Record<'own' | 'imported', ReadonlyMap<string, unknown>>) =>
  [...own, ...imported].map(([key, text]): [string, unknown] => [key, JSON.parse(String(text))]);

const listOf = (runs: readonly Result[]): string =>
  toJsonList(runs.map((result) => ({ result, called: { name: '', machine: '' } })));

const file = (name: string, text: string): File => new File([text], name);

describe('the runs of a browser', () => {
  it('are kept with the name that a person gives one, from the newest on', async () => {
    const { open } = browser();
    const page = open();
    await page.kept.keep(run(1));
    await page.kept.keep(run(2));
    await page.kept.label(page.idAt(1), { name: '  before the\nnew driver\u202e', machine: '' });
    const later = open();
    await later.kept.load();
    expect(later.hours()).toEqual([2, 1]);
    expect(later.state().runs.map(({ name }) => name)).toEqual(['', 'before the new driver']);
    await later.kept.label(later.idAt(1), { name: '', machine: '' });
    expect(later.state().runs.map(({ name }) => name)).toEqual(['', '']);
  });

  it('are of this machine by the name that it has now, where they have none of their own', async () => {
    const page = browser('attic box').open();
    await page.kept.keep(run(1));
    await page.kept.keep(run(2, { machine: 'desk box' }));
    await page.kept.importFiles([file('a.json', toJson(run(3)))]);
    expect(page.state().runs.map(({ result }) => result.machine)).toEqual([undefined, 'desk box', 'attic box']);
    await page.kept.label(page.idAt(0), { name: '', machine: 'attic box' });
    expect(page.state().runs[0]?.result.machine).toBe('attic box');
    expect(page.own()).toHaveLength(2);
  });

  it('are there once where one file is dropped twice at once', async () => {
    const page = browser().open();
    const drop = () => page.kept.importFiles([file('a.json', toJson(run(3)))]);
    await Promise.all([drop(), drop()]);
    expect(page.state().runs).toHaveLength(1);
  });

  it('that are deleted come back as they were, name and all, when that is undone', async () => {
    const { open, stores } = browser();
    const page = open();
    await page.kept.keep(run(1));
    await page.kept.importFiles([file('a.json', toJson(run(2)))]);
    await page.kept.label(page.idAt(0), { name: 'a friend’s', machine: '' });
    const before = documents(stores);
    await page.kept.remove(page.state().runs.map(({ id }) => id));
    expect(page.state().runs).toEqual([]);
    expect(page.said()).toEqual(['2 runs are deleted.']);
    await page.kept.undo();
    expect(page.state().runs.map(({ name }) => name)).toEqual(['a friend’s', '']);
    expect(documents(stores)).toEqual(before);
    expect(page.said()).toEqual([]);
  });
});

it('leave no name behind on the next visit, when they were deleted', async () => {
  const { open, stores } = browser();
  const page = open();
  for (const hour of [1, 2]) await page.kept.keep(run(hour));
  for (const index of [0, 1]) await page.kept.label(page.idAt(index), { name: `name ${index}`, machine: '' });
  await page.kept.remove([page.idAt(0)]);
  const later = open();
  await later.kept.load();
  expect([...stores.labels.values()]).toEqual([{ name: 'name 1', machine: '' }]);
});

describe('a deletion', () => {
  const three = async () => {
    const { open, stores } = browser();
    const page = open();
    for (const hour of [1, 2, 3]) await page.kept.keep(run(hour));
    for (const index of [0, 1, 2]) await page.kept.label(page.idAt(index), { name: `name ${index}`, machine: '' });
    const names = () => page.state().runs.map(({ name }) => name);
    return { open, stores, page, names };
  };

  it('can be undone whatever else happened meanwhile', async () => {
    const { page, names } = await three();
    await page.kept.remove([page.idAt(0)]);
    await page.kept.label(page.idAt(0), { name: 'another', machine: '' });
    await page.kept.importFiles([file('a.json', toJson(run(4)))]);
    expect(page.said()).toEqual(['1 run is imported.', expect.stringMatching(/^The run of .* is deleted\.$/)]);
    await page.kept.undo();
    expect(page.hours()).toEqual([4, 3, 2, 1]);
    expect(names()).toEqual(['', 'name 0', 'another', 'name 2']);
    expect(page.said()).toEqual([]);
  });

  it('can be undone after others, the latest first', async () => {
    const { page, names } = await three();
    await page.kept.remove([page.idAt(0)]);
    await page.kept.remove(page.state().runs.map(({ id }) => id));
    expect(page.said()).toEqual(['2 runs are deleted.']);
    await page.kept.undo();
    expect(names()).toEqual(['name 1', 'name 2']);
    expect(page.said()).toEqual([expect.stringMatching(/^The run of .* is deleted\.$/)]);
    await page.kept.undo();
    expect(names()).toEqual(['name 0', 'name 1', 'name 2']);
    expect(page.said()).toEqual([]);
    await page.kept.undo();
    expect(names()).toHaveLength(3);
  });

  it('gives back no second one of what was imported anew meanwhile', async () => {
    const page = browser().open();
    const again = () => page.kept.importFiles([file('a.json', toJson(run(4)))]);
    await again();
    await page.kept.remove([page.idAt(0)]);
    await again();
    await page.kept.undo();
    expect(page.hours()).toEqual([4]);
    expect(page.said()).toEqual([]);
  });

  it('gives the name back also where another tab was opened meanwhile, or the button was pressed twice', async () => {
    const { open, page, names } = await three();
    const id = page.idAt(1);
    await Promise.all([page.kept.remove([id]), page.kept.remove([id])]);
    await open().kept.load();
    await page.kept.undo();
    expect(names()).toEqual(['name 0', 'name 1', 'name 2']);
  });

  it('that stops half-way can be undone as far as it came, and is not forgotten where that fails', async () => {
    const { page, stores, names } = await three();
    const ids = page.state().runs.map(({ id }) => id);
    const remove = stores.own.delete.bind(stores.own);
    const set = stores.own.set.bind(stores.own);
    const refuse = (): never => {
      throw new Error('refused');
    };
    stores.own.delete = (id) => (id === ids[1] ? refuse() : remove(id));
    await page.kept.remove(ids);
    expect(page.hours()).toEqual([2, 1]);
    expect(page.said()).toEqual([
      expect.stringMatching(/^Not everything was deleted/),
      expect.stringMatching(/ is deleted\.$/),
    ]);
    stores.own.set = refuse;
    await page.kept.undo();
    expect(page.said()).toEqual([
      expect.stringMatching(/^1 run is not restored/),
      expect.stringMatching(/ is deleted\.$/),
    ]);
    stores.own.set = set;
    await page.kept.undo();
    expect(names()).toEqual(['name 0', 'name 1', 'name 2']);
  });

  it('takes no name from a run that is only damaged', async () => {
    const { open, stores, page } = await three();
    const id = page.idAt(0);
    stores.own.set(id, '{');
    await open().kept.load();
    expect(stores.labels.get(id)).toMatchObject({ name: 'name 0' });
  });
});

describe('files of results', () => {
  it('are all read, each by itself: what is wrong with one is said by its name, and the others are there', async () => {
    const page = browser().open();
    await page.kept.keep(run(1));
    const wrong = toJson(run(4)).replace('"elapsedSeconds": 42.5', '"elapsedSeconds": -1');
    await page.kept.importFiles([
      file('good.json', toJson(run(2))),
      file('bad\u202e.json', wrong),
      file('two.json', listOf([run(3), run(5)])),
      file('half.json', `[${toJson(run(6))},{}]`),
      file('words.txt', 'hello'),
      file('huge.json', ' '.repeat(20e6 + 1)),
    ]);
    expect(page.hours()).toEqual([6, 5, 3, 2, 1]);
    expect(page.said()).toEqual([
      expect.stringMatching(/^bad\.json: .*not valid/),
      expect.stringMatching(/^half\.json, result 2 of 2: .*not a result that this version reads/),
      expect.stringMatching(/^words\.txt: This is not JSON/),
      expect.stringMatching(/^huge\.json: This file has 20 MB/),
      '4 runs are imported.',
    ]);
    expect(page.state().notes[0]).toMatchObject({ error: { code: 'import', where: 'elapsedSeconds' } });
  });

  it('bring the names that a person gave in another browser, as plain text', async () => {
    const { open } = browser();
    const runs = [
      { result: run(2), called: { name: ' before\nthe driver\u202e', machine: 'attic box' } },
      { result: run(3), called: { name: 'x'.repeat(500), machine: '' } },
      { result: run(4), called: { name: '', machine: '' } },
    ];
    await open().kept.importFiles([file('a.json', toJsonList(runs))]);
    const later = open();
    await later.kept.load();
    expect(later.state().runs.map(({ name }) => name)).toEqual(['', 'x'.repeat(60), 'before the driver']);
    expect(later.state().runs.map(({ result }) => result.machine)).toEqual([undefined, undefined, 'attic box']);
  });

  it('stay after the page is closed, and never count as this browser’s own', async () => {
    const { open } = browser();
    await open().kept.importFiles([file('a.json', toJson(run(2)))]);
    const later = open();
    await later.kept.load();
    expect(later.state().runs).toMatchObject([{ imported: true }]);
    expect(later.own()).toEqual([]);
  });

  it('add nothing that is there already', async () => {
    const page = browser().open();
    await page.kept.keep(run(1));
    await page.kept.importFiles([
      file('a.json', toJson(run(1))),
      file('b.json', toJson(run(2))),
      file('c.json', toJson(run(2))),
    ]);
    expect(page.hours()).toEqual([2, 1]);
    expect(page.said()).toEqual(['1 run is imported.', '2 runs are already here.']);
  });

  it('are kept up to a number that can be drawn, and problems are told up to one that can be read', async () => {
    const page = browser().open();
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) =>
        anyResult({ startedAt: new Date(Date.UTC(2026, 0, 2, 0, 0, from + i)).toISOString(), results: [] }),
      );
    await page.kept.importFiles([file('a.json', listOf(many(0, MOST_IMPORTED - 1)))]);
    await page.kept.importFiles([file('b.json', listOf(many(MOST_IMPORTED - 2, 3)))]);
    expect(page.state().runs).toHaveLength(MOST_IMPORTED);
    expect(page.said()).toEqual([
      '1 run is imported.',
      expect.stringMatching(/^This browser keeps at most 200 runs from files\./),
      '1 run is already here.',
    ]);
    await page.kept.importFiles([file('c.json', `[${Array.from({ length: 50 }, () => '{}').join()}]`)]);
    expect(page.said()).toHaveLength(21);
    expect(page.said().at(-1)).toBe('30 more could not be imported.');
  });

  it('put the one that came beside a run of this browser', async () => {
    const page = browser().open();
    for (const hour of [1, 2, 3]) await page.kept.keep(run(hour));
    await page.kept.importFiles([file('a.json', toJson(run(0)))]);
    expect(pairOf(page.state())?.map(({ imported }) => imported)).toEqual([false, true]);
  });
});

describe('a browser that keeps nothing', () => {
  it('shows what is imported until the page is closed, and says so', async () => {
    const page = browser().open(true);
    await page.kept.importFiles([file('a.json', toJson(run(2)))]);
    expect(page.hours()).toEqual([2]);
    expect(page.said()).toContain('1 run is not kept beyond this visit: this browser’s storage is full or refused.');
    await page.kept.remove([page.idAt(0)]);
    expect(page.hours()).toEqual([]);
    await page.kept.undo();
    expect(page.hours()).toEqual([2]);
  });

  it('says that a run is not kept, and loses no name silently', async () => {
    const page = browser().open(true);
    expect(await page.kept.keep(run(1))).toBe(false);
    expect(page.said()).toEqual([
      expect.stringMatching(/^The run of 2 Jan 2026, .* is not kept: .* Download its JSON/),
    ]);
    await page.kept.label('run 1', { name: 'x', machine: '' });
    expect(page.said()).toEqual(['The name is not kept: this browser’s storage is full or refused.']);
  });

  it('leaves out names that something else has written', async () => {
    const { open, stores } = browser();
    const page = open();
    await page.kept.keep(run(1));
    for (const value of [7, null, { name: 3 }, { name: 'x'.repeat(1000), machine: '' }]) {
      stores.labels.set(page.idAt(0), value);
      await page.kept.load();
      expect(page.state().runs[0]?.name.length).toBeLessThanOrEqual(60);
    }
  });
});
