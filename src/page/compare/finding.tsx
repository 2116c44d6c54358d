/** What the cards of the room have in common: a picture below the sentence that says what to see in it, and what is folded away. */
import type { ComponentChildren, JSX } from 'preact';
import type { Chart } from '../../report/charts/chart';
import { SOFTWARE_MARK } from '../../report/charts/layout';
import { Picture } from '../pictures/picture';

export function Finding({ chart }: { readonly chart: Chart }): JSX.Element {
  const { says, software } = chart;
  return (
    <>
      <p>
        {says}
        {software && <strong class="software-mark"> {SOFTWARE_MARK}.</strong>}
      </p>
      <Picture chart={chart} />
    </>
  );
}

interface FoldedProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

export const Folded = ({ title, children }: FoldedProps): JSX.Element => (
  <details>
    <summary>{title}</summary>
    {children}
  </details>
);
