/** Deletes all kept runs, once a person has said so in a dialog: it has the focus, Escape keeps them, and so does the first button. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { WORDS } from './catalogue/words';

interface DeleteAllProps {
  /** More than one. */
  readonly count: number;
  readonly remove: () => void;
}

const SAID = 'delete';

export function DeleteAll({ count, remove }: DeleteAllProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const ask = (): void => {
    if (dialog.current === null) return;
    // Escape leaves what was said before.
    dialog.current.returnValue = '';
    dialog.current.showModal();
  };
  const closed = (): void => {
    if (dialog.current?.returnValue === SAID) remove();
  };
  return (
    <>
      <button type="button" id="compare-delete-all" aria-haspopup="dialog" onClick={ask}>
        {WORDS.deleteAll.ask}
      </button>
      <dialog
        ref={dialog}
        id="compare-delete"
        aria-labelledby="compare-delete-title"
        aria-describedby="compare-delete-text"
        onClose={closed}
      >
        <form method="dialog">
          <h2 id="compare-delete-title">{WORDS.deleteAll.title(count)}</h2>
          <p id="compare-delete-text">{WORDS.deleteAll.about}</p>
          <div class="actions">
            <button value="keep" id="compare-keep" autofocus>
              {WORDS.deleteAll.keep}
            </button>
            <button value={SAID} id="compare-delete-confirm">
              {WORDS.deleteAll.delete(count)}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
