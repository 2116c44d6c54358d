/** What a receipt would measure, and by which implementation it was measured first; or why it cannot run here. */
import type { JSX } from 'preact';
import { testName } from '../../benchmark/workload';
import type { Receipt } from '../../report/receipt/receipt';
import { replayRecord, replaySentence } from '../../report/receipt/replay';
import type { GpuState } from '../state/page-state';
import { ErrorMessage } from '../view/messages';
import { WORDS } from './catalogue/words';
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
        {WORDS.discard}
      </button>
    </div>
  );
}

/** All that Run will measure. */
function receiptSentence({ model, formats, tests, repetitions, sustained }: Receipt): string {
  const what = {
    model: 'shape' in model ? WORDS.synthetic(model.shape) : WORDS.fromFile,
    tests: tests.map((test) => testName(test)).join(', '),
    formats: formats.map((format) => format.toUpperCase()).join(', '),
    repetitions: String(repetitions),
  };
  if (sustained === null) return WORDS.measures(what);
  return WORDS.measuresLong(what, { seconds: String(sustained.seconds), format: sustained.format.toUpperCase() });
}
