/** Fields for what the reference machines cost where no price with a source is known. A wrong one leaves the last good prices. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { REFERENCES } from '../../costs';
import { checkRange, RANGES } from '../../energy/limits';
import { asTokamarkError } from '../../foundation/errors';
import { TextField } from '../cost/form-fields';
import { WORDS } from './catalogue/words';
import { number } from './fields';

/** By the catalogue's ids, in the currency of the room. */
export type Prices = Readonly<Record<string, number>>;

type Typed = Readonly<Record<string, string>>;

const SAID = 'costs-prices-problem';

export function ReferencePrices({ onGood }: { readonly onGood: (prices: Prices) => void }): JSX.Element {
  const [typed, setTyped] = useState<Typed>({});
  const [wrong, setWrong] = useState({ field: '', says: '' });
  const onType = (name: string, value: string): void => {
    const next = { ...typed, [name]: value };
    setTyped(next);
    try {
      onGood(pricesOf(next));
      setWrong({ field: '', says: '' });
    } catch (thrown) {
      const { where, message, remedy } = asTokamarkError(thrown);
      setWrong({
        field: where,
        says: WORDS.wrong.unchanged(message.replace('NaN', WORDS.wrong.noNumber), remedy),
      });
    }
  };
  return (
    <div id="costs-prices">
      <p class="hint">{WORDS.prices.hint}</p>
      <div class="energy-fields">
        {REFERENCES.map(({ id, name }) => (
          <TextField
            key={id}
            {...{
              id: `costs-price-${id}`,
              name: id,
              label: titleOf(name),
              hint: WORDS.prices.asKnown,
              said: SAID,
              onType,
            }}
            value={typed[id] ?? ''}
            wrong={wrong.field === titleOf(name)}
            keys="decimal"
          />
        ))}
      </div>
      <p class="message error" id={SAID} role="alert" hidden={wrong.says === ''}>
        {wrong.says}
      </p>
    </div>
  );
}

const titleOf = (name: string): string => WORDS.prices.of(name);

/** @throws TokamarkError `option` that names the field by its title */
const pricesOf = (typed: Typed): Prices =>
  Object.fromEntries(
    REFERENCES.flatMap(({ id, name }) => {
      const price = number(typed[id] ?? '');
      return price === null ? [] : [[id, checkRange(titleOf(name), price, RANGES.machinePrice)] as const];
    }),
  );
