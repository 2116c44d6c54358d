/** The room of the board as HTML, with the answers that it shows, for the page's own code to go on with. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { addressOfView, type BoardView as View } from '../../../../src/page/board/address';
import { NOTHING_LOADED, type BoardProps } from '../../../../src/page/board/board-props';
import { duelOfRun } from '../../../../src/page/board/duel-of-run';
import { BoardView } from '../../../../src/page/board/board-view';
import { FIRST_ATTRIBUTE, type FirstRows } from '../../../../src/page/board/first-rows';
import { WORDS } from '../../../../src/page/board/catalogue/words';
import { nameOf } from '../../../../src/page/board/names';
import type { Loaded } from '../../../../src/page/board/slot';
import { placeHere } from '../contract/place';
import type { BoardRun } from '../contract/reads/runs';
import type { Answers } from './answers';
import type { Drawn } from './built-page';
import { cardAddress } from './card-address';
import { saidOf } from './head';

/** @param contact of who runs the board */
export function drawBoard(
  view: View,
  { first, error }: Pick<Answers, 'first' | 'error'>,
  contact: string | null,
): Drawn {
  const loaded = <T>(handed: { readonly value: T } | undefined): Loaded<T> => {
    if (handed !== undefined) return { kind: 'here', value: handed.value };
    return error === null ? { kind: 'unasked' } : { kind: 'failed', error, before: null };
  };
  const props: BoardProps = {
    ...NOTHING_LOADED,
    ...{ view, base: 'board', acts: { onGo: () => undefined, onAgain: null } },
    place: { kind: 'here', value: placeHere(contact) },
    ranking: loaded(first.ranking),
    gpu: loaded(first.gpu),
    slices: loaded(first.slices),
    run: loaded(first.run),
    latest: loaded(first.latest),
    support: loaded(first.support),
    suites: loaded(first.suites),
  };
  const given: FirstRows = contact === null ? first : { ...first, contact };
  const came = Object.values(given).some((handed) => handed !== undefined);
  const room = h(
    'div',
    {
      ...{ class: 'room', id: 'board', 'data-testid': 'board' },
      ...(came ? { [FIRST_ATTRIBUTE]: JSON.stringify(given) } : {}),
    },
    h(BoardView, props),
  );
  return {
    ...saidOf(view, first),
    address: addressOfView(view, 'board'),
    room: renderToString(room),
    picture: pictureOf(first.run?.value),
  };
}

/** A run without a headline's figures has no card. */
function pictureOf(run: BoardRun | undefined): Drawn['picture'] {
  if (run === undefined || duelOfRun(run) === null) return null;
  return { address: cardAddress(run.id), shows: WORDS.head.card(nameOf(run.gpu?.name ?? run.declaredGpu)) };
}
