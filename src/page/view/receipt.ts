/**
 * The receipt that the page was opened with: what it would measure, and by which implementation it was measured first. It never runs
 * by itself: the person presses Run. Not the receipt of a result (take-away.ts).
 */
import { asTokamarkError } from '../../foundation/errors';
import { holdsReceipt, parseReceipt } from '../../report/receipt/link';
import type { Receipt } from '../../report/receipt/receipt';
import { assertReplayable, assertSameWeights, replayRecord, replaySentence } from '../../report/receipt/replay';
import { testName } from '../../benchmark/workload';
import { find, make, makeHint } from '../dom/find';
import { whenChanged } from '../dom/view';
import type { PageState } from '../state/page-state';
import { errorMessage } from './messages';

export function createReceipt(onChange: () => void) {
  const box = find('receipt');
  const text = find('receipt-text');
  let current: Receipt | null = null;

  const read = (): void => {
    const address = holdsReceipt(location.hash) ? location.hash : location.search;
    current = null;
    box.hidden = !holdsReceipt(address);
    if (!holdsReceipt(address)) return;
    try {
      const receipt = parseReceipt(address);
      assertReplayable(receipt);
      // The page opens no model folders.
      assertSameWeights(receipt, null);
      current = receipt;
    } catch (thrown) {
      text.replaceChildren(errorMessage(asTokamarkError(thrown).toData()));
    }
  };
  find('receipt-clear').addEventListener('click', () => {
    history.replaceState(null, '', location.pathname);
    read();
    onChange();
    find('run-button').focus();
  });
  window.addEventListener('hashchange', () => {
    // It stays while the person looks into other rooms.
    if (!holdsReceipt(location.hash)) return;
    read();
    onChange();
  });
  read();
  const draw = whenChanged(
    (receipt: Receipt, by: string) => [receipt, by],
    (receipt, by) => text.replaceChildren(make('p', { text: receiptSentence(receipt) }), makeHint(by)),
  );
  return {
    /** Null where there is none, or it was set aside. */
    current: (): Receipt | null => current,
    draw: ({ gpu }: PageState): void => {
      if (current === null) return;
      draw(current, gpu.kind === 'known' ? replaySentence(replayRecord(current, gpu.description.engine)) : '');
    },
  };
}

/** All that Run will measure. */
function receiptSentence({ model, formats, tests, repetitions, sustained }: Receipt): string {
  const what = 'shape' in model ? `${model.shape} with synthetic weights` : 'weights from a file';
  const names = tests.map((test) => testName(test)).join(', ');
  const long = sustained === null ? '' : `, then ${sustained.seconds} s of decode at ${sustained.format.toUpperCase()}`;
  return `This link is a receipt. Run measures ${what}: ${names} at ${formats.map((format) => format.toUpperCase()).join(', ')}, ${repetitions} repetitions each${long}, without a time limit.`;
}
