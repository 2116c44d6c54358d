/** The list of kept runs: two lines a run with its speed; whatever else there is to see and to do of one opens below them. */
import type { JSX } from 'preact';
import type { CompareActs } from './acts';
import { WORDS } from './catalogue/words';
import type { ListRow } from './compare-model';
import { DeleteAll } from './delete-all';
import { ImportButton } from './import-bar';
import { RunItem } from './run-item';

/** Runs of which a person sees more than a heading: older ones are a click away, so that the pictures below are near. */
const SEEN_AT_ONCE = 8;

interface RunsCardProps {
  readonly rows: readonly ListRow[];
  /** Id of the run whose name is being changed. */
  readonly editing: string | null;
  readonly acts: Pick<CompareActs, 'importFiles' | 'list'>;
}

export function RunsCard({ rows, editing, acts: { importFiles, list } }: RunsCardProps): JSX.Element {
  const words = WORDS.runs;
  const older = rows.slice(SEEN_AT_ONCE);
  const items = (some: readonly ListRow[]): JSX.Element[] =>
    some.map((row) => (
      <li key={row.id} id={row.key}>
        <RunItem row={row} editing={row.id === editing} list={list} />
      </li>
    ));
  return (
    <section class="card" id="compare-runs" aria-labelledby="compare-runs-title">
      <div class="section-head">
        <h2 id="compare-runs-title">{words.title(rows.length)}</h2>
        <ImportButton importFiles={importFiles} />
      </div>
      <p class="hint">{words.about}</p>
      <ul id="compare-list" class="run-list">
        {items(rows.slice(0, SEEN_AT_ONCE))}
      </ul>
      {older.length > 0 && (
        <details class="older-runs printed">
          <summary>{words.older(older.length)}</summary>
          <ul class="run-list">{items(older)}</ul>
        </details>
      )}
      <details class="all-runs">
        <summary>{words.forAll(rows.length)}</summary>
        <div class="actions compact" role="group" aria-label={words.all}>
          <button type="button" id="compare-export-all" onClick={() => list.exportAll('json')}>
            {words.exportAll}
          </button>
          <button type="button" onClick={() => list.exportAll('csv')}>
            {words.allAsCsv}
          </button>
          {rows.length > 1 && <DeleteAll count={rows.length} remove={() => list.remove(rows.map(({ id }) => id))} />}
        </div>
        <p class="hint">{words.aboutExport}</p>
      </details>
    </section>
  );
}
