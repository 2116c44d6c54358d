/**
 * The two fields of rent against own, and what is said of them: a wrong one is named and leaves the last good ones, and what stands in
 * the way of this machine's row is said.
 */
import { find, make, setText } from '../dom/find';
import { markUpTable, type CostsInput } from './costs-model';
import { number } from './fields';
import { problems } from './form-parts';
import type { Table } from '../view/plain-table';

/** In place of the names of the settings. */
const LABELS = { hardwarePrice: '“Price of this machine”', rentPerHour: '“Its rent per hour”' };

export function createRentOrOwn(): (input: CostsInput) => Table {
  const price = find('costs-price', HTMLInputElement);
  const hour = find('costs-hour', HTMLInputElement);
  const wrong = problems('costs-rent-problem', { hardwarePrice: [price], rentPerHour: [hour] }, LABELS);
  const missing = make('p', { class: 'hint', id: 'costs-rent-missing', role: 'status' });
  find('costs-rent-table').before(make('div', { class: 'better-say' }, wrong.place, missing));
  let good: readonly [price: number | null, rent: number | null] = [null, null];
  return (input) => {
    wrong.clear();
    const typed = [number(price.value), number(hour.value)] as const;
    try {
      const table = markUpTable(input, ...typed);
      good = typed;
      return shown(table);
    } catch (thrown) {
      wrong.show(thrown);
      return shown(markUpTable(input, ...good));
    }
  };

  function shown({ missing: gap, ...table }: ReturnType<typeof markUpTable>): Table {
    setText(missing, gap?.why ?? '');
    missing.hidden = gap === null;
    return table;
  }
}
