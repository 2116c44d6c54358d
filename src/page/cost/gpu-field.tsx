/**
 * The field of a GPU: matches stand below it while a person types, by mouse, finger or keyboard one of them is taken, and what was understood is
 * said in words. The pattern is ARIA's combobox with a listbox: focus stays in the field.
 */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { WORDS } from './catalogue/words';
import type { GpuChoice, GpuOption } from './gpu-choice';
import { Settled } from './settled';

interface GpuFieldProps {
  readonly value: string;
  readonly hint: string;
  readonly choice: GpuChoice;
  /** The id of what says that nothing is called so. */
  readonly said: string;
  readonly onType: (value: string) => void;
}

const ID = 'cost-gpu';
const LIST = `${ID}-list`;
const SAYS = `${ID}-says`;
const NONE = -1;

export function GpuField({ value, hint, choice, said, onType }: GpuFieldProps): JSX.Element {
  const { taken, says, isWrong, options } = choice;
  const [isOpen, setOpen] = useState(false);
  // The field draws itself before the room hears of a letter: by then it must not take the letter back.
  const [typed, setTyped] = useState({ over: value, text: value });
  const text = typed.over === value ? typed.text : value;
  const [active, setActive] = useState(NONE);
  const shown = isOpen && options.length > 0;
  const close = (): void => {
    setOpen(false);
    setActive(NONE);
  };
  const take = ({ name }: Pick<GpuOption, 'name'>): void => {
    close();
    if (name !== value) onType(name);
  };
  /** What was typed of it gives way to its name. */
  const settle = (): void => {
    if (taken !== null) take({ name: taken });
    else close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      if (options.length > 0) setActive(step(shown ? active : NONE, options.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const chosen = shown ? options[active] : undefined;
      if (chosen === undefined) settle();
      else take(chosen);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      close();
    }
  };
  return (
    <div class="gpu-field">
      <label>
        {WORDS.gpu.label}{' '}
        <input
          type="text"
          id={ID}
          name="gpu"
          value={text}
          placeholder={hint}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={shown ? LIST : undefined}
          aria-activedescendant={shown && active !== NONE ? optionId(active) : undefined}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? said : SAYS}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={100}
          onInput={({ currentTarget }) => {
            setOpen(true);
            setActive(NONE);
            setTyped({ over: value, text: currentTarget.value });
            onType(currentTarget.value);
          }}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
          onBlur={settle}
        />
      </label>
      {shown && <Options options={options} active={active} onTake={take} />}
      <p class="hint" id={SAYS} data-testid={SAYS} hidden={says === '' || isWrong}>
        {says}
      </p>
      <Settled text={isWrong ? '' : says} />
    </div>
  );
}

/** From none, down begins with the first and up with the last. */
const STEPS: Readonly<Partial<Record<string, (from: number, count: number) => number>>> = {
  ArrowDown: (from, count) => (from + 1) % count,
  ArrowUp: (from, count) => (from <= 0 ? count : from) - 1,
};

const optionId = (index: number): string => `${ID}-option-${index}`;

interface OptionsProps {
  readonly options: readonly GpuOption[];
  readonly active: number;
  readonly onTake: (option: GpuOption) => void;
}

function Options({ options, active, onTake }: OptionsProps): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [active]);
  return (
    <ul class="gpu-options" id={LIST} role="listbox" aria-label={WORDS.gpu.options} ref={list}>
      {options.map((option, index) => (
        <li
          key={option.name}
          id={optionId(index)}
          role="option"
          aria-selected={index === active}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(option)}
        >
          {option.name} <span>{option.about}</span>
        </li>
      ))}
    </ul>
  );
}
