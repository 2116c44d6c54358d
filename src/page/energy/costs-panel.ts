/** Draws the card of comparisons, each only while it is open; loads its data and tokenizer when first asked. */
import { loadTrainingBudgets } from '../../costs';
import { asTokamarkError, TokamarkError, type ErrorData } from '../../foundation/errors';
import { find, makeHint, makeList } from '../dom/find';
import { whenChanged, whileOpen } from '../dom/view';
import { fetchFableFile } from '../fable';
import { errorMessage } from '../view/messages';
import { plainTable, type Table } from '../view/plain-table';
import { markUpTable, metricsTable, textTable, trainingTable, type Budgets, type CostsInput } from './costs-model';
import { createReferencePrices } from './reference-prices';
import { createTextCounts, workerCount } from './text-counts';
import { valueTable } from './value-model';

/** Draws what is open; called again with each change. */
export function createCosts(): (input: CostsInput) => void {
  let latest: CostsInput | null = null;
  let budgets: Budgets | TokamarkError | null = null;
  const draw = (): void => {
    if (latest !== null) for (const drawPanel of panels) drawPanel(latest);
  };
  const counts = createTextCounts(
    workerCount(() => fetchFableFile('tokenizer.json')),
    draw,
  );
  const prices = createReferencePrices();
  const panels = [
    panel('costs-metrics', (input) => metricsTable(input, prices())),
    panel('costs-value', ({ value }) => valueTable(value)),
    panel('costs-rent', (input) => {
      const { missing, notes, ...table } = markUpTable(input);
      return { ...table, notes: [...(missing === null ? [] : [missing.why]), ...notes] };
    }),
    panel('costs-training', (input) => {
      if (budgets instanceof TokamarkError) throw budgets;
      return budgets === null ? null : trainingTable(input, budgets);
    }),
    panel('costs-text', (input) => {
      const text = find('costs-words', HTMLTextAreaElement).value;
      const counted = text.trim() === '' ? null : counts(text);
      return counted === null ? null : textTable(input, counted);
    }),
  ];
  find('costs-training').addEventListener('toggle', () => {
    const loading = loadTrainingBudgets().catch(asTokamarkError);
    void loading.then((loaded) => {
      budgets = loaded;
      draw();
    });
  });
  find('costs').addEventListener('input', draw);
  return (input) => {
    latest = input;
    draw();
  };
}

function panel(id: string, table: (input: CostsInput) => Table | null): (input: CostsInput) => void {
  const place = find(`${id}-table`);
  const show = whenChanged(
    (shown: Table | ErrorData | null) => [JSON.stringify(shown)],
    (shown) => place.replaceChildren(...elements(shown, place.dataset['empty'] ?? '')),
  );
  return whileOpen(find(id, HTMLDetailsElement), (input: CostsInput) => {
    try {
      show(table(input));
    } catch (thrown) {
      show(asTokamarkError(thrown).toData());
    }
  });
}

function elements(shown: Table | ErrorData | null, empty: string): readonly Node[] {
  if (shown === null) return [makeHint(empty)];
  if ('message' in shown) return [errorMessage(shown)];
  return [plainTable(shown.columns, shown.rows), makeList(shown.notes, 'energy-notes')];
}
