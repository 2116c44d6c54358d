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
import { WORDS } from './catalogue/words';
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

/** With what it takes to give it back. */
interface Removed {
  readonly run: Stored;
  readonly label: RunLabel;
}

/** What was removed together, and is given back together. */
interface Deletion {
  readonly gone: readonly Removed[];
  readonly note: Note;
}

export interface KeptRuns {
  readonly load: () => Promise<void>;
  readonly keep: KeepRun;
  readonly importFiles: (files: readonly File[]) => Promise<void>;
  readonly label: (id: string, label: RunLabel) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
  /** Gives back what was removed last, of what was not given back yet. */
  readonly undo: () => Promise<void>;
}

export function createKeptRuns({ own, imported, labels }: Stores, { machine, changed, onOwn }: Host): KeptRuns {
  let stored: readonly Stored[] = [];
  let fleeting: readonly Stored[] = [];
  /** Of this visit, the latest last. */
  let deletions: readonly Deletion[] = [];
  let count = 0;
  const say = (...notes: readonly Note[]): void =>
    changed({ type: 'noted', notes: [...notes, ...deletions.slice(-1).map(({ note }) => note)] });
  const said = (text: string): Note => ({ kind: 'said', text });
  const storeOf = (run: Pick<Stored, 'imported'>): HistoryStore => (run.imported ? imported : own);

  const load = async (): Promise<void> => {
    const [ofOwn, ofOthers, named] = await Promise.all([
      own.list().catch(() => null),
      imported.list().catch(() => null),
      labels.all().catch((): ReadonlyMap<string, RunLabel> => new Map()),
    ]);
    const damaged = (ofOwn?.damaged ?? 0) + (ofOthers?.damaged ?? 0);
    if (ofOwn === null) say(said(WORDS.noStorage));
    else if (damaged > 0) say(said(WORDS.damaged(damaged)));
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

  const remember = (before: readonly Deletion[], gone: readonly Removed[]): void => {
    const note: Note = { kind: 'removed', text: deletedText(gone.map(({ run }) => run.result)) };
    deletions = gone.length === 0 ? before : [...before, { gone, note }];
  };

  /** Those that are gone, up to the first that the storage refuses to forget. The name goes with its run. */
  const removeAll = async (going: readonly Stored[]): Promise<readonly Removed[]> => {
    const named = await labels.all().catch((): ReadonlyMap<string, RunLabel> => new Map());
    const gone: Removed[] = [];
    for (const run of going) {
      try {
        if (run.fleeting === undefined) await storeOf(run).remove(run.id);
      } catch {
        break;
      }
      gone.push({ run, label: named.get(run.id) ?? NO_LABEL });
      await labels.write(run.id, NO_LABEL).catch(() => undefined);
    }
    return gone;
  };

  let last = Promise.resolve();
  /** Of two changes at once the second sees what the first has left. */
  const inTurn = (work: () => Promise<void>): Promise<void> => (last = last.catch(() => undefined).then(work));

  /** With what it was called where it comes from. Whether the storage took it. */
  const keepImported = async (result: Result, called: RunLabel): Promise<boolean> => {
    const kept = await imported.keep(result).catch(() => null);
    count += 1;
    const id = kept ?? `fleeting ${Date.now()} ${count}`;
    if (kept === null) fleeting = [...fleeting, { id, result, imported: true, fleeting: true }];
    await labels.write(id, called).catch(() => undefined);
    return kept !== null;
  };

  return {
    load,
    keep: async (result, name) => {
      try {
        await own.keep(result, name);
      } catch {
        say(said(WORDS.notKept(whenOf(result))));
        return false;
      }
      await load();
      return true;
    },
    importFiles: (files) =>
      inTurn(async () => {
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
            if (!(await keepImported(read.result, read.called))) refused += 1;
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
          ...(untold > 0 ? [said(WORDS.notImported(untold))] : []),
          ...(fresh.length === 0 ? [] : [said(WORDS.imported(fresh.length))]),
          ...(full ? [said(WORDS.tooMany(MOST_IMPORTED))] : []),
          ...(known === 0 ? [] : [said(WORDS.known(known))]),
          ...(refused === 0 ? [] : [said(WORDS.fleeting(refused))]),
        );
      }),
    label: async (id, label) => {
      try {
        await labels.write(id, label);
        say();
      } catch {
        say(said(WORDS.nameNotKept));
      }
      await load();
    },
    remove: (ids) =>
      inTurn(async () => {
        const going = stored.filter(({ id }) => ids.includes(id));
        const gone = await removeAll(going);
        fleeting = fleeting.filter((run) => !gone.some((one) => one.run === run));
        remember(deletions, gone);
        await load();
        say(...(gone.length < going.length ? [said(WORDS.notAllDeleted)] : []));
      }),
    undo: () =>
      inTurn(async () => {
        const lost: Removed[] = [];
        let unnamed = 0;
        const here = new Set(stored.map(placeOf));
        for (const one of deletions.at(-1)?.gone ?? []) {
          const { run, label } = one;
          // Imported once more meanwhile.
          if (here.has(placeOf(run))) continue;
          try {
            if (run.fleeting === undefined) await storeOf(run).restore(run);
            else fleeting = [...fleeting, run];
          } catch {
            lost.push(one);
            continue;
          }
          if (label !== NO_LABEL) await labels.write(run.id, label).catch(() => (unnamed += 1));
        }
        remember(deletions.slice(0, -1), lost);
        say(
          ...(lost.length === 0 ? [] : [said(WORDS.notRestored(lost.length))]),
          ...(unnamed === 0 ? [] : [said(WORDS.unnamed(unnamed))]),
        );
        await load();
      }),
  };
}

/** Alike for one run, whatever was derived from it since. */
const contentOf = ({ startedAt, results }: Result): string => JSON.stringify([startedAt, results]);

/** Alike for one run, of this browser or from a file. */
const placeOf = ({ imported, result }: Pick<Stored, 'imported' | 'result'>): string =>
  `${imported} ${contentOf(result)}`;

const deletedText = ([only, ...more]: readonly Result[]): string =>
  only === undefined || more.length > 0 ? WORDS.deleted(more.length + 1) : WORDS.oneDeleted(whenOf(only));
