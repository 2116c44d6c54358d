/** The room: play and pause, the texts, any speed by a slider or a number, what else can stand beside them, and the link to all of it. */
import type { JSX } from 'preact';
import type { Seconds } from '../../foundation/units';
import { FASTEST, MOST_PACES, SLOWEST } from '../../report/feel/pace';
import { AddPace, type AddActs, type AddPaceProps } from './add-pace';
import { ROOM_WORDS } from './catalogue/room-words';
import { WORDS } from './catalogue/words';
import { placeOf, rateAt, SLIDER, speedText, type Panel } from './feel-model';
import { Panels } from './panels';

export interface FeelActs extends AddActs {
  readonly onPlay: () => void;
  readonly onRewind: () => void;
  readonly onRemove: (index: number) => void;
  /** A speed of one's own; not settled while its slider still moves. */
  readonly onChoose: (rate: number, settled: boolean) => void;
  readonly onCopy: (what: 'link' | 'frame') => void;
}

export interface FeelViewProps extends Pick<AddPaceProps, 'groups' | 'filter' | 'models' | 'model'> {
  readonly panels: readonly Panel[];
  readonly elapsed: Seconds;
  readonly playing: boolean;
  /** Nothing moves while a run goes on. */
  readonly busy: boolean;
  readonly chosen: number;
  readonly passOn: PassOnFeel;
  readonly acts: FeelActs;
}

export interface PassOnFeel {
  /** Null where others could not open it, and so no link either. */
  readonly frame: string | null;
  readonly said: string;
}

export function FeelView({ panels, elapsed, playing, busy, acts, ...rest }: FeelViewProps): JSX.Element {
  return (
    <>
      <div class="actions feel-play">
        <button type="button" class="primary" id="feel-play" aria-disabled={busy} onClick={acts.onPlay}>
          {playing ? WORDS.pause : WORDS.play}
        </button>
        <button type="button" id="feel-rewind" aria-disabled={busy} onClick={acts.onRewind}>
          {ROOM_WORDS.rewind}
        </button>
        {busy && <span class="hint">{ROOM_WORDS.busy}</span>}
      </div>
      <ChooseSpeed chosen={rest.chosen} onChoose={acts.onChoose} />
      <Panels panels={panels} elapsed={elapsed} onRemove={acts.onRemove} />
      <AddPace {...rest} full={panels.length > MOST_PACES} acts={acts} />
      <PassOn passOn={rest.passOn} onCopy={acts.onCopy} />
    </>
  );
}

const ChooseSpeed = ({ chosen, onChoose }: Pick<FeelViewProps, 'chosen'> & Pick<FeelActs, 'onChoose'>) => (
  <div class="card feel-choose">
    <label for="feel-slider" id="feel-choice">
      {ROOM_WORDS.choice.label}
    </label>
    <input
      type="range"
      id="feel-slider"
      min={0}
      max={SLIDER.steps}
      value={placeOf(chosen)}
      aria-valuetext={ROOM_WORDS.choice.heard(speedText(chosen))}
      onInput={({ currentTarget }) => onChoose(rateAt(currentTarget.valueAsNumber), false)}
      onChange={({ currentTarget }) => onChoose(rateAt(currentTarget.valueAsNumber), true)}
    />
    <label class="feel-number">
      <input
        type="number"
        id="feel-rate"
        min={SLOWEST}
        max={FASTEST}
        step="any"
        value={chosen}
        aria-labelledby="feel-choice feel-unit"
        onChange={({ currentTarget }) => onChoose(currentTarget.valueAsNumber, true)}
      />
      <span id="feel-unit">{WORDS.unit}</span>
    </label>
  </div>
);

function PassOn({ passOn, onCopy }: { readonly passOn: PassOnFeel; readonly onCopy: FeelActs['onCopy'] }): JSX.Element {
  const words = ROOM_WORDS.passOn;
  return (
    <section class="card" aria-labelledby="feel-pass-heading">
      <h2 id="feel-pass-heading">{words.title}</h2>
      <p class="hint">{words.about}</p>
      {passOn.frame === null && <p class="hint">{words.noLink}</p>}
      <div class="actions">
        <button type="button" id="feel-copy-link" onClick={() => onCopy('link')}>
          {words.copyLink}
        </button>
        <button type="button" id="feel-copy-frame" disabled={passOn.frame === null} onClick={() => onCopy('frame')}>
          {words.copyFrame}
        </button>
        <span class="copied" id="feel-said" role="status">
          {passOn.said}
        </span>
      </div>
      {passOn.frame !== null && (
        <details>
          <summary>{words.frame}</summary>
          <pre class="feel-frame" tabIndex={0}>
            {passOn.frame}
          </pre>
        </details>
      )}
    </section>
  );
}
