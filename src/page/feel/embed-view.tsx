/** What stands in a frame: the texts, one button, and whose page it is. */
import type { JSX } from 'preact';
import type { Seconds } from '../../foundation/units';
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
        {playing ? 'Pause' : 'Play'}
      </button>
      <a href={page} target="_blank" rel="noopener">
        Tokamark: try another speed
      </a>
    </div>
    <Panels panels={panels} elapsed={elapsed} />
  </>
);
