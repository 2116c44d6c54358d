/** What came of a text or of pictures, in words: there from the first on, so that it is announced. */
import type { JSX } from 'preact';
import type { ClassMessages } from '../catalogue/class-messages';
import { MOST_MEMBERS, type ClassList, type ClassNote } from './class-list';

interface Props {
  readonly list: ClassList;
  readonly words: ClassMessages;
}

export const ClassNotes = ({ list: { notes, reading }, words }: Props): JSX.Element => (
  <div class="class-notes" role="status" data-testid="class-notes">
    {reading > 0 && <p>{words.list.reading(reading)}</p>}
    {notes.map((note, i) => (
      <p key={i} class={note.kind === 'added' ? 'message' : 'message error'}>
        {noteText(note, words)}
      </p>
    ))}
  </div>
);

function noteText(note: ClassNote, { list, problem }: ClassMessages): string {
  switch (note.kind) {
    case 'added':
      return list.added(note.fresh, note.repeated);
    case 'nothing':
      return list.nothing;
    case 'no-code':
      return list.nothingInPicture(note.picture);
    case 'unreadable':
      return list.unreadable(note.picture);
    case 'no-reader':
      return list.noReader;
    case 'full':
      return list.full(MOST_MEMBERS);
    case 'bad-address':
      return list.badAddress;
    case 'bad': {
      const [{ from, text }, why] = [note, problem(note.problem)];
      return 'line' in from ? list.badInText(from.line, text, why) : list.badInPicture(from.picture, text, why);
    }
  }
}
