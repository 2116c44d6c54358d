/** Draws the room of kept runs when it is entered, and takes files that are dropped there. What it shows is loaded with it. */
import { h, render } from 'preact';
import { asTokamarkError } from '../../foundation/errors';
import { loaded } from '../../foundation/lazy';
import { toCsv } from '../../report/csv';
import { toJson } from '../../report/json';
import { toJsonList, type ExportedRun } from '../../report/import/documents';
import type { Result } from '../../report/schema';
import { copyText, downloadText } from '../dom/clipboard';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isWide } from '../dom/wide';
import type { KeptRuns } from '../history/kept-runs';
import type { PageState } from '../state/page-state';
import type { SaidAt } from '../state/said';
import { showError } from '../view/messages';
import { fileName } from '../take-away/file-name';
import type { CompareActs } from './acts';
import type { CompareEvent, CompareState, ListedRun } from './compare-state';
import { takeDropped } from './drop';
import { focusAfter } from './focus-after';

interface Host {
  readonly kept: KeptRuns;
  readonly state: () => PageState;
  readonly changed: (event: CompareEvent) => void;
  /** A result as it leaves this browser. */
  readonly toExport: (run: ListedRun) => Result;
  readonly say: (at: SaidAt, text: string) => void;
}

export function createCompare(given: Host): View {
  const { state } = given;
  const host = find('compare-room');
  const acts = actsOf(given);
  takeDropped(() => state().room === 'compare', acts.importFiles);
  let draw = (): void => undefined;
  const load = async (): Promise<void> => {
    try {
      const [{ CompareRoom }, { createCompareModel }] = await loaded('The room of kept runs', () =>
        Promise.all([import('./room'), import('./compare-model')]),
      );
      const model = createCompareModel();
      // As it is first drawn: what a person opens or closes stays so.
      const wide = isWide();
      draw = () => {
        const { compare, challenge, said } = state();
        const props = { state: compare, model: model(compare, challenge), said: said['pair-copied'], acts, wide };
        if (compare.loaded) render(h(CompareRoom, props), host);
      };
      draw();
    } catch (thrown) {
      loading = null;
      showError(host, asTokamarkError(thrown).toData());
    }
  };
  let loading: Promise<void> | null = null;
  let shown: CompareState | null = null;
  const drawn = whenChanged(
    ({ compare, challenge, said }: PageState) => [compare, challenge, said['pair-copied']],
    ({ compare }) => {
      const before = shown ?? compare;
      shown = compare;
      draw();
      const id = focusAfter(before, compare);
      if (id !== null) document.getElementById(id)?.focus();
    },
  );
  return (current) => {
    if (current.room !== 'compare') return;
    loading ??= load();
    drawn(current);
  };
}

function actsOf({ kept, state, changed, toExport, say }: Host): CompareActs {
  const runOf = (id: string): ListedRun | undefined => state().compare.runs.find((run) => run.id === id);
  /** Of all runs at once, for whoever moves to another browser: with the names that they gave. */
  const withNames = (run: ListedRun): ExportedRun => ({
    result: toExport(run),
    called: { name: run.name, machine: run.result.machine ?? '' },
  });
  return {
    importFiles: (files) => {
      if (files.length > 0) void kept.importFiles(files);
    },
    undo: () => void kept.undo(),
    choose: (place, id) => changed({ type: 'run-chosen', place, id }),
    copy: (markdown, copied) => void copyText(markdown).then((done) => say('pair-copied', done ? copied : '')),
    showTrend: (trend) => changed({ type: 'trend-chosen', trend }),
    list: {
      edit: (id) => changed({ type: 'run-edited', id }),
      label: (id, label) => void kept.label(id, label).then(() => changed({ type: 'run-edited', id: null })),
      open: (id) => changed({ type: 'run-opened', id }),
      remove: (ids) => void kept.remove(ids),
      exportRun: (id, as) => {
        const run = runOf(id);
        if (run === undefined) return;
        const result = toExport(run);
        if (as === 'json') downloadText(toJson(result), fileName(result, 'json'), 'application/json');
        else downloadText(toCsv(result), fileName(result, 'csv'), 'text/csv');
      },
      exportAll: (as) => {
        const { runs } = state().compare;
        const name = `tokamark-runs-${new Date().toISOString().slice(0, 10)}.${as}`;
        if (as === 'json') downloadText(toJsonList(runs.map(withNames)), name, 'application/json');
        else downloadText(toCsv(...runs.map(toExport)), name, 'text/csv');
      },
    },
  };
}
