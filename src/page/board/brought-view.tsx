/** A run that was measured on another page and came with the link: where it would stand here, and how to take part. Nobody has verified it. */
import { Fragment, type JSX } from 'preact';
import type { Cohorts } from '../../../server/board/src/contract/reads/cohorts';
import { testName } from '../../benchmark/workload';
import { showFigure } from '../../report/digits';
import type { Duel, DuelFigure } from '../../report/links/duel';
import { ErrorMessage } from '../view/messages';
import { addressOfView } from './address';
import type { BoardProps } from './board-props';
import { isRanked, viewOfFigure, type Brought } from './brought';
import { WORDS } from './catalogue/words';
import { dayOf, nameOf } from './names';
import { broughtPlace } from './own-place';
import { shownOf } from './slot';
import { AmongRows, SendLink } from './standing';

const words = WORDS.brought;

interface BroughtViewProps extends Pick<BoardProps, 'base'> {
  readonly brought: Brought;
  /** Null until it is here. */
  readonly answer: Cohorts | null;
}

export function BroughtView({ brought: { loaded, onForget }, answer, base }: BroughtViewProps): JSX.Element {
  const duel = shownOf(loaded);
  return (
    <section class="card" aria-labelledby="board-brought-title" data-testid="board-brought">
      <h2 id="board-brought-title">{words.title}</h2>
      {loaded.kind === 'failed' && <ErrorMessage error={loaded.error} />}
      {loaded.kind === 'here' && duel !== null && <Whose duel={duel} answer={answer} base={base} />}
      <p class="board-pages">
        {loaded.kind === 'here' && <SendLink base={base} />}
        <button type="button" id="board-brought-forget" onClick={onForget}>
          {words.forget}
        </button>
      </p>
    </section>
  );
}

type WhoseProps = Omit<BroughtViewProps, 'brought'> & { readonly duel: Duel };

function Whose({ duel, answer, base }: WhoseProps): JSX.Element {
  const { machine, date } = duel;
  const place = answer === null ? null : broughtPlace(duel, answer);
  return (
    <>
      <p>
        <bdi>{nameOf(machine.name)}</bdi>, <bdi>{nameOf(machine.runtime)}</bdi>, {dayOf(date)}. {words.unverified}
      </p>
      {answer !== null && (
        <p>
          {place === null ? (
            <Others duel={duel} base={base} />
          ) : (
            <>
              {words.measured(place.shown, answer.measure.unit)} <AmongRows place={place} answer={answer} />
            </>
          )}
        </p>
      )}
      <p class="hint">{words.kept}</p>
    </>
  );
}

/** Where it has measured something else than what is ranked here. */
const Others = ({ duel, base }: Pick<WhoseProps, 'duel' | 'base'>): JSX.Element => (
  <>
    {words.others}{' '}
    {duel.figures.map((figure, i) => (
      <Fragment key={figure.workloadId}>
        {i > 0 && ' · '}
        {isRanked(duel, figure) ? (
          <a href={addressOfView(viewOfFigure(figure), base)}>{saidOf(figure)}</a>
        ) : (
          saidOf(figure)
        )}
      </Fragment>
    ))}
    .{duel.machine.software && <> {WORDS.own.software}</>}
  </>
);

const saidOf = ({ format, test, speed }: DuelFigure): string =>
  `${format.toUpperCase()} ${testName(test)}: ${showFigure(speed)}`;
