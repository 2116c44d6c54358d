/** The same text at each pace, beside each other: what the room and the embedded page have in common. */
import type { JSX } from 'preact';
import type { Seconds } from '../../foundation/units';
import { FEEL_TEXT } from '../../report/feel/text';
import { visibleAt } from '../../report/feel/typing';
import { WORDS } from './catalogue/words';
import type { Panel } from './feel-model';

interface Props {
  readonly panels: readonly Panel[];
  readonly elapsed: Seconds;
  /** Takes one away; where it is left out nobody can. */
  readonly onRemove?: (index: number) => void;
}

export const Panels = ({ panels, elapsed, onRemove }: Props): JSX.Element => (
  <ul class="paces">
    {panels.map((panel) => (
      <li key={panel.key} class="pace" data-basis={panel.basis}>
        <div class="pace-head">
          <h2>{panel.name}</h2>
          {onRemove !== undefined && panel.index !== null && (
            <button
              type="button"
              class="pace-remove"
              aria-label={WORDS.removeOne(panel.name)}
              onClick={() => panel.index !== null && onRemove(panel.index)}
            >
              {WORDS.remove}
            </button>
          )}
          <p class="pace-rate">
            <strong>{panel.speed}</strong> {WORDS.unit}
            {panel.basis === 'software' && <span class="pace-mark">{WORDS.software}</span>}
          </p>
        </div>
        <PaceText panel={panel} elapsed={elapsed} />
        <p class="hint">
          {panel.lasts} {panel.about}
        </p>
      </li>
    ))}
  </ul>
);

/** Its end stays in sight while it grows. */
const PaceText = ({ panel: { name, rate }, elapsed }: { readonly panel: Panel; readonly elapsed: Seconds }) => (
  <div class="pace-text" role="region" aria-label={WORDS.textOf(name)} tabIndex={0}>
    <p>{visibleAt(FEEL_TEXT, rate, elapsed)}</p>
  </div>
);
