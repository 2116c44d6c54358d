/**
 * Copy in a few lines, as JSON or Markdown, download as JSON, CSV or Markdown, each with what was worked out after the run. In the page itself
 * `#result-json` holds the latest result as the engine gave it (also of a cancelled or failed run) as soon as no run is going
 * on, and is empty before; the end-to-end tests read it.
 */
import { h, render } from 'preact';
import { toCsv } from '../../report/csv';
import { toJson } from '../../report/json';
import { receiptCommand, receiptLink } from '../../report/receipt/link';
import { toMarkdown } from '../../report/markdown';
import type { Result } from '../../report/schema';
import { shareText } from '../../report/share';
import { toShortMarkdown } from '../../report/short-markdown';
import { copyText, downloadText } from '../dom/clipboard';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isBusy, type PageState } from '../state/page-state';
import { resultSoFar } from '../state/partial-result';
import type { SaidAt } from '../state/said';
import { WORDS } from './catalogue/words';
import { fileName } from './file-name';
import { SaidView } from './said-view';
import { takenOf } from './take-away-model';
import { ResultJson, ShareButton, TakeAwayView, type Way } from './take-away-view';

interface Given {
  readonly state: () => PageState;
  /** The address that links begin with; null where others could not open it. */
  readonly page: string | null;
  /** Adds what is worked out after the run, such as its energy. */
  readonly complete: (result: Result) => Promise<Result>;
  readonly say: (at: SaidAt, text: string) => void;
}

export function createTakeAway({ state, page, complete, say }: Given): View {
  const ways = find('take-away');
  const [share, shared] = [find('share-action'), find('shared-said')];
  const json = find('result-document');
  const onTake = (way: Way): void => {
    const result = resultSoFar(state());
    if (result === null) return;
    void complete(result)
      .then((whole) => take(way, whole, page))
      .then((copied) => {
        if (copied !== null) say(way === 'copy-share' ? 'shared' : 'copied', copied ? WORDS.copied : '');
      });
  };
  const drawWays = whenChanged(
    ({ run, said }: PageState) => [isBusy(run), run.answer.result, run.record.entries, said],
    (current) => {
      const { said } = current;
      const taken = takenOf(current, page);
      render(h(TakeAwayView, { taken, said: said.copied, onTake }), ways);
      render(h(ShareButton, { taken, onTake }), share);
      render(h(SaidView, { at: 'shared', said: said.shared }), shared);
    },
  );
  const drawJson = whenChanged(
    ({ run }: PageState) => [isBusy(run), run.id, run.answer.result],
    (current) => {
      const result = isBusy(current.run) ? null : resultSoFar(current);
      render(h(ResultJson, { json: result === null ? '' : toJson(result) }), json);
    },
  );
  return (current) => {
    drawWays(current);
    drawJson(current);
  };
}

/** @returns whether it is on the clipboard now; null where it went elsewhere */
async function take(way: Way, result: Result, page: string | null): Promise<boolean | null> {
  switch (way) {
    case 'copy-json':
      return copyText(toJson(result));
    case 'copy-markdown':
      return copyText(toShortMarkdown(result, page));
    case 'copy-receipt':
      return result.receipt === null ? null : copyText(againText(result.receipt.text, page));
    case 'copy-share':
      return copyText(shareText(result, page));
    case 'download-json':
      downloadText(toJson(result), fileName(result), 'application/json');
      return null;
    case 'download-csv':
      downloadText(toCsv(result), fileName(result, 'csv'), 'text/csv');
      return null;
    case 'download-markdown':
      downloadText(toMarkdown(result, page), fileName(result, 'md'), 'text/markdown');
      return null;
  }
}

const againText = (receipt: string, page: string | null): string =>
  page === null ? receiptCommand(receipt) : receiptLink(receipt, page);
