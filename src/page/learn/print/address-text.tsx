/** An address of the room on paper: to be read, and where the sheet lies beside the page, to be opened. */
import type { JSX } from 'preact';

/** Where a sheet lies. */
export interface Place {
  /** The address of the page, where somebody has said it when the page was built. */
  readonly site: string | null;
  /** From the sheet to the page; null where the page is not near. */
  readonly page: string | null;
}

export function Address({ fragment, place }: { readonly fragment: string; readonly place: Place }): JSX.Element {
  const said = `${place.site ?? ''}${fragment}`;
  return place.page === null ? (
    <span class="address">{said}</span>
  ) : (
    <a class="address" href={`${place.page}${fragment}`}>
      {said}
    </a>
  );
}
