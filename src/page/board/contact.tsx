/** Who runs the board, where it says how they are reached: nothing here promises that something can be reported where nobody does. */
import type { ComponentChildren, JSX } from 'preact';
import type { BoardPlace } from '../../../server/board/src/contract/place';
import { shownOf, type Loaded } from './slot';

/** Null where nobody says. */
export function contactOf(place: Loaded<BoardPlace>): string | null {
  const known = shownOf(place);
  return known?.board === 'here' ? (known.contact ?? null) : null;
}

interface ContactProps {
  readonly contact: string;
  readonly children: ComponentChildren;
}

export const ContactLink = ({ contact, children }: ContactProps): JSX.Element => (
  <a href={contact} rel="noreferrer">
    {children}
  </a>
);
