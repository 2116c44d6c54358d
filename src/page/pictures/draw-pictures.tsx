/** The cards of pictures in one place of the page. Loaded with the first result. */
import { render } from 'preact';
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

export function drawPictures(host: Element, result: Result, { ids, as }: Shown): void {
  const open = isWide();
  const all = chartsOf(result);
  const charts = ids.flatMap((id) => all.filter((chart) => chart.id === id));
  render(
    charts.map((chart) =>
      as === 'cards' ? (
        <PictureCard key={chart.id} chart={chart} />
      ) : (
        <FoldedPicture key={chart.id} chart={chart} open={open} />
      ),
    ),
    host,
  );
}
