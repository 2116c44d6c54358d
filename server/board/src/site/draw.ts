/** The room of the board as HTML, with the answer that it shows, for the page's own code to go on with. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { addressOfView, apiOf, type BoardView as View } from '../../../../src/page/board/address';
import { NOTHING_LOADED, type BoardProps } from '../../../../src/page/board/board-props';
import { duelOfRun } from '../../../../src/page/board/duel-of-run';
import { BoardView } from '../../../../src/page/board/board-view';
import { FIRST_ATTRIBUTE, type FirstRows } from '../../../../src/page/board/first-rows';
import { WORDS } from '../../../../src/page/board/catalogue/words';
import { nameOf, workloadName } from '../../../../src/page/board/names';
import type { Drawn } from './built-page';
import { cardAddress } from './card-address';

/** What was asked of the API for the view; empty where nothing came, which the page then asks for itself. */
export type Answer = Pick<FirstRows, 'ranking' | 'run'>;

export function drawBoard(view: View, answer: Answer): Drawn {
  const { ranking, run } = answer;
  const props: BoardProps = {
    ...NOTHING_LOADED,
    ...{ view, base: 'board', acts: { onGo: () => undefined, onAgain: () => undefined } },
    place: { kind: 'here', value: { board: 'here' } },
    ...(ranking === undefined ? {} : { ranking: { kind: 'here', value: ranking } }),
    ...(run === undefined ? {} : { run: { kind: 'here', value: run } }),
  };
  const first: FirstRows | null =
    view.see === 'about' || view.see === 'send' || (ranking ?? run) === undefined
      ? null
      : { address: apiOf(view), ...answer };
  const room = h(
    'div',
    {
      ...{ class: 'room', id: 'board', 'data-testid': 'board' },
      ...(first === null ? {} : { [FIRST_ATTRIBUTE]: JSON.stringify(first) }),
    },
    h(BoardView, props),
  );
  return {
    ...saidOf(answer),
    address: addressOfView(view, 'board'),
    room: renderToString(room),
    picture: pictureOf(run),
  };
}

/** For who looks for it, or is shown a link to it. */
function saidOf({ ranking, run }: Answer): Pick<Drawn, 'title' | 'description'> {
  const { head } = WORDS;
  if (run !== undefined) {
    const gpu = nameOf(run.gpu?.name ?? run.declaredGpu);
    return { title: head.title(WORDS.run.title(gpu)), description: head.run(gpu, nameOf(run.browser)) };
  }
  if (ranking === undefined) return { title: head.title(head.board), description: head.about };
  const what = workloadName(ranking.workload);
  const [best] = ranking.cohorts;
  const said = best === undefined ? head.none(what) : head.ranking(what, ranking.total, nameOf(best.gpu.name));
  return { title: head.title(what), description: said };
}

/** A run without a headline's figures has no card. */
function pictureOf(run: Answer['run']): Drawn['picture'] {
  if (run === undefined || duelOfRun(run) === null) return null;
  return { address: cardAddress(run.id), shows: WORDS.head.card(nameOf(run.gpu?.name ?? run.declaredGpu)) };
}
