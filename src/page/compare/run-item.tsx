/** One kept run: its name or its date, what it was measured by and how fast it is; below that, once opened, the rest and what to do with it. */
import type { JSX } from 'preact';
import type { ListActs } from './acts';
import { WORDS } from './catalogue/words';
import type { ListRow } from './compare-model';
import { LabelForm } from './label-form';
import { sharedBasis } from './run-row';

/** Beside the name; all of them are below it. */
const SPEEDS_AT_ONCE = 2;

interface RunItemProps {
  readonly row: ListRow;
  readonly editing: boolean;
  readonly list: ListActs;
}

export function RunItem({ row, editing, list }: RunItemProps): JSX.Element {
  const { key, name, when, imported, software, short, speeds } = row;
  return (
    <article aria-labelledby={`${key}-name`}>
      <details class="printed">
        <summary id={`${key}-more`}>
          <h3>
            <span id={`${key}-name`}>{name === '' ? when : name}</span>
            {imported && <span class="tag">{WORDS.run.imported}</span>}
            {software && <strong class="software-mark">{WORDS.run.software}</strong>}
          </h3>
          <span class="run-what">{[...(name === '' ? [] : [when]), ...short].join(' · ')}</span>
          <span class="run-speed">
            {speeds.length === 0 && WORDS.run.noSpeed}
            {speeds.slice(0, SPEEDS_AT_ONCE).map(({ name: format, value }) => (
              <span key={format}>
                <b>{value}</b> {format}
              </span>
            ))}
          </span>
        </summary>
        <Whole row={row} />
        {editing ? <LabelForm row={row} list={list} /> : <Actions row={row} list={list} />}
      </details>
    </article>
  );
}

/** All speeds with what their intervals cover, and what and where it was. */
function Whole({ row }: Pick<RunItemProps, 'row'>): JSX.Element {
  const { when, machine, gpu, browser, profile, speeds } = row;
  const basis = sharedBasis(row);
  return (
    <>
      {speeds.length > 0 && (
        <p class="run-speeds">
          {speeds.map(({ name: format, value, basis: own }) => (
            <span key={format}>
              <b>{value}</b> {format}
              {own !== basis && own}
            </span>
          ))}
          <small>
            {WORDS.run.unit}
            {basis}
          </small>
        </p>
      )}
      <p class="hint">{[when, ...(machine === '' ? [] : [machine]), gpu, browser, profile].join(' · ')}</p>
    </>
  );
}

function Actions({ row: { id, key, label }, list }: Pick<RunItemProps, 'row' | 'list'>): JSX.Element {
  const act = (text: string, part: string, run: () => void): JSX.Element => (
    <button type="button" id={`${key}-${part}`} onClick={run} aria-label={WORDS.run.actOf(text, label)}>
      {text}
    </button>
  );
  return (
    <div class="actions compact" role="group" aria-label={WORDS.run.acts}>
      {act(WORDS.run.figures, 'open', () => list.open(id))}
      {act(WORDS.run.rename, 'rename', () => list.edit(id))}
      {act(WORDS.run.json, 'json', () => list.exportRun(id, 'json'))}
      {act(WORDS.run.csv, 'csv', () => list.exportRun(id, 'csv'))}
      {act(WORDS.run.delete, 'delete', () => list.remove([id]))}
    </div>
  );
}
