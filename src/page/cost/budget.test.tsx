/** The card of a budget, without a browser. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { cardsOf } from './fixtures/cards';
import { CostRoom } from './cost-room';

const nothing = (): void => undefined;
const budgetOf = (over: Parameters<typeof cardsOf>[0]) => cardsOf({ gpu: 'GeForce RTX 4070', ...over }).budget;

describe('what a budget buys', () => {
  it('is told before any limit is typed in, by the hours of use', () => {
    const { title, chart } = budgetOf({});
    expect(title).toMatch(/^18\d hours of use a month buy [\d,]+ to [\d,]+ million useful tokens$/);
    expect(chart?.says).toMatch(
      /^A tie: all 6 formats may write as much\. FP16 with \d+ sequences at once is chosen, since it is the nearest to the original\..*More would need more hours of use\.$/,
    );
  });

  it('is bound by what is scarce, and buys fewer sequences at once where answers must come sooner', () => {
    expect(budgetOf({ budgetKwh: '12' }).chart?.says).toContain('more kilowatt-hours');
    expect(budgetOf({ budgetKwh: '1' }).missing).toMatch(
      /^The machine alone takes [\d.]+ kWh a month while it waits\.$/,
    );
    expect(budgetOf({ budgetMoney: '15' }).chart?.says).toContain('more money');
    expect(budgetOf({ budgetMoney: '3' }).missing).toMatch(/^The machine alone costs 1[345] a month\.$/);
    expect(budgetOf({ tokenMs: '4' }).chart?.says).toMatch(/(one sequence at a time|with [24] sequences at once)/);
  });

  it('pays a rent in all hours, used or not, as a million tokens does', () => {
    const gpu = 'NVIDIA H100 SXM5 80GB';
    expect(cardsOf({ gpu, budgetMoney: '900' }).budget.missing).toBe('The machine alone costs 950 a month.');
    expect(cardsOf({ gpu, budgetMoney: '1000' }).budget.chart?.says).toContain('more hours of use');
    expect(cardsOf({ gpu }).budget.sources.join(' ')).toContain('The rent of all hours is 950 USD a month');
  });

  it('calls a tie a tie, and says of the rest that they are behind though their ranges overlap', () => {
    const tied = budgetOf({ tokenMs: '8' }).chart?.says ?? '';
    expect(tied).toMatch(/^A tie: [A-Z0-9, ]+ and [A-Z0-9]+ may write as much\. .* is chosen, since/);
    const clear = budgetOf({ tokenMs: '11', distance: '0.005' }).chart?.says ?? '';
    expect(clear).toMatch(/ is expected to write the most, about [\d.]+ times as much as .*Their ranges overlap/);
  });

  it('says in its title where the model may not fit, and leaves out what does not', () => {
    const phone = budgetOf({ gpu: 'adreno-x1-85', model: 'Mistral-7B-v0.3' });
    expect(phone.title).toMatch(/useful tokens, if it fits$/);
    const board = budgetOf({ gpu: 'GeForce RTX 3060', model: 'Mistral-7B-v0.3' });
    expect(board.title).not.toContain('if it fits');
    expect(board.missing).toMatch(/^FP16 is left out: It needs .*GeForce RTX 3060 has/);
    expect(board.chart?.table.rows.map(([format]) => format)).not.toContain('FP16');
    expect(budgetOf({ gpu: 'GeForce RTX 3060', model: 'Llama-3.1-70B' }).missing).toMatch(/^It needs .*RTX 3060 has/);
  });

  it('leaves out formats that lie too far from FP16', () => {
    expect(budgetOf({ distance: '0' }).chart?.table.rows.filter(([, , tokens]) => tokens !== '-')).toHaveLength(1);
    expect(budgetOf({ distance: '10' }).chart?.table.rows.filter(([, , tokens]) => tokens !== '-')).toHaveLength(6);
  });

  it('names a limit that is no number beside it, and keeps the figures', () => {
    for (const [name, value] of [
      ['budgetWatts', 'few'],
      ['budgetMoney', '-1'],
      ['tokenMs', '1e99'],
    ] as const) {
      const cards = cardsOf({ [name]: value });
      expect(cards.form.wrong.map(({ field }) => field)).toEqual([name]);
      expect(cards.budget.title).toBe(cardsOf().budget.title);
      const html = renderToString(h(CostRoom, { ...cards, wide: true, onType: nothing, onForget: nothing }));
      expect(html).toMatch(/id="budget-problem"[^>]*>This is/);
    }
  });
});
