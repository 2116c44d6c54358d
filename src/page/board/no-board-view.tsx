/** A page that comes from a host of files: that it has no board, and what can be done all the same. */
import type { JSX } from 'preact';
import type { BoardPlace } from '../../../server/board/src/contract/place';
import { testName } from '../../benchmark/workload';
import { showFigure } from '../../report/digits';
import type { Result } from '../../report/schema';
import { addressOfView, type BoardView } from './address';
import { linkToBoard, type Taken } from './brought';
import { WORDS } from './catalogue/words';
import { discussionLink } from './discussion';

const words = WORDS.none;

interface Props {
  readonly place: Exclude<BoardPlace, { readonly board: 'here' }>;
  readonly view: BoardView;
  /** Runs of this browser, the latest first. */
  readonly own: readonly Result[];
  /** The latest of them as a link takes it along; null before, and where there is none. */
  readonly taken: Taken | null;
}

export const NoBoardView = ({ place, view, own, taken }: Props): JSX.Element => (
  <section class="card" aria-labelledby="board-title-of-view" data-testid="board-none">
    <h2 id="board-title-of-view" tabIndex={-1}>
      {words.title}
    </h2>
    <p>{words.means}</p>
    {place.board === 'elsewhere' && <Elsewhere address={place.address} view={view} taken={taken} />}
    <h3>{words.can}</h3>
    <ul>
      <li>
        <a href="#/compare">{words.compare}</a>
        {words.compareAfter}
      </li>
      {place.board === 'none' && place.discussions !== undefined && <Discussion to={place.discussions} own={own} />}
      <li>{words.duel}</li>
      <li>
        {words.server} <code>{words.command}</code> {words.serverAfter}
      </li>
    </ul>
  </section>
);

/** The same view there. Its host stands in the link: it is another's page. */
function Elsewhere({
  address,
  view,
  taken,
}: Pick<Props, 'view' | 'taken'> & { readonly address: string }): JSX.Element {
  const folder = address.endsWith('/') ? address : `${address}/`;
  return (
    <>
      <p>
        {words.elsewhere}{' '}
        <a href={new URL(addressOfView(view, 'board'), folder).href} rel="noreferrer">
          <bdi>{new URL(folder).host}</bdi>
        </a>
      </p>
      {taken === null ? (
        <p class="hint">{words.takeLater}</p>
      ) : (
        <p>
          <a class="button" id="board-take-along" href={linkToBoard(folder, view, taken)} rel="noreferrer">
            {words.takeAlong}
          </a>{' '}
          <span class="hint">{words.takes(...saidOf(taken))}</span>
        </p>
      )}
    </>
  );
}

function saidOf({ duel }: Taken): [what: string, figure: string] {
  const [{ format, test, speed }] = duel.figures;
  return [`${format.toUpperCase()} ${testName(test)}`, showFigure(speed)];
}

/** Of a run alone: without one there is nothing to send yet. */
function Discussion({ to, own }: { readonly to: string } & Pick<Props, 'own'>): JSX.Element {
  const link = discussionLink(to, own);
  if (link === null) return <li>{words.discussionLater(new URL(to).host)}</li>;
  return (
    <li>
      <a href={link.href} rel="noreferrer" id="board-discussion">
        {words.discussion}
      </a>{' '}
      {words.discussionAfter(link.host)} <a href="#/details">{words.details}</a> {words.detailsAfter}
    </li>
  );
}
