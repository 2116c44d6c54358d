/** The cards of pictures in one place of the page. Loaded with the first result. */
import { render, type VNode } from 'preact';
import type { Chart } from '../../report/charts/chart';
import { chartsOf } from '../../report/charts/charts';
import type { Result } from '../../report/schema';
import { isWide } from '../dom/wide';
import { FoldedPicture, PictureCard } from './picture';

export interface Shown {
  /** Which of them, in this order; those for which the result has nothing to show are not there. */
  readonly ids: readonly string[];
  /** `folded`: each opens by itself, and says of a software adapter that it is one. `cards`: below a number that says so. */
  readonly as: 'cards' | 'folded';
}

/**
 * Draws each in a task of its own, since all in one would hold the page up, and shows them together: what comes after them moves once.
 *
 * @param wanted whether these are still to be shown
 */
export async function drawPictures(
  host: Element,
  result: Result,
  { ids, as }: Shown,
  wanted: () => boolean,
): Promise<void> {
  const open = isWide();
  const all = chartsOf(result);
  const charts = ids.flatMap((id) => all.filter((chart) => chart.id === id));
  const card = (chart: Chart, drawn: boolean): VNode =>
    as === 'cards' ? (
      <PictureCard key={chart.id} chart={chart} drawn={drawn} />
    ) : (
      <FoldedPicture key={chart.id} chart={chart} open={open} drawn={drawn} />
    );
  host.classList.add(STAGED);
  // All have their places from the beginning, since the width of one is a matter of its neighbours.
  let cards = charts.map((chart) => card(chart, false));
  render(cards, host);
  for (const [index, chart] of charts.entries()) {
    await nextTask();
    if (!wanted()) return;
    // What is drawn already is the same node, which is left alone.
    cards = cards.with(index, card(chart, true));
    render(cards, host);
  }
  await nextTask();
  host.classList.remove(STAGED);
}

/** As wide as it will be, not to be seen, and in nobody's way. */
const STAGED = 'staged';

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
