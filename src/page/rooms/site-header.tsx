/** The head of every room: the sign, the way to the other rooms, and outside of the benchmark the run that goes on there. */
import type { JSX } from 'preact';
import { arc, SIDE } from '../../report/ring';
import { WORDS } from './catalogue/words';
import { MAIN_ROOMS, addressOf, type Room } from './rooms';
import type { RunStrip } from './run-strip';

export interface SiteHeaderProps {
  readonly room: Room;
  /** Null where there is nothing to say of a run. */
  readonly run: RunStrip | null;
  readonly onCancel: () => void;
}

export function SiteHeader({ room, run, onCancel }: SiteHeaderProps): JSX.Element {
  return (
    <div class="site-bar">
      <a class="wordmark" href={addressOf('benchmark')}>
        <Sign />
        <span>{WORDS.sign}</span>
      </a>
      <nav aria-label={WORDS.rooms}>
        <ul>
          {MAIN_ROOMS.map((one) => (
            <li key={one}>
              <a href={addressOf(one)} aria-current={one === room ? 'page' : undefined}>
                {WORDS.names[one]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {run !== null && room !== 'benchmark' && room !== run.room && (
        <p class="run-strip" id="run-strip">
          <a href={addressOf(run.room)}>{run.said}</a>
          {run.busy && (
            <button type="button" id="strip-cancel" onClick={onCancel}>
              {WORDS.cancel}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** The ring, which does not close, as no speed reaches the whole bandwidth. */
const Sign = (): JSX.Element => (
  <svg class="sign" viewBox={`0 0 ${SIDE} ${SIDE}`} width="26" height="26" aria-hidden="true">
    <path class="outer" d={arc(100, 0, 0.7)} />
    <path class="inner" d={arc(62, 0, 0.85)} />
  </svg>
);
