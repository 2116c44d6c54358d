/** A picture of the room, below what it says. */
import type { JSX } from 'preact';
import type { Chart } from '../../report/charts/chart';
import { Picture } from '../pictures/picture';

export function FindingPicture({ chart }: { readonly chart: Chart }): JSX.Element {
  return (
    <div class="finding-picture" data-picture={chart.id}>
      <Picture chart={chart} />
    </div>
  );
}
