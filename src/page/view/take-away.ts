/**
 * Copy in a few lines, as JSON or Markdown, download as JSON or CSV, each with what was worked out after the run. In the page itself
 * `#result-json` holds the latest result as the engine gave it (also of a cancelled or failed run) as soon as no run is going
 * on, and is empty before; the end-to-end tests read it.
 */
import { toCsv } from '../../report/csv';
import { toJson } from '../../report/json';
import { linkAddress } from '../../report/links/link-address';
import { receiptLink } from '../../report/receipt/link';
import { toMarkdown } from '../../report/markdown';
import type { Result } from '../../report/schema';
import { shareText } from '../../report/share';
import { copyText, downloadText } from '../dom/clipboard';
import { find, setText } from '../dom/find';
import type { View } from '../dom/view';
import { isBusy, type PageState } from '../state/page-state';
import { hasSpeed, resultSoFar } from '../state/partial-result';

const COPIED_MILLISECONDS = 4000;

/** @param complete adds what is worked out after the run, such as its energy */
export function createTakeAway(state: () => PageState, complete: (result: Result) => Result): View {
  const page = (): string | null => linkAddress(location.href);
  const copy = async (text: string, notice = 'copied'): Promise<void> => say(notice, await copyText(text));
  const acts: Readonly<Record<string, (result: Result) => void | Promise<void>>> = {
    'copy-json': (result) => copy(toJson(result)),
    'copy-markdown': (result) => copy(toMarkdown(result)),
    'copy-receipt': ({ receipt }) => (receipt === null ? undefined : copy(receiptLink(receipt.text, page() ?? ''))),
    'copy-share': (result) => copy(shareText(result, page()), 'shared'),
    'download-json': (result) => downloadText(toJson(result), fileName(result, 'json'), 'application/json'),
    'download-csv': (result) => downloadText(toCsv(result), fileName(result, 'csv'), 'text/csv'),
  };
  const buttons = Object.entries(acts).map(([id, act]) => {
    const button = find(id, HTMLButtonElement);
    button.addEventListener('click', () => {
      const result = resultSoFar(state());
      if (result !== null) void act(complete(result));
    });
    return button;
  });

  let drawn: Result | null = null;
  return (current) => {
    const { run } = current;
    // Only the reference is compared while a run is going on: a whole result is put together on demand.
    const available = run.answer.result !== null || run.record.entries.length > 0;
    for (const button of buttons) {
      const has = button.id !== 'copy-receipt' || (run.answer.result?.receipt ?? null) !== null;
      // What is passed on is not read again by whoever gets it: not before there is a speed, and a final one.
      const early = button.id === 'copy-share' && (isBusy(run) || !hasSpeed(run));
      button.disabled = !available || !has || early;
    }
    if (isBusy(run)) {
      drawn = null;
      return setText('result-json', '');
    }
    const result = resultSoFar(current);
    if (result === drawn || (drawn !== null && run.answer.result === null)) return;
    drawn = result;
    setText('result-json', result === null ? '' : toJson(result));
  };
}

export const fileName = ({ startedAt }: Result, ending: 'json' | 'csv' = 'json'): string =>
  `tokamark-${startedAt.slice(0, 19).replaceAll(':', '')}.${ending}`;

function say(id: string, copied: boolean): void {
  // Also where it stands there already: it is announced again.
  find(id).textContent = copied ? 'Copied' : '';
  clearTimeout(timers.get(id));
  const clear = setTimeout(() => setText(id, ''), COPIED_MILLISECONDS);
  timers.set(id, clear);
}

const timers = new Map<string, ReturnType<typeof setTimeout>>();
