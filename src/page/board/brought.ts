/**
 * A run that a link brings to the board from a page elsewhere: `#/board?result=1.….end`, behind the #, which reaches no server, in the form of
 * a duel's link. What comes in is as hostile as a duel, and passes the same checks.
 */
import { HEADLINE, PROFILE_NAMES, PROFILES } from '../../benchmark/suite/suite';
import { testName } from '../../benchmark/workload';
import { TokamarkError } from '../../foundation/errors';
import { adapterName } from '../../report/adapter-name';
import { duelOf, type Duel, type DuelFigure } from '../../report/links/duel';
import { encodeDuel } from '../../report/links/duel-link';
import { openDuel } from '../../report/links/open-duel';
import type { Result } from '../../report/schema';
import { addressOfView, changed, FIRST, holdsBoard, OPENING, type BoardView } from './address';
import type { Loaded } from './slot';

const DUEL = 'duel=';

/** What a link takes along. */
export interface Taken {
  readonly duel: Duel;
  readonly packed: string;
}

/** What the page was opened with, as it is read. */
export interface Brought {
  readonly loaded: Loaded<Duel>;
  /** Sets it aside. */
  readonly onForget: () => void;
}

/** The latest run that fits into a link; null where none does. @param own the latest first */
export async function takenOf(own: readonly Result[]): Promise<Taken | null> {
  for (const result of own) {
    try {
      const duel = duelOf(result, adapterName(result.adapter));
      return { duel, packed: (await encodeDuel(duel)).slice(DUEL.length) };
    } catch (thrown) {
      if (!(thrown instanceof TokamarkError)) throw thrown;
    }
  }
  return null;
}

/**
 * Of the board's page that shows where it would stand: in the ranking that is looked at where the run has a figure of that, else in that of the
 * first that a board ranks. The server draws the ranking by the path, and the page reads all of it behind the #.
 * @param board its folder
 */
export function linkToBoard(board: string, view: BoardView, { duel, packed }: Taken): string {
  const figures = duel.figures.filter((figure) => isRanked(duel, figure));
  const [first] = figures;
  const to = isIn(view, figures) ? view : first === undefined ? OPENING : viewOfFigure(first);
  const own = addressOfView(to);
  return new URL(`${addressOfView(to, 'board')}${own}${own.includes('?') ? '&' : '?'}result=${packed}`, board).href;
}

const RANKED_TESTS: ReadonlySet<string> = new Set(PROFILE_NAMES.flatMap((name) => PROFILES[name].tests.map(testName)));

/** Whether boards have a ranking of it: what did not fit a machine, and other models, they do not know. */
export const isRanked = ({ receipt: { model } }: Pick<Duel, 'receipt'>, { test }: DuelFigure): boolean =>
  'shape' in model && model.shape === HEADLINE.shape && RANKED_TESTS.has(testName(test));

function isIn(view: BoardView, figures: readonly DuelFigure[]): boolean {
  if (view.see !== 'ranking') return false;
  const { test = FIRST.test, format = FIRST.format, metric = FIRST.metric } = view.query;
  return metric === FIRST.metric && figures.some((one) => one.format === format && testName(one.test) === test);
}

/** The ranking that a figure belongs into. */
export const viewOfFigure = ({ test, format }: DuelFigure): BoardView => ({
  see: 'ranking',
  query: changed(changed({}, 'test', testName(test)), 'format', format),
});

/** The letters of the result in an address of the room; null where it brings none. */
export const broughtIn = (fragment: string): string | null =>
  holdsBoard(fragment) ? new URLSearchParams(fragment.slice('#/board?'.length)).get('result') : null;

/** @throws TokamarkError of what cannot be read, or whose workloads this version does not compute */
export const openBrought = (packed: string): Promise<Duel> => openDuel(`${DUEL}${packed}`);
