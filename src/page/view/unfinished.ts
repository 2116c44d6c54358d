/**
 * Shows a run that an earlier tab did not finish as what it is: where it stopped, its figures, and ways to take them along. It is said
 * once: from then on the run is among the kept ones.
 */
import { contestantName } from '../../benchmark/whose';
import { showFigure } from '../../report/digits';
import { toJson } from '../../report/json';
import { toMarkdown } from '../../report/markdown';
import { failedWhen } from '../../report/parts/failure';
import type { Result, ResultEntry } from '../../report/schema';
import { modelColumn } from '../../report/several-models';
import { left, right, sheetOf, type Sheet } from '../../report/table';
import { copyText, downloadText } from '../dom/clipboard';
import { find, make, makeButton } from '../dom/find';
import type { KeepRun, UnfinishedRuns } from '../unfinished-run';
import { sheetTable } from './plain-table';
import { fileName } from './take-away';

export async function showUnfinished(runs: UnfinishedRuns, keep: KeepRun): Promise<void> {
  const section = find('unfinished');
  const list = find('unfinished-list');
  const found = await runs.found(keep);
  const items = found.map((result) => {
    const item = result === null ? damaged() : unfinished(result);
    const dismiss = makeButton('Dismiss', () => remove(item));
    dismiss.className = 'dismiss';
    item.querySelector('.actions')?.append(dismiss);
    return item;
  });
  const remove = (item: HTMLElement): void => {
    item.remove();
    section.hidden = list.children.length === 0;
    if (section.hidden) find('run-button', HTMLButtonElement).focus();
  };
  list.replaceChildren(...items);
  section.hidden = items.length === 0;
}

function unfinished(result: Result): HTMLElement {
  const started = new Date(result.startedAt);
  const today = started.toDateString() === new Date().toDateString();
  const when = today
    ? started.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : started.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  const software = result.adapter.software ? ' (software adapter: not a GPU’s speed)' : '';
  const sheet = unfinishedSheet(result.results);
  const actions = [
    makeButton('Copy JSON', () => copyText(toJson(result))),
    makeButton('Copy Markdown', () => copyText(toMarkdown(result))),
    makeButton('Download JSON', () => downloadText(toJson(result), fileName(result), 'application/json')),
  ];
  return make(
    'div',
    { class: 'unfinished-run' },
    make('p', {
      text: `The run of ${when} did not finish: its tab was reloaded, closed or crashed ${failedWhen(result)}.`,
    }),
    make('p', { text: sheet.rows.length === 0 ? 'Nothing had been measured yet.' : `Figures until then${software}:` }),
    ...(sheet.rows.length === 0 ? [] : [sheetTable(sheet)]),
    make('div', { class: 'actions compact' }, ...actions),
  );
}

/** What had been measured until then. */
export const unfinishedSheet = (entries: readonly ResultEntry[]): Sheet =>
  sheetOf<ResultEntry>(
    [
      ...modelColumn(entries, (entry) => entry),
      left('format', contestantName),
      left('test', ({ test }) => test),
      right('tokens/s', rateOf),
      right('repetitions', countOf),
    ],
    entries,
  );

const rateOf = ({ tokensPerSecond }: ResultEntry): string =>
  tokensPerSecond === null ? 'not yet' : showFigure(tokensPerSecond);

const countOf = ({ durations, status }: ResultEntry): string =>
  `${String(durations.length)}${status === 'complete' ? '' : ', not all'}`;

function damaged(): HTMLElement {
  const text =
    'A run did not finish, and what it left in this browser’s storage cannot be read. It is kept aside there, and nothing else is affected.';
  return make('div', { class: 'unfinished-run' }, make('p', { text }), make('div', { class: 'actions compact' }));
}
