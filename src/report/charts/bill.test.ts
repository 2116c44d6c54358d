/** A bill as a picture: its parts add up under a whisker, and the table has the same. */
import { describe, expect, it } from 'vitest';
import { billChart, type Bill } from './bill';
import { AS_FILE, chartSvg } from './svg';

const electricity = { low: 1, central: 2, high: 3 };
const machine = { low: 2, central: 4, high: 9 };
const bill: Bill = {
  ...{ id: 'bill', title: 'Costs', says: 'This is dear.', source: 'typed in', software: false },
  unit: 'USD per million tokens',
  rows: [
    {
      name: 'FP16',
      parts: [
        { of: 'electricity', amount: electricity },
        { of: 'machine', amount: machine },
      ],
      total: { low: 3, central: 6, high: 12 },
    },
    { name: 'INT4', parts: [{ of: 'electricity', amount: electricity }], total: electricity },
  ],
};

describe('the picture of a bill', () => {
  it('draws the parts one behind the other from 0, and the whisker of their sum', () => {
    const [panel] = billChart(bill)?.panels ?? [];
    if (panel?.kind !== 'rows') throw new Error('bars were expected');
    const [fp16, int4] = panel.rows;
    expect(fp16?.segments.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [2, 6],
    ]);
    expect(fp16?.interval).toEqual({ low: 3, high: 12 });
    expect(int4?.segments).toHaveLength(1);
    expect(panel.x.to).toBeGreaterThan(12);
  });

  it('says the same in its table, and nothing of a part that is not known', () => {
    expect(billChart(bill)?.table.rows).toEqual([
      ['FP16', '3.0 to 12 (6.0)', '1.0 to 3.0 (2.0)', '2.0 to 9.0 (4.0)'],
      ['INT4', '1.0 to 3.0 (2.0)', '1.0 to 3.0 (2.0)', '-'],
    ]);
  });

  it('is none where nothing is known, and a file where something is', () => {
    expect(billChart({ ...bill, rows: [] })).toBeNull();
    const chart = billChart(bill);
    expect(chart === null ? '' : chartSvg(chart, AS_FILE)).toContain('This is dear.');
  });
});
