/** The card of kept runs: list, open, delete, import, and two against each other. What the texts say is in history/rows.ts. */
import { decodeBlob } from '../../foundation/decode-text';
import { asTokamarkError } from '../../foundation/errors';
import { compareResults } from '../../report/compare/compare';
import { assertSize, importResult, LARGEST_IMPORT } from '../../report/import/import-result';
import { toJson } from '../../report/json';
import { toMarkdown } from '../../report/markdown';
import type { Result } from '../../report/schema';
import { downloadText } from '../dom/clipboard';
import { find, make, setDisabled, setHidden, setText } from '../dom/find';
import { COMPARISON_COLUMNS, comparisonRows, historyRow, unmatchedText } from '../history/rows';
import type { HistoryStore } from '../history/history-store';
import { errorMessage } from './messages';
import { plainTable } from './plain-table';
import { fileName } from './take-away';

const LIST_COLUMNS = ['Compare', 'When', 'Adapter', 'Profile', 'Decode, tokens/s', 'Actions'] as const;

interface Listed {
  readonly id: string;
  readonly result: Result;
  /** Of another machine or another person: shown until the page is closed, and not kept. */
  readonly imported: boolean;
}

/** Gives what keeps a finished run. */
export function createHistory(store: HistoryStore): { readonly keep: (result: Result) => Promise<void> } {
  let own: readonly Listed[] = [];
  let imported: readonly Listed[] = [];
  const chosen: string[] = [];
  const list = find('history-list', HTMLElement);
  const message = find('history-message', HTMLElement);
  const file = find('history-file', HTMLInputElement);
  const deleteAll = find('history-delete-all', HTMLButtonElement);
  const all = (): readonly Listed[] => [...imported, ...own];

  const load = async (): Promise<void> => {
    try {
      const { runs, damaged } = await store.list();
      own = runs.map((run) => ({ ...run, imported: false }));
      if (damaged > 0) {
        say(
          `${String(damaged)} kept runs could not be read. They were put aside in this browser’s storage; the others are below.`,
        );
      }
    } catch {
      say('This browser gives the page no storage: finished runs are not kept.');
    }
    draw();
  };
  const say = (text: string): void => message.replaceChildren(make('p', { class: 'hint', text }));

  const draw = (): void => {
    const gone = chosen.filter((id) => !all().some((run) => run.id === id));
    for (const id of gone) chosen.splice(chosen.indexOf(id), 1);
    list.replaceChildren(...(all().length === 0 ? [] : [table()]));
    setHidden(find('history-empty', HTMLElement), all().length > 0);
    setDisabled(deleteAll, own.length === 0);
    drawComparison();
  };

  const table = (): HTMLElement => {
    const made = plainTable(LIST_COLUMNS, []);
    made.setAttribute('role', 'table');
    made.tBodies[0]?.setAttribute('role', 'rowgroup');
    made.tBodies[0]?.append(...all().map((run) => row(run)));
    return made;
  };

  const row = (run: Listed): HTMLTableRowElement => {
    const { when, adapter, profile, decode } = historyRow(run.result);
    const box = make('input');
    box.type = 'checkbox';
    box.checked = chosen.includes(run.id);
    box.setAttribute('aria-label', `Compare the run of ${when} on ${adapter}`);
    box.addEventListener('change', () => choose(run.id, box.checked));
    const actions = make('div', { class: 'actions compact' });
    actions.append(
      button('Open', () => open(run.result)),
      button('JSON', () => downloadText(toJson(run.result), fileName(run.result, 'json'), 'application/json')),
      button(run.imported ? 'Remove' : 'Delete', () => remove(run)),
    );
    const cells = [
      make('td', {}, box),
      ...[`${when}${run.imported ? ', imported' : ''}`, adapter, profile, decode].map((text) => make('td', { text })),
      make('td', {}, actions),
    ];
    for (const [index, cell] of cells.entries()) {
      // Stands beside the cell where a narrow screen lays the row out as a list; the roles keep it a row there.
      cell.dataset['label'] = LIST_COLUMNS[index] ?? '';
      cell.setAttribute('role', 'cell');
    }
    const made = make('tr', {}, ...cells);
    made.setAttribute('role', 'row');
    return made;
  };

  const button = (text: string, act: () => void | Promise<void>): HTMLButtonElement => {
    const made = make('button', { text });
    made.type = 'button';
    made.addEventListener('click', () => void act());
    return made;
  };

  const remove = async (run: Listed): Promise<void> => {
    if (run.imported) imported = imported.filter(({ id }) => id !== run.id);
    else await store.remove(run.id);
    await load();
    find('history-import', HTMLButtonElement).focus();
  };

  /** The first is A, the second is B; a third takes the place of the first. */
  const choose = (id: string, on: boolean): void => {
    const at = chosen.indexOf(id);
    if (at >= 0) chosen.splice(at, 1);
    if (on) chosen.push(id);
    const tooMany = chosen.length > 2;
    if (tooMany) chosen.shift();
    if (tooMany) draw();
    else drawComparison();
  };

  const drawComparison = (): void => {
    const [a, b] = chosen.flatMap((id) => all().find((run) => run.id === id) ?? []);
    const box = find('history-comparison', HTMLElement);
    setHidden(box, a === undefined || b === undefined);
    if (a === undefined || b === undefined) return;
    const comparison = compareResults(a.result, b.result);
    const name = ({ result, imported: other }: Listed): string => {
      const { when, adapter } = historyRow(result);
      return `${adapter}, ${when}${other ? ', imported' : ''}`;
    };
    const rows = comparisonRows(comparison);
    box.replaceChildren(
      make('h3', { text: 'Two runs compared' }),
      make('p', { class: 'hint', text: `A: ${name(a)}. B: ${name(b)}.` }),
      ...comparison.notes.map((text) => make('p', { class: 'message warning', text })),
      rows.length === 0
        ? make('p', { text: 'No workload is in both, so nothing is compared. Equal test names are not enough.' })
        : plainTable(COMPARISON_COLUMNS, rows),
      make('p', { class: 'hint', text: unmatchedText(comparison) }),
      make('p', {
        class: 'hint',
        text: 'The ratio of the medians with its 95 % interval, from one run of each; a tie is an interval that contains 1.',
      }),
    );
  };

  const open = (result: Result): void => {
    const report = find('history-report', HTMLElement);
    setText(find('history-report-text', HTMLElement), toMarkdown(result));
    setHidden(report, false);
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
  const card = find('history', HTMLElement);
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
  find('history-report-close', HTMLButtonElement).addEventListener('click', () =>
    setHidden(find('history-report', HTMLElement), true),
  );
  void load();
  return {
    keep: async (result) => {
      // Without storage only this is lost.
      await store.keep(result).catch(() => undefined);
      await load();
    },
  };
}
