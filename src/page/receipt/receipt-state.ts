/** The receipt that the page was opened with, until it is set aside. */
import { asTokamarkError, type ErrorData } from '../../foundation/errors';
import { holdsReceipt, parseReceipt } from '../../report/receipt/link';
import type { Receipt } from '../../report/receipt/receipt';
import { assertReplayable, assertSameWeights } from '../../report/receipt/replay';

export type ReceiptState =
  | { readonly kind: 'none' }
  | { readonly kind: 'opened'; readonly receipt: Receipt }
  /** Why it cannot run here. */
  | { readonly kind: 'refused'; readonly error: ErrorData };

export const NO_RECEIPT: ReceiptState = { kind: 'none' };

/** @param address a link, or its fragment or query alone: it comes from outside */
export function openedReceipt(address: string): ReceiptState {
  if (!holdsReceipt(address)) return NO_RECEIPT;
  try {
    const receipt = parseReceipt(address);
    assertReplayable(receipt);
    // The page opens no model folders.
    assertSameWeights(receipt, null);
    return { kind: 'opened', receipt };
  } catch (thrown) {
    return { kind: 'refused', error: asTokamarkError(thrown).toData() };
  }
}
