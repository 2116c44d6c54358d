/** Fields for what the reference machines cost where no price with a source is known. A wrong one leaves the last good prices. */
import { REFERENCES } from '../../costs';
import { checkRange, RANGES } from '../../energy/limits';
import { find, make, makeHint } from '../dom/find';
import { number } from './fields';
import { numberField, problems } from './form-parts';

export type Prices = Readonly<Record<string, number>>;

/** @returns the last good prices, by the catalogue's ids, in the currency of the card above */
export function createReferencePrices(): () => Prices {
  const fields = REFERENCES.map(({ id, name }) => {
    const title = `Price of ${name}`;
    const [label, input] = numberField(`costs-price-${id}`, title, 'as known');
    return { id, title, label, input };
  });
  const controls = Object.fromEntries(fields.map(({ title, input }) => [title, [input]]));
  const wrong = problems('costs-prices-problem', controls);
  find('costs-prices').replaceChildren(
    makeHint('Enter what you would pay, in the currency chosen above; it replaces the known price.'),
    make('div', { class: 'energy-fields' }, ...fields.map(({ label }) => label)),
    make('div', { class: 'better-say' }, wrong.place),
  );
  let good: Prices = {};
  const read = (): void => {
    wrong.clear();
    try {
      good = Object.fromEntries(
        fields.flatMap(({ id, title, input }) => {
          const price = number(input.value);
          return price === null ? [] : [[id, checkRange(title, price, RANGES.machinePrice)]];
        }),
      );
    } catch (thrown) {
      wrong.show(thrown);
    }
  };
  // Before the panel's own listener, which is on the element around it.
  for (const { input } of fields) input.addEventListener('input', read);
  return () => good;
}
