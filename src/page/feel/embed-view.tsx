/** What stands in a frame: the texts, one button, and whose page it is. */
import type { JSX } from 'preact';
import type { Seconds } from '../../foundation/units';
import { WORDS } from './catalogue/words';
import type { Panel } from './feel-model';
import { Panels } from './panels';

interface Props {
  readonly panels: readonly Panel[];
  readonly elapsed: Seconds;
  readonly playing: boolean;
  /** Where the same speeds can be changed. */
  readonly page: string;
  readonly onPlay: () => void;
}

export const EmbedView = ({ panels, elapsed, playing, page, onPlay }: Props): JSX.Element => (
  <>
    <div class="embed-bar">
      <button type="button" id="feel-play" onClick={onPlay}>
        {playing ? WORDS.pause : WORDS.play}
      </button>
      <a href={page} target="_blank" rel="noopener">
        {WORDS.tryAnother}
      </a>
    </div>
    <Panels panels={panels} elapsed={elapsed} />
  </>
);
