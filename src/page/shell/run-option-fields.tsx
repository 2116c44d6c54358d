/** A control for each option of a run, from their table; filled in as the quick profile is, which is marked when the page opens. */
import { Fragment, type JSX } from 'preact';
import { PROFILES } from '../../benchmark/suite/suite';
import { RUN_OPTIONS, type Control, type RunOption } from '../../options/run-options';
import { textsOf } from '../../options/settings';
import { WORDS } from './catalogue/words';

const GROUPS: readonly RunOption['group'][] = ['computed', 'measured'];

export function RunOptionFields(): JSX.Element {
  const texts = textsOf(PROFILES.quick);
  return (
    <>
      {GROUPS.map((group) => {
        const own = RUN_OPTIONS.filter((option) => option.group === group);
        const field = ({ name, control }: (typeof own)[number]): JSX.Element => (
          <Field key={name} name={name} control={control} text={texts[name]} />
        );
        return (
          <Fragment key={group}>
            {own.filter(({ control }) => control.kind !== 'tick').map(field)}
            <div class="checks" role="group" aria-label={WORDS.form.groups[group]}>
              {own.filter(({ control }) => control.kind === 'tick').map(field)}
            </div>
          </Fragment>
        );
      })}
    </>
  );
}

interface FieldProps {
  readonly name: string;
  readonly control: Control;
  readonly text: string;
}

function Field({ name, control, text }: FieldProps): JSX.Element {
  const id = `option-${name}`;
  const { label } = control;
  switch (control.kind) {
    case 'select':
      return (
        <label>
          {label}{' '}
          <select name={name} id={id}>
            {control.choices.map((one) => (
              <option key={one} value={one} selected={one === text}>
                {one}
              </option>
            ))}
          </select>
        </label>
      );
    case 'boxes':
      return (
        <>
          <div class="checks" role="group" aria-label={label}>
            {control.choices.map((one) => (
              <Box key={one} name={one} label={one.toUpperCase()} checked={text.split(',').includes(one)} />
            ))}
          </div>
          <p class="hint">{control.hint}</p>
        </>
      );
    case 'tick':
      return <Box name={name} label={label} checked={text === control.on} />;
    case 'number': {
      const { least, most, empty } = control;
      const value = text === empty ? {} : { value: text };
      const rest = empty === undefined ? { required: true } : { placeholder: empty };
      return (
        <label>
          {label} <input type="number" name={name} id={id} min={least} max={most} {...value} {...rest} />
        </label>
      );
    }
  }
}

interface BoxProps {
  readonly name: string;
  readonly label: string;
  readonly checked: boolean;
}

const Box = ({ name, label, checked }: BoxProps): JSX.Element => (
  <label>
    <input type="checkbox" name={name} id={`option-${name}`} checked={checked} /> {label}
  </label>
);
