/** The card of kept runs: list, open, delete, import, and two against each other. What the texts say is in history/rows.ts. */
import { decodeBlob } from '../../foundation/decode-text';
import { asTokamarkError } from '../../foundation/errors';
import { withBetweenRuns } from '../../report/between-runs';
import { compareResults } from '../../report/compare/compare';
import { compareMachine, machinesOf } from '../../report/compare/machine';
import { ABOUT_MACHINE, machineSheet, setupsText } from '../../report/compare/machine-sheet';
import { comparisonSheet } from '../../report/compare/markdown';
import { assertSize, importResult, LARGEST_IMPORT } from '../../report/import/import-result';
import { toJson } from '../../report/json';
import { toMarkdown } from '../../report/markdown';
import type { Result } from '../../report/schema';
import { downloadText } from '../dom/clipboard';
import { find, make, makeButton, makeHint, setText } from '../dom/find';
import { COMPARISON_COLUMNS, historyRow, unmatchedText } from '../history/rows';
import type { HistoryStore } from '../history/history-store';
import type { KeepRun } from '../unfinished-run';
import { errorMessage } from './messages';
import { plainTable, sheetTable } from './plain-table';
import { fileName } from './take-away';

const LIST_COLUMNS = ['Compare', 'When', 'Adapter', 'Profile', 'Decode, tokens/s', 'Actions'] as const;

interface Listed {
  readonly id: string;
  readonly result: Result;
  /** Of another machine or another person: shown until the page is closed, and not kept. */
  readonly imported: boolean;
}

/** Of each machine of which there is more than one browser or build. */
function drawMachines(runs: readonly Result[]): void {
  const comparisons = machinesOf(runs)
    .map((name) =>
      compareMachine(
        name,
        runs.filter(({ machine }) => machine === name),
      ),
    )
    .filter(({ setups }) => setups.length > 1);
  const box = find('history-machines');
  box.hidden = comparisons.length === 0;
  box.replaceChildren(
    ...comparisons.flatMap((comparison) => [
      make('h3', { text: `Runs of ${comparison.machine}` }),
      makeHint(setupsText(comparison)),
      ...comparison.notes.map((text) => make('p', { class: 'message warning', text })),
      sheetTable(machineSheet(comparison)),
      makeHint(ABOUT_MACHINE),
    ]),
  );
}

/**
 * Gives what keeps a run.
 * @param onOwn told of the runs of this browser, as often as they change
 * @param toExport a result as it leaves this browser
 */
export function createHistory(
  store: HistoryStore,
  onOwn: (runs: readonly Result[]) => void,
  toExport: (result: Result) => Result,
): { readonly keep: KeepRun } {
  /** As each run measured it, and as the others widen its intervals. */
  let kept: readonly Result[] = [];
  let own: readonly Listed[] = [];
  let imported: readonly Listed[] = [];
  let chosen: readonly string[] = [];
  const list = find('history-list');
  const message = find('history-message');
  const file = find('history-file', HTMLInputElement);
  const deleteAll = find('history-delete-all', HTMLButtonElement);
  const all = (): readonly Listed[] => [...imported, ...own];

  const load = async (): Promise<void> => {
    try {
      const { runs, damaged } = await store.list();
      kept = runs.map(({ result }) => result);
      own = runs.map(({ id, result }) => ({ id, result: withBetweenRuns(result, kept), imported: false }));
      onOwn(kept);
      if (damaged > 0) {
        say(
          `${String(damaged)} kept runs could not be read. They were put aside in this browser’s storage; the others are below.`,
        );
      }
    } catch {
      say('This browser gives the page no storage: runs are not kept.');
    }
    draw();
  };
  const say = (text: string): void => message.replaceChildren(makeHint(text));

  const draw = (): void => {
    chosen = chosen.filter((id) => all().some((run) => run.id === id));
    list.replaceChildren(...(all().length === 0 ? [] : [plainTable(LIST_COLUMNS, all().map(row))]));
    find('history-empty').hidden = all().length > 0;
    deleteAll.disabled = own.length === 0;
    drawComparison();
    drawMachines(all().map(({ result }) => result));
  };

  const row = (run: Listed): readonly (string | Node)[] => {
    const { when, adapter, profile, decode, machine } = historyRow(run.result);
    const ariaLabel = `Compare the run of ${when} on ${adapter}`;
    const box = make('input', { type: 'checkbox', checked: chosen.includes(run.id), ariaLabel });
    box.addEventListener('change', () => choose(run.id, box.checked));
    const actions = make(
      'div',
      { class: 'actions compact' },
      makeButton('Open', () => open(run.result)),
      makeButton('JSON', () =>
        downloadText(toJson(toExport(run.result)), fileName(run.result, 'json'), 'application/json'),
      ),
      makeButton(run.imported ? 'Remove' : 'Delete', () => remove(run)),
    );
    const from = [when, ...(run.imported ? ['imported'] : []), ...(machine === null ? [] : [machine])].join(', ');
    return [box, from, adapter, profile, decode, actions];
  };

  const remove = async (run: Listed): Promise<void> => {
    if (run.imported) imported = imported.filter(({ id }) => id !== run.id);
    else await store.remove(run.id);
    await load();
    find('history-import', HTMLButtonElement).focus();
  };

  /** The first is A, the second is B; a third takes the place of the first. */
  const choose = (id: string, on: boolean): void => {
    const rest = chosen.filter((one) => one !== id);
    const next = on ? [...rest, id] : rest;
    chosen = next.slice(-2);
    if (next.length > chosen.length) draw();
    else drawComparison();
  };

  const drawComparison = (): void => {
    const [a, b] = chosen.flatMap((id) => all().find((run) => run.id === id) ?? []);
    const box = find('history-comparison');
    box.hidden = a === undefined || b === undefined;
    if (a === undefined || b === undefined) return;
    const comparison = compareResults(a.result, b.result, kept);
    const name = ({ result, imported: other }: Listed): string => {
      const { when, adapter } = historyRow(result);
      return `${adapter}, ${when}${other ? ', imported' : ''}`;
    };
    const { rows } = comparisonSheet(comparison);
    box.replaceChildren(
      make('h3', { text: 'Two runs compared' }),
      makeHint(`A: ${name(a)}. B: ${name(b)}.`),
      ...comparison.notes.map((text) => make('p', { class: 'message warning', text })),
      rows.length === 0
        ? make('p', { text: 'No workload is in both, so nothing is compared. Equal test names are not enough.' })
        : plainTable(COMPARISON_COLUMNS, rows),
      makeHint(unmatchedText(comparison)),
      makeHint(
        'The ratio of the medians with its 95 % interval; a tie is an interval that contains 1. It covers what changes between runs where three or more of each kind are kept here.',
      ),
    );
  };

  const open = (result: Result): void => {
    const report = find('history-report');
    setText('history-report-text', toMarkdown(result));
    report.hidden = false;
    report.focus();
  };

  const importFile = async (given: File): Promise<void> => {
    message.replaceChildren();
    try {
      assertSize(given.size, given.name);
      const result = importResult(await decodeBlob(given, given.name, 'import', LARGEST_IMPORT));
      const id = `imported ${String(imported.length)} ${given.name}`;
      imported = [{ id, result, imported: true }, ...imported];
      draw();
    } catch (thrown) {
      message.replaceChildren(errorMessage(asTokamarkError(thrown).toData()));
    }
  };

  find('history-import', HTMLButtonElement).addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    const [given] = file.files ?? [];
    if (given !== undefined) void importFile(given);
    // The same file may be chosen again.
    file.value = '';
  });
  const card = find('history');
  card.addEventListener('dragover', (event) => event.preventDefault());
  card.addEventListener('drop', (event) => {
    event.preventDefault();
    const [given] = event.dataTransfer?.files ?? [];
    if (given !== undefined) void importFile(given);
  });
  deleteAll.addEventListener('click', () => {
    if (!confirm(`Delete all ${String(own.length)} kept runs from this browser?`)) return;
    void Promise.all(own.map(({ id }) => store.remove(id))).then(load);
  });
  find('history-report-close').addEventListener('click', () => (find('history-report').hidden = true));
  void load();
  return {
    keep: async (result, name) => {
      try {
        await store.keep(result, name);
      } catch {
        const { when } = historyRow(result);
        say(
          `The run of ${when} is not kept: this browser’s storage is full or refused. Download its JSON before you close the page.`,
        );
        return false;
      }
      await load();
      return true;
    },
  };
}
