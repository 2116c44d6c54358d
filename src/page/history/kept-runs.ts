/**
 * All runs that this browser has: its own, and those from files, each with what a person calls it. Reads, keeps, names, deletes and gives
 * back; says each time what there is now. No elements.
 */
import { withBetweenRuns } from '../../report/between-runs';
import { whenOf } from '../../report/compare/identity';
import type { Result } from '../../report/schema';
import type { CompareEvent, ListedRun, Note } from '../compare/compare-state';
import { namedMachine } from '../compare/machine-name';
import type { KeepRun } from '../unfinished-run';
import type { HistoryStore, KeptRun } from './history-store';
import { readResults } from './import-files';
import { NO_LABEL, type LabelStore, type RunLabel } from './label-store';

interface Stores {
  readonly own: HistoryStore;
  readonly imported: HistoryStore;
  readonly labels: LabelStore;
}

interface Host {
  /** What this machine is called now; null: nothing. */
  readonly machine: () => string | null;
  readonly changed: (event: CompareEvent) => void;
  /** Told of the runs of this browser, as often as they change. */
  readonly onOwn: (runs: readonly Result[]) => void;
}

/** As it lies in the storage. */
interface Stored extends KeptRun {
  readonly imported: boolean;
  /** The storage did not take it: it is there until the page is closed. */
  readonly fleeting?: true;
}

/** From files: enough for any comparison, and few enough to be drawn at once. */
export const MOST_IMPORTED = 200;
/** Files and results whose problem is told; of more only how many. */
const MOST_PROBLEMS = 20;

const NO_STORAGE = 'This browser gives the page no storage: runs are not kept.';
const TOO_MANY = `This browser keeps at most ${MOST_IMPORTED} runs from files. Delete some, then import the rest again.`;
const REFUSED = 'this browser’s storage is full or refused';

export interface KeptRuns {
  readonly load: () => Promise<void>;
  readonly keep: KeepRun;
  readonly importFiles: (files: readonly File[]) => Promise<void>;
  readonly label: (id: string, label: RunLabel) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
  /** What was removed last. */
  readonly undo: () => Promise<void>;
}

export function createKeptRuns({ own, imported, labels }: Stores, { machine, changed, onOwn }: Host): KeptRuns {
  let stored: readonly Stored[] = [];
  let fleeting: readonly Stored[] = [];
  let removed: readonly Stored[] = [];
  let cleaned = false;
  let count = 0;
  const say = (...notes: readonly Note[]): void => changed({ type: 'noted', notes });
  const said = (text: string): Note => ({ kind: 'said', text });
  const storeOf = (run: Pick<Stored, 'imported'>): HistoryStore => (run.imported ? imported : own);

  const load = async (): Promise<void> => {
    const [ofOwn, ofOthers, named] = await Promise.all([
      own.list().catch(() => null),
      imported.list().catch(() => null),
      labels.all().catch((): ReadonlyMap<string, RunLabel> => new Map()),
    ]);
    const damaged = (ofOwn?.damaged ?? 0) + (ofOthers?.damaged ?? 0);
    if (ofOwn === null) say(said(NO_STORAGE));
    else if (damaged > 0) {
      say(said(`${damaged} kept runs could not be read. They were put aside in this browser’s storage.`));
    }
    const keptNow = [...(ofOwn?.runs ?? []), ...(ofOthers?.runs ?? [])];
    if (!cleaned && ofOwn !== null && ofOthers !== null) await forgetLost(named, keptNow);
    stored = [
      ...(ofOwn?.runs ?? []).map((run) => ({ ...run, imported: false })),
      ...(ofOthers?.runs ?? []).map((run) => ({ ...run, imported: true })),
      ...fleeting,
    ];
    const listed = stored
      .map(({ id, result, imported: other }): ListedRun => {
        const label = named.get(id);
        const name = label?.machine || result.machine || (other ? null : machine());
        return { id, imported: other, name: label?.name ?? '', result: namedMachine(result, name) };
      })
      .toSorted((a, b) => Date.parse(b.result.startedAt) - Date.parse(a.result.startedAt) || (a.id < b.id ? 1 : -1));
    const results = listed.filter((run) => !run.imported).map(({ result }) => result);
    onOwn(results);
    changed({
      type: 'runs-listed',
      runs: listed.map((run) => (run.imported ? run : { ...run, result: withBetweenRuns(run.result, results) })),
    });
  };

  /** Of runs that were deleted on an earlier visit: nobody can take that back any more. */
  const forgetLost = async (named: ReadonlyMap<string, RunLabel>, runs: readonly KeptRun[]): Promise<void> => {
    cleaned = true;
    for (const id of named.keys()) {
      if (!runs.some((run) => run.id === id)) await labels.write(id, NO_LABEL).catch(() => undefined);
    }
  };

  /** Whether the storage took it. */
  const keepImported = async (result: Result): Promise<boolean> => {
    try {
      await imported.keep(result);
      return true;
    } catch {
      count += 1;
      fleeting = [...fleeting, { id: `fleeting ${Date.now()} ${count}`, result, imported: true, fleeting: true }];
      return false;
    }
  };

  return {
    load,
    keep: async (result, name) => {
      try {
        await own.keep(result, name);
      } catch {
        const text = `The run of ${whenOf(result)} is not kept: ${REFUSED}. Download its JSON before you close the page.`;
        say(said(text));
        return false;
      }
      await load();
      return true;
    },
    importFiles: async (files) => {
      const problems: Note[] = [];
      const fresh: Result[] = [];
      const here = new Set(stored.map(({ result }) => contentOf(result)));
      const room = MOST_IMPORTED - stored.filter((run) => run.imported).length;
      let [known, refused, full] = [0, 0, false];
      for await (const read of readResults(files)) {
        if ('error' in read) problems.push({ kind: 'problem', ...read });
        else if (here.has(contentOf(read.result))) known += 1;
        else if (fresh.length >= room) {
          full = true;
          break;
        } else {
          fresh.push(read.result);
          here.add(contentOf(read.result));
          if (!(await keepImported(read.result))) refused += 1;
        }
      }
      await load();
      const [only, ...more] = fresh;
      const content = more.length > 0 || only === undefined ? null : contentOf(only);
      const run = content === null ? undefined : stored.find(({ result }) => contentOf(result) === content);
      const untold = problems.length - MOST_PROBLEMS;
      if (run !== undefined) changed({ type: 'run-chosen', place: 1, id: run.id });
      say(
        ...problems.slice(0, MOST_PROBLEMS),
        ...(untold > 0 ? [said(`${untold} more could not be imported.`)] : []),
        ...(fresh.length === 0 ? [] : [said(`${counted(fresh.length)} imported.`)]),
        ...(full ? [said(TOO_MANY)] : []),
        ...(known === 0 ? [] : [said(`${counted(known)} already here.`)]),
        ...(refused === 0 ? [] : [said(`${counted(refused)} not kept beyond this visit: ${REFUSED}.`)]),
      );
    },
    label: async (id, label) => {
      try {
        await labels.write(id, label);
        say();
      } catch {
        say(said(`The name is not kept: ${REFUSED}.`));
      }
      await load();
    },
    remove: async (ids) => {
      const going = stored.filter(({ id }) => ids.includes(id));
      try {
        for (const run of going) if (run.fleeting === undefined) await storeOf(run).remove(run.id);
      } catch {
        say(said(`Not everything was deleted: ${REFUSED}.`));
        return load();
      }
      fleeting = fleeting.filter((run) => !going.includes(run));
      removed = going;
      await load();
      const [only] = going;
      const what =
        going.length === 1 && only !== undefined ? `The run of ${whenOf(only.result)}` : counted(going.length);
      say({ kind: 'removed', text: going.length === 1 ? `${what} is deleted.` : `${what} deleted.` });
    },
    undo: async () => {
      const back = removed;
      const lost: Stored[] = [];
      removed = [];
      for (const run of back) {
        if (run.fleeting !== undefined) fleeting = [...fleeting, run];
        else
          await storeOf(run)
            .restore(run)
            .catch(() => lost.push(run));
      }
      say(...(lost.length === 0 ? [] : [said(`${counted(lost.length)} not restored: ${REFUSED}.`)]));
      await load();
    },
  };
}

/** Alike for one run, whatever was derived from it since. */
const contentOf = ({ startedAt, results }: Result): string => JSON.stringify([startedAt, results]);

const counted = (count: number): string => (count === 1 ? '1 run is' : `${count} runs are`);
