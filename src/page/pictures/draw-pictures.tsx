/** The cards of pictures in one place of the page. Loaded with the first result. */
import { render } from 'preact';
import { chartsOf } from '../../report/charts/charts';
import type { Result } from '../../report/schema';
import { PictureCard } from './picture';

export interface Shown {
  /** Which of them, in this order; those for which the result has nothing to show are not there. */
  readonly ids: readonly string[];
  /** Whether each says of a software adapter that it is one. */
  readonly marked: boolean;
}

export function drawPictures(host: Element, result: Result, { ids, marked }: Shown): void {
  const all = chartsOf(result);
  const charts = ids.flatMap((id) => all.filter((chart) => chart.id === id));
  render(
    charts.map((chart) => <PictureCard key={chart.id} chart={chart} marked={marked} />),
    host,
  );
}
