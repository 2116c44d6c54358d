/** What has just been done, announced. */
import type { JSX } from 'preact';
import type { Said, SaidAt } from '../state/said';

interface Props {
  readonly at: SaidAt;
  readonly said: Said;
}

export const SaidView = ({ at, said: { text, times } }: Props): JSX.Element => (
  <span class="copied" id={at} data-testid={at} role="status">
    {/* Another element each time: the same word is announced again. */}
    {text !== '' && <span key={times}>{text}</span>}
  </span>
);
