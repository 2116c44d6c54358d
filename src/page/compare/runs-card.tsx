/** The list of kept runs: what each is and how fast, its name, and what can be done with it. */
import type { JSX, TargetedKeyboardEvent, TargetedSubmitEvent } from 'preact';
import { NAME_LETTERS } from '../history/label-store';
import { MACHINE_LETTERS } from '../../report/schema';
import type { CompareActs, ListActs } from './acts';
import type { ListRow } from './compare-model';
import { ImportButton } from './import-bar';
import { sharedBasis } from './run-row';

interface RunsCardProps {
  readonly rows: readonly ListRow[];
  /** Id of the run whose name is being changed. */
  readonly editing: string | null;
  readonly acts: Pick<CompareActs, 'importFiles' | 'list'>;
}

export function RunsCard({ rows, editing, acts: { importFiles, list } }: RunsCardProps): JSX.Element {
  return (
    <section class="card" id="compare-runs" aria-labelledby="compare-runs-title">
      <div class="section-head">
        <h2 id="compare-runs-title">{rows.length === 1 ? 'Your run' : `Your ${rows.length} runs`}</h2>
        <div class="actions compact" role="group" aria-label="All runs">
          <ImportButton importFiles={importFiles} />
          <button type="button" id="compare-export-all" onClick={() => list.exportAll('json')}>
            Export all
          </button>
          <button type="button" onClick={() => list.exportAll('csv')}>
            All as CSV
          </button>
          <button type="button" id="compare-delete-all" onClick={() => list.remove(rows.map(({ id }) => id))}>
            Delete all
          </button>
        </div>
      </div>
      <p class="hint">
        Runs are kept in this browser and nowhere else, also those that were cancelled or failed, and those from files.
        Drop result files anywhere here to add them.
      </p>
      <ul id="compare-list" class="run-list">
        {rows.map((row) => (
          <li key={row.id} id={row.key}>
            <RunItem row={row} editing={row.id === editing} list={list} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RunItemProps {
  readonly row: ListRow;
  readonly editing: boolean;
  readonly list: ListActs;
}

function RunItem({ row, editing, list }: RunItemProps): JSX.Element {
  const { id, key, name, when, machine, gpu, browser, profile, speeds, imported, label } = row;
  const basis = sharedBasis(row);
  const act = (text: string, run: () => void, part?: string): JSX.Element => (
    <button
      type="button"
      id={part === undefined ? undefined : `${key}-${part}`}
      onClick={run}
      aria-label={`${text}: ${label}`}
    >
      {text}
    </button>
  );
  const [title, rest] = name === '' ? [when, []] : [name, [when]];
  return (
    <article aria-labelledby={`${key}-name`}>
      <div class="run-what">
        <h3 id={`${key}-name`}>
          {title}
          {imported && <span class="tag">imported</span>}
        </h3>
        <p class="hint">{[...rest, ...(machine === '' ? [] : [machine]), gpu, browser, profile].join(' · ')}</p>
      </div>
      <p class="run-speed">
        {speeds.map(({ name: format, value, basis: own }) => (
          <span key={format}>
            <b>{value}</b> {format}
            {own !== basis && own}
          </span>
        ))}
        <small>{speeds.length === 0 ? 'no speed' : `tokens/s${basis}`}</small>
      </p>
      {editing ? (
        <LabelForm row={row} list={list} />
      ) : (
        <div class="actions compact" role="group" aria-label="This run">
          {act('Open', () => list.open(id), 'open')}
          {act('Rename', () => list.edit(id), 'rename')}
          {act('JSON', () => list.exportRun(id, 'json'))}
          {act('CSV', () => list.exportRun(id, 'csv'))}
          {act('Delete', () => list.remove([id]))}
        </div>
      )}
    </article>
  );
}

const focus = (field: HTMLInputElement | null): void => field?.focus();

/** What was typed stays when the list is drawn again meanwhile. */
function LabelForm({ row, list }: Pick<RunItemProps, 'row' | 'list'>): JSX.Element {
  const { id, key, name, machine } = row;
  const save = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const textOf = (field: string): string => {
      const value = fields.get(field);
      return typeof value === 'string' ? value : '';
    };
    list.label(id, { name: textOf('name'), machine: textOf('machine') });
  };
  const leave = ({ key: pressed }: TargetedKeyboardEvent<HTMLFormElement>): void => {
    if (pressed === 'Escape') list.edit(null);
  };
  return (
    <form
      class="run-name"
      id={`${key}-form`}
      onSubmit={save}
      onKeyDown={leave}
      aria-label={`Name of the run of ${row.when}`}
    >
      <label>
        Name of this run
        <input type="text" name="name" ref={focus} defaultValue={name} maxLength={NAME_LETTERS} autocomplete="off" />
      </label>
      <label>
        Machine
        <input type="text" name="machine" defaultValue={machine} maxLength={MACHINE_LETTERS} autocomplete="off" />
      </label>
      <div class="actions compact">
        <button type="submit">Save</button>
        <button type="button" onClick={() => list.edit(null)}>
          Cancel
        </button>
      </div>
      <p class="hint">Runs of machines with the same name are shown in one picture, browser by browser.</p>
    </form>
  );
}
