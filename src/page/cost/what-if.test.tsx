/** The room's first card without a browser: GPUs of the catalogue that never ran, one that did, and fields that hold all sorts of text. */
import fc from 'fast-check';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { loadPublishedModels } from '../../predict/published-models';
import { energyDataOf, RTX_4070 } from '../fixtures/energy-data';
import { DESCRIPTION, runOf } from '../fixtures/results';
import { runOn } from '../../predict/fixtures/known-device';
import { keptTexts, RESET_NOTICE } from './kept-texts';
import { CostRoom } from './cost-room';
import { cardsOf } from './fixtures/cards';
import { readWhatIf, type WhatIfFields } from './what-if-fields';

const { models } = await loadPublishedModels();
const nobody = energyDataOf('');
const EMPTY = readWhatIf({});

function cardOf(over: Partial<WhatIfFields> = {}, data = nobody, run = runOf()) {
  const cards = cardsOf(over, { data, run });
  const nothing = (): void => undefined;
  const html = renderToString(h(CostRoom, { ...cards, wide: true, onType: nothing, onForget: nothing }));
  return { shown: cards.whatIf, wrong: cards.form.wrong, html };
}

describe('what a model costs on a GPU that is not here', () => {
  it('is an example before anything is known or typed in', () => {
    const { shown } = cardOf();
    expect(shown.title).toMatch(
      /^A million tokens of Llama-3\.2-1B in INT4 on a GeForce RTX 4070, for example, cost [\d.]+ to [\d.]+ USD$/,
    );
    expect(shown.known).toMatch(/^Expected, not measured/);
  });

  it('is of the GPU that the browser names, though nothing ran', () => {
    expect(cardOf({}, energyDataOf(RTX_4070)).shown).toMatchObject({
      title: expect.stringMatching(/INT4 on GeForce RTX 4070 cost/),
      known: expect.stringContaining('No run of this GPU is open on this page.'),
    });
  });

  it('is of any GPU that is named, with a picture before its form and a table of the same', () => {
    const { html } = cardOf({ gpu: 'GeForce RTX 3060', model: 'Mistral-7B-v0.3', format: 'int8' });
    expect(html).toContain('Mistral-7B-v0.3 in INT8 on a GeForce RTX 3060');
    expect(html).toContain('Expected, not measured');
    expect(html.indexOf('data-picture="what-if"')).toBeGreaterThan(0);
    expect(html.indexOf('data-picture="what-if"')).toBeLessThan(html.indexOf('<form'));
    expect(html).toContain('USD per million tokens');
    expect(html).not.toContain('style=');
  });

  it('says in each title where electricity is all that it counts, and beside it why', () => {
    const energy = { country: 'DE' };
    const { whatIf, answer, tornado } = cardsOf({ gpu: 'GeForce RTX 4090' }, { energy });
    const why = 'Electricity and machine are in two currencies, and there is no exchange rate here.';
    expect(whatIf).toMatchObject({ title: expect.stringMatching(/EUR in electricity alone$/), missing: why });
    expect(answer).toMatchObject({
      title: expect.stringMatching(/a thousand cost in electricity alone .* EUR/),
      missing: why,
    });
    expect(tornado).toMatchObject({ title: expect.stringContaining('the price of electricity alone'), missing: why });
    const whole = cardsOf({ gpu: 'GeForce RTX 4090' });
    expect([whole.whatIf, whole.answer, whole.tornado].map(({ title }) => title).join()).not.toContain('alone');
    expect(whole.whatIf.missing).toBe('');
  });

  it('says which formats a GPU does not hold, and why', () => {
    expect(cardOf({ gpu: 'GeForce RTX 3060', model: 'Mistral-7B-v0.3' }).shown.chart?.says).toContain(
      'FP16 has no bar: It needs',
    );
    const { html } = cardOf({ gpu: 'GeForce RTX 3060', model: 'Llama-3.1-70B' });
    expect(html).toContain('data-testid="what-if-missing"');
    expect(html).not.toContain('data-picture="what-if"');
  });

  it('is not told of what no phone holds, and doubted where the memory is not known or the smaller card is too small', () => {
    const phone = { gpu: 'adreno-750' };
    expect(cardOf({ ...phone, model: 'Llama-3.1-70B' }).shown).toMatchObject({
      chart: null,
      missing: expect.stringMatching(/It needs .*, and no phone has more than 24/),
    });
    const doubted = cardOf({ ...phone, model: 'Mistral-7B-v0.3' }).shown;
    expect(doubted.title).toContain(', if it fits, cost');
    expect(doubted.missing).toContain('may not fit: the memory of the');
    const { answer } = cardsOf({ ...phone, model: 'Mistral-7B-v0.3' }, { energy: { promptTokens: '0' } });
    expect(answer.missing).toContain('may not fit');
    const variants = cardOf({ gpu: 'GeForce RTX 5060 Ti', model: 'Qwen2.5-14B', format: 'int8' }).shown;
    expect(variants.missing).toMatch(/it fits the .* with 16.*, and not the one with 8/);
    expect(cardOf(phone).shown.title).not.toContain('if it fits');
  });

  it('tells where each constant comes from', () => {
    const { html } = cardOf({ gpu: 'GeForce RTX 4090' });
    for (const source of ['of the published bandwidth', 'arXiv 2604.02344', 'Electricity price:', 'owned: 1600 USD']) {
      expect(html).toContain(source);
    }
  });

  it('takes a part of a name, says for what, and lists what else it may be', () => {
    const { form, whatIf } = cardsOf({ gpu: '4090' });
    expect(whatIf.title).toContain('on a GeForce RTX 4090 cost');
    expect(form.wrong).toEqual([]);
    expect(form.gpu).toMatchObject({
      taken: 'GeForce RTX 4090',
      says: 'Taken for the GeForce RTX 4090. The list also has the GeForce RTX 4090 Laptop GPU.',
      options: [
        { name: 'GeForce RTX 4090', about: 'desktop, 24 GB' },
        { name: 'GeForce RTX 4090 Laptop GPU', about: 'laptop, 16 GB' },
      ],
    });
    const whole = cardOf({ gpu: 'GeForce RTX 4090' }).html;
    expect(whole).toMatch(/id="cost-gpu-says"[^>]*hidden/);
    expect(whole).toMatch(/role="combobox"[^>]*aria-expanded="false"/);
  });

  it('asks which of several is meant, without a word of error, and keeps the figures', () => {
    const { form, whatIf } = cardsOf({ gpu: '40' });
    expect(whatIf.title).toBe(cardsOf().whatIf.title);
    expect(form.wrong).toEqual([]);
    expect(form.gpu.says).toMatch(/^The list has \d+ GPUs for “40”, such as the .* and .*Choose one, or type more/);
    expect(cardOf({ gpu: '40' }).html).toContain('aria-invalid="false"');
  });

  it('says that nothing is called so, and what is like it', () => {
    expect(cardsOf({ gpu: '4009' }).form.gpu.says).toMatch(
      /^No GPU of the list is called “4009”; like it are the .*4090/,
    );
    const { wrong, html } = cardOf({ gpu: 'no such card' });
    expect(wrong).toEqual([{ field: 'gpu', says: expect.stringContaining('a part of its name, such as 4090 or M3') }]);
    expect(html).toMatch(/aria-invalid="true"[^>]*aria-describedby="what-if-problem"/);
  });

  it('names a field that cannot be read, and keeps the last good figures', () => {
    const good = cardOf().shown.title;
    for (const over of [{ gpu: 'no such card' }, { batch: 'many' }, { batch: '1e9' }, { model: 'nothing' }]) {
      const { shown, wrong, html } = cardOf(over);
      expect(shown.title).toBe(good);
      expect(wrong.map(({ field }) => field)).toEqual(Object.keys(over));
      expect(html).toContain('The figures have not changed.');
      expect(html).toContain('aria-invalid="true"');
    }
  });
});

describe('what is typed in and kept', () => {
  it('is text, whatever it is', () => {
    const tags = (html: string) => html.match(/<(script|img|iframe)/g);
    const hostile = fc.oneof(
      fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '__proto__'),
      fc.string(),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (gpu, model, batch) => {
        expect(tags(cardOf({ gpu, model, batch }).html)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('is read back, and reset with a word where it cannot be read', () => {
    const held = new Map<string, string>();
    const texts = {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
      removeItem: (key: string) => void held.delete(key),
    };
    const kept = keptTexts('here', readWhatIf, texts);
    kept.keep({ ...EMPTY, gpu: 'GeForce RTX 3060' });
    expect(kept.restore()).toEqual({ fields: { ...EMPTY, gpu: 'GeForce RTX 3060' }, notice: '' });
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.constant('{"format":"fp7"}')), (text) => {
        held.set('here', text);
        const { fields, notice } = kept.restore();
        expect(Object.keys(fields)).toEqual(Object.keys(EMPTY));
        expect(['', RESET_NOTICE]).toContain(notice);
      }),
    );
    expect(keptTexts('here', readWhatIf, null).restore()).toEqual({ fields: EMPTY, notice: '' });
  });
});

describe('after a run of this GPU', () => {
  const device = { t0: 0.001, bandwidth: 4e11, flopsPerSecond: 1e13 };
  const measured = models.filter(({ name }) => ['SmolLM2-135M', 'Qwen2.5-0.5B', 'Llama-3.2-1B'].includes(name));
  const here = energyDataOf(RTX_4070);
  const ran = { ...runOn(device, measured), adapter: DESCRIPTION.adapter };
  const before = runOf();
  const run = { ...before, phase: 'complete' as const, answer: { ...before.answer, answered: true, result: ran } };
  const spread = ({ shown }: ReturnType<typeof cardOf>) => {
    const [low = 0, high = 0] =
      shown.facts
        .find(({ id }) => id === 'speed')
        ?.value.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    return high / low;
  };

  it('a model is predicted from it, narrower than from a data sheet', () => {
    const predicted = cardOf({ model: 'Llama-3.2-3B' }, here, run);
    expect(predicted.shown.known).toMatch(/^Predicted from the run of this machine/);
    expect(predicted.shown.sources.join(' ')).toContain('by the line over its models');
    expect(spread(predicted)).toBeGreaterThan(1);
    expect(spread(predicted)).toBeLessThan(spread(cardOf({ model: 'Llama-3.2-3B' }, here)) / 2);
  });

  it('another GPU that is named is still expected from its data sheet', () => {
    expect(cardOf({ gpu: 'GeForce RTX 3060' }, here, run).shown.known).toMatch(/^Expected, not measured/);
  });

  it('a run of another adapter, or of software, says nothing of it', () => {
    for (const adapter of [
      { ...ran.adapter, architecture: 'other' },
      { ...ran.adapter, software: true },
    ]) {
      const other = { ...run, answer: { ...run.answer, result: { ...ran, adapter } } };
      expect(cardOf({}, here, other).shown.known).toMatch(/^Expected, not measured/);
    }
  });
});
