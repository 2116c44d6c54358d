/** The card of the checks and of all that is listed behind a result. A list is drawn while it is open: some have hundreds of rows. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useOnPaper } from '../dom/on-paper';
import { SheetBox } from '../view/sheet-table';
import { WORDS } from './catalogue/words';
import type { DetailsList } from './lists-model';

interface ListsCardProps {
  /** What the checks came to, as a sentence. */
  readonly checked: string;
  readonly lists: readonly DetailsList[];
}

export function ListsCard({ checked, lists }: ListsCardProps): JSX.Element {
  return (
    <section class="card after-run" id="details" aria-labelledby="details-heading">
      <h2 id="details-heading">{WORDS.lists.title}</h2>
      <p id="checks-summary" data-testid="checks-summary">
        {checked}
      </p>
      {lists.map((list) => (
        <List key={list.id} list={list} />
      ))}
    </section>
  );
}

function List({ list: { id, title, count, tables, printed } }: { readonly list: DetailsList }): JSX.Element {
  const [open, setOpen] = useState(false);
  // Paper opens it too (dom/print.ts), but does not wait until it is said to be open.
  const onPaper = useOnPaper() && printed;
  return (
    <details
      id={`${id}-details`}
      class={printed ? 'printed' : ''}
      data-testid={`${id}-details`}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {title} {count > 0 && <span class="count">({count})</span>}
      </summary>
      <div class="details-tables" id={`${id}-list`}>
        {(open || onPaper) &&
          tables().map(({ name, about, sheet }) => (
            <div key={name}>
              {about !== '' && <p class="hint">{about}</p>}
              {sheet.rows.length > 0 && <SheetBox sheet={sheet} name={name} />}
            </div>
          ))}
      </div>
    </details>
  );
}
