/**
 * The two fields of rent against own, and what is said of them: a wrong one is named and leaves the last good ones, and what stands in
 * the way of this machine's row is said.
 */
import { TokamarkError } from '../../foundation/errors';
import { find, make, setText } from '../dom/find';
import { markUpTable, type CostsInput } from './costs-model';
import { number } from './fields';
import { problems } from './form-parts';
import type { Table } from '../view/plain-table';

interface Typed {
  readonly price: number | null;
  readonly rent: number | null;
}

const LABELS: Readonly<Record<string, string>> = {
  hardwarePrice: '“Price of this machine”',
  rentPerHour: '“Its rent per hour”',
};

export function createRentOrOwn(): (input: CostsInput) => Table {
  const price = find('costs-price', HTMLInputElement);
  const hour = find('costs-hour', HTMLInputElement);
  const wrong = problems('costs-rent-problem', { hardwarePrice: [price], rentPerHour: [hour] });
  const missing = make('p', { class: 'hint' });
  missing.id = 'costs-rent-missing';
  missing.setAttribute('role', 'status');
  find('costs-rent-table').before(make('div', { class: 'better-say' }, wrong.place, missing));
  let good: Typed = { price: null, rent: null };
  return (input) => {
    wrong.clear();
    const typed: Typed = { price: number(price.value), rent: number(hour.value) };
    try {
      const table = markUpTable(input, typed.price, typed.rent);
      good = typed;
      return shown(table);
    } catch (thrown) {
      wrong.show(byLabel(thrown));
      return shown(markUpTable(input, good.price, good.rent));
    }
  };

  function shown({ missing: gap, ...table }: ReturnType<typeof markUpTable>): Table {
    setText(missing, gap?.why ?? '');
    missing.hidden = gap === null;
    return table;
  }
}

/** With the field's label in place of its name. */
function byLabel(thrown: unknown): unknown {
  if (!(thrown instanceof TokamarkError)) return thrown;
  const { code, message, where, remedy } = thrown;
  const label = LABELS[where];
  if (label === undefined) return thrown;
  return new TokamarkError({ code, message: message.replace(where, label), where, remedy }, { cause: thrown });
}
