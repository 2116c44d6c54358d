/** What the cards of the room have in common: a picture below the sentence that says what to see in it, and what is folded away. */
import type { ComponentChildren, JSX } from 'preact';
import type { Chart } from '../../report/charts/chart';
import { SOFTWARE_MARK } from '../../report/charts/layout';
import { Picture } from '../pictures/picture';

export const Finding = ({ chart }: { readonly chart: Chart }): JSX.Element => (
  <>
    <p>
      <Says chart={chart} />
    </p>
    <Picture chart={chart} />
  </>
);

export const Says = ({ chart: { says, software } }: { readonly chart: Chart }): JSX.Element => (
  <>
    {says}
    {software && <strong class="software-mark"> {SOFTWARE_MARK}.</strong>}
  </>
);

interface FoldingProps {
  /** Of the heading. */
  readonly id: string;
  readonly title: string;
  /** What to see, also while it is closed. */
  readonly says: ComponentChildren;
  readonly open: boolean;
  readonly children: ComponentChildren;
}

/** A card that is closed on a phone, with what it says in sight. */
export const Folding = ({ id, title, says, open, children }: FoldingProps): JSX.Element => (
  <details class="folded printed" open={open}>
    <summary>
      <h2 id={id}>{title}</h2>
      <p class="picture-says">{says}</p>
    </summary>
    {children}
  </details>
);

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
