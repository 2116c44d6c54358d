/** The list of kept runs: two lines a run with its speed; whatever else there is to see and to do of one opens below them. */
import type { JSX } from 'preact';
import type { CompareActs } from './acts';
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
        <h2 id="compare-runs-title">{rows.length === 1 ? 'Your run' : `Your ${rows.length} runs`}</h2>
        <ImportButton importFiles={importFiles} />
      </div>
      <p class="hint">Writing, in tokens/s. Kept in this browser alone; drop result files here to add them.</p>
      <ul id="compare-list" class="run-list">
        {items(rows.slice(0, SEEN_AT_ONCE))}
      </ul>
      {older.length > 0 && (
        <details class="older-runs printed">
          <summary>{older.length === 1 ? 'One older run' : `${older.length} older runs`}</summary>
          <ul class="run-list">{items(older)}</ul>
        </details>
      )}
      <details class="all-runs">
        <summary>{rows.length === 1 ? 'Export' : 'All runs: export or delete'}</summary>
        <div class="actions compact" role="group" aria-label="All runs">
          <button type="button" id="compare-export-all" onClick={() => list.exportAll('json')}>
            Export all
          </button>
          <button type="button" onClick={() => list.exportAll('csv')}>
            All as CSV
          </button>
          {rows.length > 1 && <DeleteAll count={rows.length} remove={() => list.remove(rows.map(({ id }) => id))} />}
        </div>
        <p class="hint">
          Export all holds the names that you gave, for a browser that you move to. The JSON of one run, which you may
          pass on, has not the name of the run.
        </p>
      </details>
    </section>
  );
}
