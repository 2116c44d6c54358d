/** What a budget buys, by format. */
import { expect, it } from 'vitest';
import { budgetChart, type BudgetRow } from './budget';
import { AS_FILE, chartSvg } from './svg';

const about = { title: 'A budget', says: 'INT4 writes most.', source: '' };
const int4: BudgetRow = {
  ...{ format: 'int4', batch: 16, why: 'money' },
  tokens: { low: 1e6, central: 2e6, high: 4e6 },
};
const fp16: BudgetRow = { format: 'fp16', batch: 1, tokens: null, why: 'draws about 200 W' };

it('draws a bar in millions for each format, and says beside the others why there is none', () => {
  const [panel] = budgetChart([int4, fp16], about)?.panels ?? [];
  if (panel?.kind !== 'rows') throw new Error('bars were expected');
  expect(panel.rows).toMatchObject([
    { name: 'INT4 × 16', value: '1.0 to 4.0 (2.0)', segments: [{ from: 0, to: 2 }] },
    { name: 'FP16', value: 'draws about 200 W', segments: [] },
  ]);
  const chart = budgetChart([int4, fp16], about);
  expect(chart?.table.rows).toEqual([
    ['INT4', '16', '1.0 to 4.0 (2.0)', 'money'],
    ['FP16', '-', '-', 'refused: draws about 200 W'],
  ]);
  expect(chart === null ? '' : chartSvg(chart, { ...AS_FILE, width: 340 })).toContain('draws about');
});

it('is none where nothing can be bought', () => {
  expect(budgetChart([fp16], about)).toBeNull();
});
