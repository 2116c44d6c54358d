/** What a receipt would measure, and by which implementation it was measured first; or why it cannot run here. */
import type { JSX } from 'preact';
import { testName } from '../../benchmark/workload';
import type { Receipt } from '../../report/receipt/receipt';
import { replayRecord, replaySentence } from '../../report/receipt/replay';
import type { GpuState } from '../state/page-state';
import { ErrorMessage } from '../view/messages';
import type { ReceiptState } from './receipt-state';

interface ReceiptViewProps {
  readonly opened: ReceiptState;
  readonly gpu: GpuState;
  /** A run goes on: it measures what the receipt says. */
  readonly busy: boolean;
  readonly onClear: () => void;
}

export function ReceiptView({ opened, gpu, busy, onClear }: ReceiptViewProps): JSX.Element | null {
  if (opened.kind === 'none') return null;
  return (
    <div class="receipt" id="receipt" data-testid="receipt">
      <div id="receipt-text" data-testid="receipt-text">
        {opened.kind === 'refused' ? (
          <ErrorMessage error={opened.error} />
        ) : (
          <>
            <p>{receiptSentence(opened.receipt)}</p>
            <p class="hint">
              {gpu.kind === 'known' && replaySentence(replayRecord(opened.receipt, gpu.description.engine))}
            </p>
          </>
        )}
      </div>
      <button type="button" id="receipt-clear" data-testid="receipt-clear" disabled={busy} onClick={onClear}>
        Discard the receipt
      </button>
    </div>
  );
}

/** All that Run will measure. */
function receiptSentence({ model, formats, tests, repetitions, sustained }: Receipt): string {
  const what = 'shape' in model ? `${model.shape} with synthetic weights` : 'weights from a file';
  const names = tests.map((test) => testName(test)).join(', ');
  const long = sustained === null ? '' : `, then ${sustained.seconds} s of decode at ${sustained.format.toUpperCase()}`;
  return `This link is a receipt. Run measures ${what}: ${names} at ${formats.map((format) => format.toUpperCase()).join(', ')}, ${repetitions} repetitions each${long}, without a time limit.`;
}
