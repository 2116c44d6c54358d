/** Where a run of the visitor's would stand among the rows, in words, and the way to send one. */
import type { JSX } from 'preact';
import type { Cohorts } from '../../../server/board/src/contract/reads/cohorts';
import { addressOfView } from './address';
import type { BoardProps } from './board-props';
import { WORDS } from './catalogue/words';
import type { OwnPlace } from './own-place';

const words = WORDS.own;

interface StandingProps {
  readonly place: OwnPlace;
  readonly answer: Cohorts;
}

export const Standing = ({ place, answer, base }: StandingProps & Pick<BoardProps, 'base'>): JSX.Element => (
  <div class="board-standing" data-testid="board-standing">
    <h3>{words.title}</h3>
    <p>
      {words.run(place.shown, answer.measure.unit, place.when)} <AmongRows place={place} answer={answer} />
    </p>
    <p class="hint">{words.kept}</p>
    <p>
      <SendLink base={base} />
    </p>
  </div>
);

export function AmongRows({ place: { software, ahead, behind }, answer }: StandingProps): JSX.Element | null {
  if (software) return <>{words.software}</>;
  const { length } = answer.cohorts;
  if (length === 0) return null;
  const among = answer.measure.better === 'larger' ? words.among : words.amongLess;
  return <>{among(length, ahead, behind)}</>;
}

export const SendLink = ({ base }: Pick<BoardProps, 'base'>): JSX.Element => (
  <a class="button" href={addressOfView({ see: 'send' }, base)}>
    {words.send}
  </a>
);
