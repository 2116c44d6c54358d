/** A picture of the room, with the sentence that says what to see. */
import type { JSX } from 'preact';
import type { Chart } from '../../report/charts/chart';
import { Picture } from '../pictures/picture';

export function FindingPicture({ chart }: { readonly chart: Chart }): JSX.Element {
  return (
    <div class="finding-picture" data-picture={chart.id}>
      <p>{chart.says}</p>
      <Picture chart={chart} />
    </div>
  );
}
