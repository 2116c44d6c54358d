/**
 * The receipt that the page was opened with: what it would measure, and by which implementation it was measured first. It never runs
 * by itself: the person presses Run. Not the receipt of a result (take-away.ts).
 */
import { asTokamarkError } from '../../foundation/errors';
import { holdsReceipt, parseReceipt } from '../../report/receipt/link';
import type { Receipt } from '../../report/receipt/receipt';
import { assertReplayable, assertSameWeights, replayRecord, replaySentence } from '../../report/receipt/replay';
import { testName } from '../../benchmark/workload';
import { find, make, setHidden } from '../dom/find';
import type { GpuState } from '../state/page-state';
import { errorMessage } from './messages';

export interface OpenedReceipt {
  /** Null where there is none, or it was set aside. */
  readonly current: () => Receipt | null;
  readonly draw: (gpu: GpuState) => void;
}

export function createReceipt(onChange: () => void): OpenedReceipt {
  const box = find('receipt', HTMLElement);
  const text = find('receipt-text', HTMLElement);
  const clear = find('receipt-clear', HTMLButtonElement);
  let current: Receipt | null = null;
  let drawn: string | null = null;

  const read = (): void => {
    const address = location.hash === '' ? location.search : location.hash;
    current = null;
    drawn = null;
    setHidden(box, !holdsReceipt(address));
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
  clear.addEventListener('click', () => {
    history.replaceState(null, '', location.pathname);
    read();
    onChange();
    find('run-button', HTMLButtonElement).focus();
  });
  window.addEventListener('hashchange', () => {
    read();
    onChange();
  });
  read();
  return {
    current: () => current,
    draw: (gpu) => {
      if (current === null) return;
      const engine = gpu.kind === 'known' ? gpu.description.engine : null;
      const by = engine === null ? '' : replaySentence(replayRecord(current, engine));
      if (drawn === by) return;
      drawn = by;
      text.replaceChildren(make('p', { text: receiptSentence(current) }), make('p', { class: 'hint', text: by }));
    },
  };
}

/** All that Run will measure. */
function receiptSentence({ model, formats, tests, repetitions, sustained }: Receipt): string {
  const what = 'shape' in model ? `${model.shape} with synthetic weights` : 'weights from a file';
  const names = tests.map((test) => testName(test)).join(', ');
  const long =
    sustained === null ? '' : `, then ${String(sustained.seconds)} s of decode at ${sustained.format.toUpperCase()}`;
  return `This link is a receipt. Run measures ${what}: ${names} at ${formats.map((format) => format.toUpperCase()).join(', ')}, ${String(repetitions)} repetitions each${long}, without a time limit.`;
}
