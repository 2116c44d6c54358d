/** Draws the card of comparisons, each only while it is open; loads its data and tokenizer when first asked. */
import { loadTrainingBudgets } from '../../costs';
import { asTokamarkError } from '../../foundation/errors';
import { find, make } from '../dom/find';
import { fetchFableFile } from '../fable';
import { errorMessage } from '../view/messages';
import { plainTable } from '../view/plain-table';
import { metricsTable, textTable, trainingTable, type CostsInput } from './costs-model';
import { createRentOrOwn } from './rent-or-own';
import { createReferencePrices } from './reference-prices';
import type { Table } from './table';
import { createTextCounts, workerCount } from './text-counts';
import { valueTable } from './value-model';

const NEEDS_RUN = 'Run the benchmark to see this; the GPU has to be known, or chosen above.';

/** Draws what is open; called again with each change. */
export function createCosts(): (input: CostsInput) => void {
  let latest: CostsInput | null = null;
  let budgets: Awaited<ReturnType<typeof loadTrainingBudgets>> | null = null;
  const counts = createTextCounts(
    workerCount(() => fetchFableFile('tokenizer.json')),
    () => draw(),
  );
  const prices = createReferencePrices();
  find('costs-value-place', HTMLElement).replaceChildren(valueDetails());
  const panels = [
    panel('costs-metrics', (input) => metricsTable(input, prices())),
    panel('costs-value', ({ value }) => valueTable(value)),
    panel('costs-rent', createRentOrOwn()),
    panel('costs-training', (input) => (budgets === null ? null : trainingTable(input, budgets))),
    panel('costs-text', (input) => {
      const text = find('costs-words', HTMLTextAreaElement).value;
      const counted = text.trim() === '' ? null : counts(text);
      return counted === null ? null : textTable(input, counted);
    }),
  ];
  const draw = (): void => {
    if (latest !== null) for (const drawPanel of panels) drawPanel(latest);
  };
  onOpen('costs-training', async () => {
    budgets = await loadTrainingBudgets();
  });

  function onOpen(id: string, load: () => Promise<void>): void {
    let asked = false;
    find(id, HTMLDetailsElement).addEventListener('toggle', () => {
      if (asked) return;
      asked = true;
      load().then(draw, (thrown: unknown) => {
        asked = false;
        showError(id, thrown);
      });
    });
  }
  for (const details of find('costs', HTMLElement).querySelectorAll('details')) {
    details.addEventListener('toggle', draw);
    details.addEventListener('input', draw);
  }
  return (input) => {
    latest = input;
    draw();
  };
}

function valueDetails(): HTMLDetailsElement {
  const title = 'Value: cost, latency and fidelity of each format';
  const table = make('div', { class: 'scroll', data: { empty: 'Run the benchmark to see this.' } });
  table.id = 'costs-value-table';
  table.setAttribute('role', 'region');
  table.setAttribute('aria-label', title);
  table.tabIndex = 0;
  const hint =
    'A format that takes fewer bits is faster and cheaper, and further from the original. You decide how much that matters.';
  const details = make(
    'details',
    {},
    make('summary', { text: title }),
    make('p', { class: 'hint', text: hint }),
    table,
  );
  details.id = 'costs-value';
  return details;
}

const place = (id: string): HTMLElement => find(`${id}-table`, HTMLElement);

function panel(id: string, table: (input: CostsInput) => Table | null): (input: CostsInput) => void {
  const details = find(id, HTMLDetailsElement);
  return (input) => {
    if (!details.open) return;
    try {
      show(place(id), table(input));
    } catch (thrown) {
      showError(id, thrown);
    }
  };
}

function showError(id: string, thrown: unknown): void {
  const list = place(id);
  delete list.dataset['said'];
  list.replaceChildren(errorMessage(asTokamarkError(thrown).toData()));
}

function show(list: HTMLElement, table: Table | null): void {
  const said = JSON.stringify(table);
  if (list.dataset['said'] === said) return;
  list.dataset['said'] = said;
  if (table === null) {
    const hint = list.dataset['empty'] ?? NEEDS_RUN;
    list.replaceChildren(make('p', { class: 'hint', text: hint }));
    return;
  }
  const notes = table.notes.map((text) => make('li', { text }));
  list.replaceChildren(plainTable(table.columns, table.rows), make('ul', { class: 'energy-notes' }, ...notes));
}
