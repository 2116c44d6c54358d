/** The folded card of published models: whether each fits, and how fast it would be. */
import type { JSX } from 'preact';
import type { ErrorData } from '../../foundation/errors';
import { WORDS } from './catalogue/run-words';
import type { ModelsText } from './models-card';
import { SheetBox } from './sheet-table';

export interface ModelsCardProps {
  /** Null until it was opened and what it needs has come. */
  readonly text: ModelsText | null;
  /** What trying for memory means here; empty until then. */
  readonly aboutAllocating: string;
  readonly said: string;
  readonly error: ErrorData | null;
  /** Whether trying for memory can be asked for now. */
  readonly canAllocate: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onAllocate: () => void;
}

export function ModelsCard(props: ModelsCardProps): JSX.Element {
  const { text, aboutAllocating, said, error, canAllocate, onOpen, onAllocate } = props;
  return (
    <section class="card" id="models" data-testid="models" aria-labelledby="models-heading">
      <h2 id="models-heading">{WORDS.models.heading}</h2>
      <details id="models-details" onToggle={({ currentTarget }) => onOpen(currentTarget.open)}>
        <summary>{WORDS.models.summary}</summary>
        <p class="hint" id="models-about">
          {text?.about ?? (error === null ? WORDS.models.loading : '')}
        </p>
        <p class="hint" id="models-allocate-about">
          {aboutAllocating}
        </p>
        <p>
          <button type="button" id="models-allocate" disabled={!canAllocate} onClick={onAllocate}>
            {WORDS.models.tryMemory}
          </button>
        </p>
        <div id="models-message" role="status">
          {said}
          {error !== null && (
            <div class="message error" data-code={error.code}>
              <p>{error.message}</p>
              <p>{error.remedy}</p>
            </div>
          )}
        </div>
        {text !== null && (
          <>
            <div id="models-table">
              <SheetBox sheet={text.sheet} name={WORDS.models.table} />
            </div>
            <ul class="energy-notes" id="models-notes">
              {text.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </>
        )}
      </details>
    </section>
  );
}
