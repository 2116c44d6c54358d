/** The notes on a run, each with the number that marks its figures, why the speed may be low, and why it is not the headline's. */
import type { JSX } from 'preact';
import { WORDS } from './catalogue/words';
import type { HeroNotes, Note } from './notes-model';

type Shown = Pick<HeroNotes, 'notes' | 'whyLow' | 'whyNotHeadline'>;

export function Notes({ notes, whyLow, whyNotHeadline }: Shown): JSX.Element | null {
  if (notes.length === 0 && whyLow === null && whyNotHeadline === null) return null;
  return (
    <div class="run-notes">
      {whyNotHeadline !== null && (
        <div id="why-not-headline" data-testid="why-not-headline">
          <h2>{WORDS.notes.whyNot}</h2>
          <p>{whyNotHeadline}</p>
        </div>
      )}
      {whyLow !== null && (
        <div id="headline-why" data-testid="headline-why">
          <h2>{WORDS.notes.whyLow}</h2>
          <p>
            {whyLow.why} {whyLow.remedy}
          </p>
        </div>
      )}
      {notes.length > 0 && <h2 id="run-notes-heading">{WORDS.notes.heading}</h2>}
      {notes.length > 0 && (
        <ol aria-labelledby="run-notes-heading">
          {notes.map((note) => (
            <NoteItem key={note.text} note={note} />
          ))}
        </ol>
      )}
    </div>
  );
}

function NoteItem({ note: { number, code, text, details, failed } }: { readonly note: Note }): JSX.Element {
  return (
    <li value={number} data-code={code} data-failed={failed}>
      {text}
      {details !== '' && (
        <details>
          <summary>{WORDS.notes.technical}</summary>
          <pre>{details}</pre>
        </details>
      )}
    </li>
  );
}

/** `1–4 7`: a row of numbers takes more room than a ring has. */
function inShort(numbers: readonly number[]): string {
  const rows: number[][] = [];
  for (const number of numbers) {
    const last = rows.at(-1);
    if (last?.at(-1) === number - 1) last.push(number);
    else rows.push([number]);
  }
  const words = rows.flatMap((row) => (row.length > 2 ? `${String(row[0])}–${String(row.at(-1))}` : row.map(String)));
  return words.join(' ');
}

/** Beside a figure, the numbers of the notes that qualify it; nothing where there are none. */
export function Marks({ numbers = [] }: { readonly numbers?: readonly number[] | undefined }): JSX.Element | null {
  if (numbers.length === 0) return null;
  const [first = '', ...more] = numbers.map(String);
  const said = more.length === 0 ? WORDS.notes.see(first) : WORDS.notes.seeAll([first, ...more]);
  return (
    <sup class="mark">
      <span class="visually-hidden">{said}</span>
      <span aria-hidden="true">{inShort(numbers)}</span>
    </sup>
  );
}
