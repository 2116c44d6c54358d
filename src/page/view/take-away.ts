/**
 * Copy in a few lines, as JSON or Markdown, download as JSON or CSV, each with what was worked out after the run. In the page itself
 * `#result-json` holds the latest result as the engine gave it (also of a cancelled or failed run) as soon as no run is going
 * on, and is empty before; the end-to-end tests read it.
 */
import { toCsv } from '../../report/csv';
import { toJson } from '../../report/json';
import { receiptLink } from '../../report/receipt/link';
import { toMarkdown } from '../../report/markdown';
import type { Result } from '../../report/schema';
import { shareText } from '../../report/share';
import { copyText, downloadText } from '../dom/clipboard';
import { find, setDisabled, setText } from '../dom/find';
import { isBusy, type PageState } from '../state/page-state';
import { hasSpeed, resultSoFar } from '../state/partial-result';

const COPIED_MILLISECONDS = 4000;

/** @param complete adds what is worked out after the run, such as its energy */
export function createTakeAway(
  state: () => PageState,
  complete: (result: Result) => Result,
): (state: PageState) => void {
  const buttons = ['copy-json', 'copy-markdown', 'download-json', 'download-csv', 'copy-receipt', 'copy-share'].map(
    (id) => find(id, HTMLButtonElement),
  );
  const embedded = find('result-json', HTMLScriptElement);
  const say = createNotice('copied');
  const sayShared = createNotice('shared');
  const onClick = (id: string, act: (result: Result) => void | Promise<void>): void =>
    find(id, HTMLButtonElement).addEventListener('click', () => {
      const result = resultSoFar(state());
      if (result !== null) void act(complete(result));
    });
  const copy = async (text: string): Promise<void> => say((await copyText(text)) ? 'Copied' : '');
  onClick('copy-json', (result) => copy(toJson(result)));
  onClick('copy-markdown', (result) => copy(toMarkdown(result)));
  const page = (): string => location.href.replace(/[?#].*$/s, '');
  onClick('copy-receipt', async ({ receipt }) => {
    if (receipt !== null) await copy(receiptLink(receipt.text, page()));
  });
  onClick('copy-share', async (result) => sayShared((await copyText(shareText(result, page()))) ? 'Copied' : ''));
  onClick('download-json', (result) => downloadText(toJson(result), fileName(result, 'json'), 'application/json'));
  onClick('download-csv', (result) => downloadText(toCsv(result), fileName(result, 'csv'), 'text/csv'));

  let drawn: Result | null = null;
  return (current) => {
    // Only the reference is compared while a run is going on: a whole result is put together on demand.
    const available = current.run.result !== null || current.run.entries.length > 0;
    for (const button of buttons) {
      const has = button.id !== 'copy-receipt' || (current.run.result?.receipt ?? null) !== null;
      // What is passed on is not read again by whoever gets it: not before there is a speed, and a final one.
      const early = button.id === 'copy-share' && (isBusy(current.run) || !hasSpeed(current.run));
      setDisabled(button, !available || !has || early);
    }
    if (isBusy(current.run)) {
      drawn = null;
      return setText(embedded, '');
    }
    const result = resultSoFar(current);
    if (result === drawn || (drawn !== null && current.run.result === null)) return;
    drawn = result;
    setText(embedded, result === null ? '' : toJson(result));
  };
}

export const fileName = ({ startedAt }: Result, ending: 'json' | 'csv' = 'json'): string =>
  `tokamark-${startedAt.slice(0, 19).replaceAll(':', '')}.${ending}`;

function createNotice(id: string): (text: string) => void {
  const notice = find(id, HTMLElement);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (text) => {
    clearTimeout(timer);
    notice.textContent = text;
    timer = setTimeout(() => setText(notice, ''), COPIED_MILLISECONDS);
  };
}
