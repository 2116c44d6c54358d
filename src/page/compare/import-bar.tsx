/** The way in for results from files, and what is to be said of what came of it. */
import type { JSX } from 'preact';
import { FileButton, JSON_FILES } from '../view/file-button';
import type { CompareActs } from './acts';
import { WORDS } from './catalogue/words';
import type { Note } from './compare-state';

type Acts = Pick<CompareActs, 'importFiles' | 'undo'>;

export const ImportButton = ({ importFiles }: Pick<Acts, 'importFiles'>): JSX.Element => (
  <FileButton
    id="compare-import"
    inputId="compare-file"
    text={WORDS.files.import}
    label={WORDS.files.label}
    accept={JSON_FILES}
    multiple
    onFiles={importFiles}
  />
);

interface NotesProps {
  readonly notes: readonly Note[];
  readonly undo: Acts['undo'];
}

/** There from the first on, so that what comes is announced. */
export const Notes = ({ notes, undo }: NotesProps): JSX.Element => (
  <div id="compare-notes" class="compare-notes" role="status">
    {notes.map((note, i) => (
      <OneNote key={i} note={note} undo={undo} />
    ))}
  </div>
);

function OneNote({ note, undo }: { readonly note: Note; readonly undo: Acts['undo'] }): JSX.Element {
  if (note.kind === 'said') return <p class="message">{note.text}</p>;
  if (note.kind === 'removed') {
    return (
      <p class="message removed">
        {note.text}{' '}
        <button type="button" id="compare-undo" onClick={undo}>
          {WORDS.files.undo}
        </button>
      </p>
    );
  }
  const { message, where, remedy, code, details = '' } = note.error;
  const place = where === '' || where === note.file || message.includes(where) ? '' : ` (${where})`;
  return (
    <div class="message error" data-code={code}>
      <p>
        <strong>{note.file}</strong>
        {WORDS.files.notImported(message)}
        {place}
      </p>
      <p>{remedy}</p>
      {details !== '' && (
        <details>
          <summary>{WORDS.files.details}</summary>
          <pre>{details}</pre>
        </details>
      )}
    </div>
  );
}
