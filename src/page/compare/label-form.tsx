/** The two fields in which a person names a run and its machine. */
import type { JSX, TargetedKeyboardEvent, TargetedSubmitEvent } from 'preact';
import { MACHINE_LETTERS } from '../../report/schema';
import { NAME_LETTERS } from '../history/label-store';
import type { ListActs } from './acts';
import { WORDS } from './catalogue/words';
import type { ListRow } from './compare-model';

interface LabelFormProps {
  readonly row: ListRow;
  readonly list: ListActs;
}

const focus = (field: HTMLInputElement | null): void => field?.focus();

/** What was typed stays when the list is drawn again meanwhile. */
export function LabelForm({ row, list }: LabelFormProps): JSX.Element {
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
      aria-label={WORDS.rename.label(row.when)}
    >
      <label>
        {WORDS.rename.name}
        <input type="text" name="name" ref={focus} defaultValue={name} maxLength={NAME_LETTERS} autocomplete="off" />
      </label>
      <label>
        {WORDS.rename.machine}
        <input type="text" name="machine" defaultValue={machine} maxLength={MACHINE_LETTERS} autocomplete="off" />
      </label>
      <div class="actions compact">
        <button type="submit">{WORDS.rename.save}</button>
        <button type="button" onClick={() => list.edit(null)}>
          {WORDS.rename.cancel}
        </button>
      </div>
      <p class="hint">{WORDS.rename.about}</p>
    </form>
  );
}
