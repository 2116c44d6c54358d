/** The ways to take a result along, below its table, and the short one beside Run. */
import type { JSX } from 'preact';
import type { Said } from '../state/said';
import { WORDS } from './catalogue/words';
import { SaidView } from './said-view';
import type { Taken } from './take-away-model';

/** Of any result, in the order of the buttons. */
const WAYS = ['copy-json', 'copy-markdown', 'download-json', 'download-csv', 'download-markdown'] as const;

export type Way = (typeof WAYS)[number] | 'copy-receipt' | 'copy-share';

export interface TakeAwayProps {
  readonly taken: Taken;
  readonly said: Said;
  readonly onTake: (way: Way) => void;
}

export const TakeAwayView = ({ taken: { some, receipt }, said, onTake }: TakeAwayProps): JSX.Element => (
  <>
    <div class="actions compact" role="group" aria-label={WORDS.take}>
      {WAYS.map((way) => (
        <WayButton key={way} way={way} text={WORDS.ways[way]} enabled={some} onTake={onTake} />
      ))}
      <WayButton
        way="copy-receipt"
        text={receipt === 'command' ? WORDS.copyReceipt : WORDS.copyLink}
        enabled={receipt !== null}
        onTake={onTake}
      />
      <SaidView at="copied" said={said} />
    </div>
    {receipt === 'command' && (
      <p class="hint" id="receipt-hint">
        {WORDS.noLink.before} <code>{'--receipt'}</code>
        {WORDS.noLink.after}
      </p>
    )}
  </>
);

/** Beside Run. */
export const ShareButton = ({ taken, onTake }: Omit<TakeAwayProps, 'said'>): JSX.Element => (
  <WayButton way="copy-share" text={WORDS.copyResult} enabled={taken.shareable} onTake={onTake} />
);

interface WayButtonProps {
  readonly way: Way;
  readonly text: string;
  readonly enabled: boolean;
  readonly onTake: (way: Way) => void;
}

const WayButton = ({ way, text, enabled, onTake }: WayButtonProps): JSX.Element => (
  <button type="button" id={way} data-testid={way} disabled={!enabled} onClick={() => onTake(way)}>
    {text}
  </button>
);

/** The latest result as JSON, for tests and tools that read the page; empty until there is one. */
export const ResultJson = ({ json }: { readonly json: string }): JSX.Element => (
  <script type="application/json" id="result-json" data-testid="result-json">
    {json}
  </script>
);
