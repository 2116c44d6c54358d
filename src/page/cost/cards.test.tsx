/** The cards of answers, of use, of rent and of hours, without a browser. */
import fc from 'fast-check';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { CostRoom } from './cost-room';
import { cardsOf } from './fixtures/cards';

const nothing = (): void => undefined;
const gpu = { gpu: 'GeForce RTX 4090' };
const DAY = Array.from({ length: 24 }, (_, hour) => (hour >= 12 && hour < 15 ? '0.10' : '0.30')).join(' ');

describe('a field that cannot be read', () => {
  it('leaves the rest of the room as it was typed in, and each is named', () => {
    const cards = cardsOf({ ...gpu, hourly: '1 2 3', budgetWatts: 'few', batch: '8' });
    expect(cards.form.wrong.map(({ field }) => field)).toEqual(['budgetWatts', 'hourly']);
    expect(cards.whatIf.title).toContain('RTX 4090');
    expect(cards.whatIf.facts[0]?.about).toContain('8 sequences together');
    const html = renderToString(h(CostRoom, { ...cards, wide: true, onType: nothing, onForget: nothing }));
    expect(html).toMatch(/id="budget-problem"[^>]*>This is/);
    expect(html).toMatch(/id="hours-problem"[^>]*>This is no day of prices/);
  });
});

it('says above the form where what the browser had kept could not be read', () => {
  const cards = cardsOf(gpu);
  const html = (notice: string) =>
    renderToString(
      h(CostRoom, { ...cards, form: { ...cards.form, notice }, wide: true, onType: nothing, onForget: nothing }),
    );
  expect(html('It was reset.')).toMatch(/data-testid="cost-notice">It was reset\./);
  expect(html('')).not.toContain('cost-notice');
});

describe('an answer', () => {
  const joules = (energy: Parameters<typeof cardsOf>[1]) => {
    const [panel] = cardsOf(gpu, energy).answer.chart?.panels ?? [];
    return panel?.kind === 'rows' ? (panel.rows.find(({ name }) => name === 'INT4')?.segments ?? []) : [];
  };

  it('takes joules and money, and is held against everyday things', () => {
    const { title, facts, chart } = cardsOf(gpu).answer;
    expect(title).toMatch(/^An answer in INT4 takes [\d,.]+ to [\d,.]+ joules; a thousand cost [\d.]+ to [\d.]+ USD/);
    expect(facts.map(({ about }) => about).join(' ')).toContain('Wh');
    expect(chart?.table.rows.map(([format]) => format)).toEqual(['FP16', 'INT8', 'INT4']);
  });

  it('is doubted in its title where the model may not fit, and so is what would change it', () => {
    const doubted = { gpu: 'adreno-x1-85', model: 'Mistral-7B-v0.3' };
    const { answer, tornado } = cardsOf(doubted, { energy: { country: 'US' } });
    expect(answer.title).toMatch(/^An answer in INT4, if it fits, takes /);
    expect(tornado.title).toMatch(/divides it by [\d.]+, if it fits$/);
    const small = cardsOf({ gpu: 'GeForce RTX 3060', model: 'Mistral-7B-v0.3' });
    expect(small.answer.title).toMatch(/^An answer in INT4 takes /);
    expect(small.answer.missing).toMatch(/^FP16 is left out: It needs /);
    expect(small.tornado.sources.join(' ')).toContain('Format of FP16 is left out: It needs');
    const variants = cardsOf(
      { gpu: 'GeForce RTX 5060 Ti', model: 'Llama-3.2-1B' },
      { energy: { promptTokens: '4000' } },
    );
    expect(variants.tornado.chart?.table.rows.flat().join(' ')).toContain('64 (if it fits)');
  });

  it('counts reasoning before it, and says so', () => {
    const { facts } = cardsOf(gpu, { energy: { reasoningTokens: '2000' } }).whatIf;
    expect(facts.map(({ about }) => about)).toContain(
      'seconds for an answer of 2500 tokens, 2000 of them reasoning, to a prompt of 300',
    );
    const plain = joules({});
    const thought = joules({ energy: { reasoningTokens: '2000' } });
    expect(thought).toHaveLength(plain.length + 1);
    expect((thought.at(-1)?.to ?? 0) / (plain.at(-1)?.to ?? 1)).toBeGreaterThan(3);
  });
});

describe('how the GPU is used', () => {
  it('is told as what is assumed of a GPU that is not here, more of its arithmetic with many sequences at once', () => {
    const shares = (over: Parameters<typeof cardsOf>[0]) => {
      const { title } = cardsOf({ ...gpu, ...over }).use;
      expect(title).toMatch(
        /^INT4 is assumed to use about [\d.]+ % of the bandwidth and [\d.]+ % of the arithmetic of/,
      );
      return (title.match(/[\d.]+(?= %)/g) ?? []).map(Number);
    };
    const [alone, together] = [shares({}), shares({ batch: '128' })];
    expect(together[0]).toBeLessThan(alone[0] ?? 0);
    expect(together[1]).toBeGreaterThan(5 * (alone[1] ?? Infinity));
    expect(cardsOf(gpu).use.sources.join(' ')).toContain('what was assumed');
  });
});

describe('rent or own', () => {
  it('decides by the hours of use once a rent is typed in, and says what is missing', () => {
    expect(cardsOf(gpu).rent.title).toMatch(/costs as much as a rent of/);
    const rented = (rentPerHour: string) =>
      cardsOf(gpu, { prices: { 'rtx-4090': { payment: 'owned', hardwarePrice: '', rentPerHour } } }).rent.title;
    expect(rented('0.40')).toMatch(/is cheaper from [\d.]+ hours of use a day/);
    expect(rented('0.01')).toMatch(/^Renting .* is cheaper, however long/);
    expect(cardsOf(gpu).rent.chart?.source).toContain('as estimated');
    expect(cardsOf({ gpu: 'Apple M3' }).rent.missing).toContain('price in USD is not known');
  });

  it('takes the published rent of a data centre’s GPU', () => {
    expect(cardsOf({ gpu: 'NVIDIA H100 SXM5 80GB' }).form.paid).toMatch(/^Rented: 1\.3 USD per hour/);
  });
});

describe('the hours of a day', () => {
  it('are told once prices are pasted, with what the machine saves', () => {
    expect(cardsOf(gpu).hours.missing).toContain('Paste the prices of a day');
    const { title, chart } = cardsOf({ ...gpu, hourly: DAY, jobHours: '3' }).hours;
    expect(title).toMatch(/are cheapest from 12:00/);
    expect(chart?.says).toMatch(/costs 0\.10 instead of up to 0\.30 USD; on this machine that is/);
  });

  it('keep the last figures and name the field, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant('<script>alert(1)</script>')), (hourly) => {
        const cards = cardsOf({ hourly });
        const html = renderToString(h(CostRoom, { ...cards, wide: true, onType: nothing, onForget: nothing }));
        expect(html).not.toMatch(/<script/);
        if (hourly.trim() !== '' && cards.hours.chart === null) expect(cards.form.wrong[0]?.field).toBe('hourly');
      }),
      { numRuns: 30 },
    );
  });
});
