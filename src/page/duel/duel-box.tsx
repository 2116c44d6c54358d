/** What a challenge came to, or why it cannot run here; and the button that sets it aside. Whose it is says the first screen. */
import type { ComponentType, JSX } from 'preact';
import type { ErrorData } from '../../foundation/errors';
import type { PageState } from '../state/page-state';
import { ErrorMessage } from '../view/messages';
import { WORDS } from './catalogue/words';
import type { DuelViewProps } from './duel-view';

interface DuelBoxProps extends Pick<PageState, 'challenge' | 'refused'> {
  readonly result: PageState['run']['answer']['result'];
  /** Comes with the challenge; null before. */
  readonly Verdict: ComponentType<DuelViewProps> | null;
}

export function DuelBox({ challenge, refused, result, Verdict }: DuelBoxProps): JSX.Element | null {
  if (refused !== null) return <Box refused={refused} />;
  if (challenge === null || result === null || Verdict === null) return null;
  return (
    <div class="receipt" id="duel" data-testid="duel">
      <div id="duel-text" data-testid="duel-text">
        <Verdict duel={challenge} result={result} />
      </div>
    </div>
  );
}

const Box = ({ refused }: { readonly refused: ErrorData }): JSX.Element => (
  <div class="receipt" id="duel" data-testid="duel">
    <div id="duel-problem">
      <ErrorMessage error={refused} />
    </div>
  </div>
);

interface DuelActionProps extends Pick<PageState, 'challenge' | 'refused'> {
  /** A run goes on: it measures what the challenge says. */
  readonly busy: boolean;
  readonly onClear: () => void;
}

export const DuelAction = ({ challenge, refused, busy, onClear }: DuelActionProps): JSX.Element | null =>
  challenge === null && refused === null ? null : (
    <button type="button" id="duel-clear" data-testid="duel-clear" disabled={busy} onClick={onClear}>
      {WORDS.discard}
    </button>
  );
