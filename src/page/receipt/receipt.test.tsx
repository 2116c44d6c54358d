/** A receipt that the page is opened with, without a browser: what it says, and that nothing in it is believed unread. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../benchmark/suite/suite';
import { settingsOfProfile } from '../../options/settings';
import { receiptText } from '../../report/receipt/link';
import { receiptOfShape, receiptRequest } from '../../report/receipt/receipt';
import { INITIAL_STATE } from '../state/page-state';
import { reduce } from '../state/reduce';
import { NO_RECEIPT, openedReceipt, type ReceiptState } from './receipt-state';
import { ReceiptView } from './receipt-view';

const implementation = { name: 'tokamark', version: '0.0.1', commit: 'old', shaderHash: '0'.repeat(64) };
const TEXT = receiptText(receiptOfShape('Fable', receiptRequest(settingsOfProfile(PROFILES.quick), implementation)));

const drawn = (opened: ReceiptState, busy = false): string =>
  renderToString(<ReceiptView opened={opened} gpu={{ kind: 'asking' }} busy={busy} onClear={() => undefined} />);

describe('the receipt of an address', () => {
  it('says all that Run will measure', () => {
    const html = drawn(openedReceipt(`#${TEXT}`));
    expect(html).toContain('This link is a receipt. Run measures Fable with synthetic weights: ');
    expect(html).toContain('without a time limit');
    expect(html).not.toContain('disabled');
  });

  it('cannot be set aside while a run measures it', () => {
    expect(drawn(openedReceipt(`#${TEXT}`), true)).toContain('disabled');
  });

  it('is refused with the reason where it cannot run here, and shows words from outside as words', () => {
    expect(drawn(openedReceipt('#receipt=9'))).toContain('version 9');
    const evil = drawn(openedReceipt(`#${TEXT}&<img/src=x>=1`));
    expect(evil).toContain('class="message error"');
    expect(evil).not.toContain('<img');
  });

  it('is none in an address without one, and draws nothing', () => {
    expect(openedReceipt('#/compare')).toEqual(NO_RECEIPT);
    expect(drawn(NO_RECEIPT)).toBe('');
  });

  it('stands in the state until it is set aside', () => {
    const opened = reduce(INITIAL_STATE, { type: 'receipt-changed', receipt: openedReceipt(`#${TEXT}`) });
    expect(opened.receipt.kind).toBe('opened');
    expect(reduce(opened, { type: 'receipt-changed', receipt: NO_RECEIPT }).receipt).toEqual(NO_RECEIPT);
  });
});
