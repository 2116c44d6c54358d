/**
 * Opens the receipt of the page's address and draws it. It never runs by itself: the person presses Run. Not the receipt of a result
 * (take-away/).
 */
import { h, render } from 'preact';
import { holdsReceipt } from '../../report/receipt/link';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isBusy, type PageEvent, type PageState } from '../state/page-state';
import { NO_RECEIPT, openedReceipt, type ReceiptState } from './receipt-state';
import { ReceiptView } from './receipt-view';

/** Of the address with which the page was opened. */
export const receiptOfAddress = ({ hash, search }: Pick<Location, 'hash' | 'search'>): ReceiptState =>
  openedReceipt(holdsReceipt(hash) ? hash : search);

export function createReceipt(dispatch: (event: PageEvent) => void): View {
  const place = find('receipt-place');
  window.addEventListener('hashchange', () => {
    // It stays while the person looks into other rooms.
    if (holdsReceipt(location.hash)) dispatch({ type: 'receipt-changed', receipt: openedReceipt(location.hash) });
  });
  const onClear = (): void => {
    history.replaceState(null, '', location.pathname);
    dispatch({ type: 'receipt-changed', receipt: NO_RECEIPT });
    find('run-button').focus();
  };
  return whenChanged(
    ({ receipt, gpu, run }: PageState) => [receipt, gpu, isBusy(run)],
    ({ receipt, gpu, run }) => render(h(ReceiptView, { opened: receipt, gpu, busy: isBusy(run), onClear }), place),
  );
}
