/** A tornado: bars through the price as it is. */
import { expect, it } from 'vitest';
import { AS_FILE, chartSvg } from './svg';
import { tornadoChart } from './tornado';

const price = (central: number) => ({ low: central / 2, central, high: 2 * central });
const rows = [
  { what: 'Sequences at once', cheap: { at: '64', price: price(1) }, dear: { at: '1', price: price(8) } },
  { what: 'Format', cheap: { at: 'INT4', price: price(4) }, dear: { at: 'FP16', price: price(8) } },
];
const about = { title: 'A tornado', says: 'See.', source: '', unit: 'USD', price: price(4) };

it('joins the cheapest with the price as it is, and that with the dearest', () => {
  const [panel] = tornadoChart(rows, about)?.panels ?? [];
  if (panel?.kind !== 'rows') throw new Error('bars were expected');
  expect(panel.x.scale).toBe('log');
  expect(panel.rows.map(({ segments }) => segments.map(({ ink, from, to }) => [ink, from, to]))).toEqual([
    [
      ['cheaper', 1, 4],
      ['dearer', 4, 8],
    ],
    [['dearer', 4, 8]],
  ]);
});

it('has the ranges in its table, and is none where nothing changes', () => {
  const chart = tornadoChart(rows, about);
  expect(chart?.table.rows[0]).toEqual(['Sequences at once', '64', '0.50 to 2.0 (1.0)', '1', '4.0 to 16 (8.0)']);
  expect(chart === null ? '' : chartSvg(chart, AS_FILE)).toContain('cheaper than now');
  expect(tornadoChart([], about)).toBeNull();
});
