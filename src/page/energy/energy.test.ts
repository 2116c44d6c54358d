/** What the card of energy and cost says for real devices of the catalogue. No elements. */
import { describe, expect, it } from 'vitest';
import { answersOf, workedEntry } from '../../energy/worked-entry';
import names from '../../hardware/fixtures/real-names.json';
import { resultSchema } from '../../report/schema';
import { energyDataOf, RTX_4070 } from '../fixtures/energy-data';
import { DESCRIPTION, entry, final, result, runOf, SOFTWARE_DESCRIPTION } from '../fixtures/results';
import { answerTexts, deviceText, rowTexts, tariffSources, tariffText, unusedText } from './energy-model';
import { firstState, problemText, withFields, type EnergyData } from './energy-state';
import { EMPTY_FIELDS, number, type Fields } from './fields';
import { INITIAL_STATE, type PageState } from '../state/page-state';
import { shownEnergy, withEnergy } from './shown-energy';

const decode = entry('int4', 'decode', 171);
const prefill = entry('int4', 'prefill', 3000);

function typed(data: EnergyData, fields: Partial<Fields>) {
  return withFields(firstState(data), { ...EMPTY_FIELDS, ...fields }, data);
}

describe('a visitor who types nothing', () => {
  it('gets a range with its badge for a GPU that is known by its name', () => {
    const data = energyDataOf(RTX_4070);
    const { basis } = firstState(data);
    const worked = workedEntry(decode, basis, null) ?? expect.fail('no figure');
    expect(rowTexts(worked).joules.range).toMatch(/^[\d.]+ to [\d.]+ J$/);
    expect(rowTexts(worked).joules.about).toMatch(/^about ([\d.]+|the (upper|lower) end)$/);
    expect(worked.row.provenance.badge).toBe('estimated, outside the measured range · GPU only · idle power included');
    expect(rowTexts(worked)['per-joule'].note).toMatch(/^[\d,]+ to [\d,]+ tokens\/s per MW$/);
    expect(rowTexts(worked).electricity.range).toContain('USD');
    expect(deviceText(data, basis)).toContain('GeForce RTX 4070: power limit 200 W');
  });

  it('gets a range that holds that of every device that it may be', () => {
    const data = energyDataOf('', 'apple', 'metal-3');
    expect(data.identity.candidates.length).toBeGreaterThan(2);
    const wide = workedEntry(decode, firstState(data).basis, null)?.row.joulesPerToken;
    for (const { id, name } of data.identity.candidates) {
      const own = workedEntry(decode, typed(data, { device: name }).basis, null)?.row.joulesPerToken;
      expect(own, id).toBeDefined();
      expect(wide?.low).toBeLessThanOrEqual(own?.low ?? 0);
      expect(wide?.high).toBeGreaterThanOrEqual(own?.high ?? Infinity);
    }
  });

  it('gets an order of magnitude where nothing is known, and no figure of a speed that was not measured', () => {
    const { basis } = firstState(energyDataOf(''));
    const { low = 0, high = 0 } = workedEntry(decode, basis, null)?.row.joulesPerToken ?? {};
    expect(low).toBeGreaterThan(0);
    expect(high / low).toBeGreaterThan(10);
    expect(workedEntry({ ...decode, tokensPerSecond: null }, basis, null)).toBeNull();
  });

  it('is not told that a relative of the GPU is the GPU', () => {
    const relatives = Object.values(names)
      .flat()
      .map((renderer) => energyDataOf(renderer))
      .filter(({ identity: { near, candidates } }) => near && candidates.length === 1);
    expect(relatives.length).toBeGreaterThan(3);
    for (const data of relatives) {
      expect(deviceText(data, firstState(data).basis)).toMatch(/^Perhaps .*, or a relative of it\. /);
    }
  });

  it('is told why a software adapter has no figure, until watts are typed in', () => {
    const data = energyDataOf('Google SwiftShader');
    const first = firstState(data);
    expect(deviceText(data, first.basis)).toMatch(/^No energy figure. A CPU does the work/);
    expect(workedEntry(decode, first.basis, null)).toBeNull();
    const { basis } = typed(data, { watts: '65' });
    expect(workedEntry(decode, basis, null)?.row.provenance.badge).toBe(
      'typed in · CPU only, no GPU worked · idle power included',
    );
    expect(deviceText(data, basis)).toBe('65 W, as typed in.');
  });

  it('gets the bandwidth that the run measured where none is published', () => {
    const { basis } = firstState(energyDataOf('', 'intel', 'xe-2-hpg'));
    const width = { median: 4e11, low: 4e11, high: 4e11, samples: [], bytes: 1, buffers: 1, workgroups: 1, rounds: 1 };
    const roofs = {
      ...{ bandwidth: width, fmaF32: null, fmaF16: null, packedDot: null },
      ...{ dispatchSeconds: null, submitSeconds: null, verified: [] },
    };
    expect(workedEntry(decode, basis, null)?.row.bandwidthUse).toBeNull();
    expect(workedEntry(decode, basis, roofs)?.row.bandwidthUse).toBeGreaterThan(0);
  });
});

describe('one who types watts', () => {
  it('gets the figure of those watts, whatever the GPU is', () => {
    const state = typed(energyDataOf(''), { watts: '293.9', boundary: 'wall' });
    const worked =
      workedEntry(
        { ...decode, tokensPerSecond: { median: 251, low: 251, high: 251, samples: [] } },
        state.basis,
        null,
      ) ?? expect.fail('no figure');
    expect(worked.row.joulesPerToken.central).toBeCloseTo(1.171, 3);
    expect(rowTexts(worked).joules).toMatchObject({ range: '1.2 J', about: '' });
    expect(worked.row.provenance.badge).toBe('typed in · whole machine, at the wall · idle power included');
  });

  it.each([
    ['watts', '0'],
    ['watts', '-5'],
    ['watts', 'many'],
    ['watts', '5000'],
    ['powerLimit', '900'],
    ['idleWatts', '-1'],
    ['electricityPrice', '-1'],
    ['pue', '0.5'],
    ['utilisation', '25'],
    ['answerTokens', 'x'],
  ] as const)('is told of %s = %s by the name of the field, and keeps the last good figure', (field, value) => {
    const data = energyDataOf(RTX_4070);
    const good = typed(data, { watts: '150' });
    const bad = withFields(good, { ...good.fields, [field]: value }, data);
    expect(bad.problem?.field).toBe(field);
    expect(bad.problem?.error.remedy).not.toBe('');
    expect(bad.basis).toBe(good.basis);
    if (bad.problem !== null) expect(problemText(bad.problem, 'Its label')).toContain('Its label');
    expect(withFields(bad, { ...good.fields, [field]: '' }, data).problem).toBeNull();
  });

  it.each([
    ['GeForce RTX 9999', 'The catalogue has no device "GeForce RTX 9999".'],
    ['RTX 409', 'near it are rtx-4090, rtx-4090-laptop'],
    ['H100', 'near it are h100-pcie, h100-sxm'],
    ['GTX 1650', 'Several devices of the catalogue answer to "GTX 1650": gtx-1650, gtx-1650-laptop.'],
  ])('is told of a device called %s, and what is near; every other field counts', (device, message) => {
    const data = energyDataOf('');
    const state = typed(data, { device, watts: '293.9', country: 'DE' });
    expect(state.problem).toMatchObject({ field: 'device', error: { message: expect.stringContaining(message) } });
    if (state.problem !== null)
      expect(problemText(state.problem, 'Your GPU')).toMatch(/^“Your GPU”: .* the others do\.$/);
    const flat = { median: 251, low: 251, high: 251, samples: [] };
    const worked = workedEntry({ ...decode, tokensPerSecond: flat }, state.basis, null);
    expect(worked?.row.joulesPerToken.central).toBeCloseTo(1.171, 3);
    expect(worked?.row.cost.currency).toBe('EUR');
    expect(worked?.row.provenance.badge).toContain('typed in');
    const wrongToo = withFields(state, { ...state.fields, watts: '-5' }, data);
    expect(wrongToo.problem?.field).toBe('watts');
    expect(wrongToo.basis).toBe(state.basis);
  });

  it.each(['rtx4070', 'NVIDIA GeForce RTX 4070/PCIe/SSE2', 'rtx-4070', 'GeForce RTX 4070'])(
    'may call the GPU %s, as the command does',
    (device) => {
      const state = typed(energyDataOf(''), { device });
      expect(state).toMatchObject({ problem: null, basis: { devices: [{ id: 'rtx-4070' }] } });
    },
  );

  it('may write a comma for the point', () => {
    expect(number('0,25')).toBe(0.25);
    expect(number(' ')).toBeNull();
    expect(number('1,2,3')).toBeNaN();
  });
});

describe('country, cooling and machine', () => {
  it('change money and carbon, and leave the joules', () => {
    const data = energyDataOf(RTX_4070);
    const row = (fields: Partial<Fields>) => workedEntry(decode, typed(data, fields).basis, null)?.row;
    const home = row({ country: 'DE' });
    const away = row({ country: 'DE', pue: '1.54' });
    expect(away?.joulesPerToken).toEqual(home?.joulesPerToken);
    expect(home?.cost.currency).toBe('EUR');
    const ratio =
      (away?.carbon.gramsPerMillionTokens?.central ?? 0) / (home?.carbon.gramsPerMillionTokens?.central ?? 1);
    expect(ratio).toBeCloseTo(1.54);
    expect(row({ payment: 'rented', rentPerHour: '2' })?.cost.hardware?.basis).toBe('rented');
    expect(tariffText(typed(data, { country: 'DE', pue: '1.54' }).basis, () => 'Germany')).toContain('add 54 %');
  });

  it('say where no price with a source is known', () => {
    const { basis } = typed(energyDataOf(RTX_4070), { country: 'FR' });
    const worked = workedEntry(decode, basis, null) ?? expect.fail('no figure');
    expect(rowTexts(worked).electricity).toMatchObject({
      range: '–',
      note: 'no sourced price',
    });
    expect(tariffText(basis, (code) => code)).toContain('no electricity price');
  });

  it('name the sources of price and carbon apart from their figures', () => {
    const { basis } = typed(energyDataOf(RTX_4070), { country: 'DE' });
    expect(tariffText(basis, () => 'Germany')).toMatch(/^Germany: [\d.]+ EUR per kWh; [\d.]+ g CO₂ per kWh\./);
    expect(tariffSources(basis)).toEqual([
      expect.stringMatching(/^Electricity price: ./),
      expect.stringMatching(/^Carbon of the grid: ./),
    ]);
  });
});

describe('an answer', () => {
  it('adds the reading of its prompt to its writing', () => {
    const { basis } = typed(energyDataOf(''), { watts: '100', promptTokens: '3000', answerTokens: '171' });
    const flat = (rate: number) => ({ median: rate, low: rate, high: rate, samples: [] });
    const one = workedEntry({ ...decode, tokensPerSecond: flat(171) }, basis, null);
    const two = workedEntry({ ...prefill, tokensPerSecond: flat(3000) }, basis, null);
    const measured = [one, two].filter((worked) => worked !== null);
    const [answer] = answersOf(measured, basis.prepared).map((of) => answerTexts(of, basis));
    expect(answer).toMatchObject({
      joules: { range: '200 J', badge: 'typed in · GPU only · idle power included' },
      ...{ search: { range: '5.4' }, gemini: { range: '4.3' }, phone: { range: '220' } },
    });
    expect(answersOf(measured.slice(0, 1), basis.prepared)).toEqual([]);
  });
});

/** A run that has ended, on that adapter, as the page keeps it. */
function ended(adapter = DESCRIPTION.adapter): PageState {
  const deep = { ...decode, depth: 2048, test: 'tg64 @ 2048', workloadId: 'd'.repeat(64) };
  const made = { ...result([deep, decode, prefill, entry('fp16', 'decode', 60)]), adapter };
  return {
    ...INITIAL_STATE,
    gpu: { kind: 'known', description: DESCRIPTION },
    run: {
      ...runOf(...made.results.map(final)),
      answer: { answered: true, result: made, error: null },
    },
  };
}

describe('the result that is taken away', () => {
  it.each([
    ['nothing', RTX_4070, {}],
    ['a country', RTX_4070, { country: 'DE', hardwarePrice: '900' }],
    ['a rent', '', { payment: 'rented', rentPerHour: '0.7', pue: '1.4' }],
    ['watts', '', { watts: '120', boundary: 'wall', idleWatts: '20' }],
    ['a power limit, of a GPU that is not known', '', { powerLimit: '80' }],
    ['lengths', 'Apple M4', { promptTokens: '0', answerTokens: '10' }],
  ] as const)('holds, figure by figure, what the card shows to who typed %s', (_what, renderer, fields) => {
    const data = energyDataOf(renderer);
    const state = typed(data, fields);
    const page = ended();
    const shown = shownEnergy(page, data, state.basis);
    const { energy } = withEnergy(result(page.run.record.entries.map(({ entry: one }) => one)), data, state);
    const rowOf = (format: string, phase: string) =>
      energy?.rows.find(
        (row) => row.format === format && row.phase === phase && row.test === (phase === 'decode' ? 'tg64' : 'pp512'),
      );
    for (const [format, phase] of [
      ['int4', 'decode'],
      ['int4', 'prefill'],
      ['fp16', 'decode'],
    ] as const) {
      expect(rowOf(format, phase)).toMatchObject(shown.of(format, phase)?.row ?? { nothing: true });
    }
    expect(energy?.answers).toEqual(shown.answers);
    for (const { why } of energy?.unused ?? []) expect(unusedText(state.basis)).toContain(why);
  });

  it('has nothing of the GPU that is chosen now, where another one ran', () => {
    const data = energyDataOf(RTX_4070);
    const state = typed(data, {});
    const other = { ...DESCRIPTION.adapter, vendor: 'intel', architecture: 'xe-2-hpg' };
    const ran = ended(other);
    expect(shownEnergy(ran, data, state.basis).of('int4', 'decode')).toBeNull();
    expect(shownEnergy(ended(), data, state.basis).of('int4', 'decode')).not.toBeNull();
    const { energy } = withEnergy(ran.run.answer.result ?? expect.fail('no result'), data, state);
    expect(energy).toMatchObject({ status: 'ambiguous', candidates: ['arc-b570', 'arc-b580'] });
    const cpu = { ...result([decode]), adapter: SOFTWARE_DESCRIPTION.adapter };
    expect(withEnergy(cpu, data, state).energy).toMatchObject({ status: 'software', rows: [] });
    const chosen = typed(data, {
      device: 'rtx-4090',
      watts: '150',
      idleWatts: '20',
      boundary: 'wall',
      hardwarePrice: '9',
    });
    expect(withEnergy(ran.run.answer.result ?? expect.fail('no result'), data, chosen).energy).toEqual(energy);
    expect(withEnergy(cpu, data, chosen).energy).toMatchObject({ status: 'software', rows: [] });
  });

  it('carries what the card shows, and is valid', () => {
    const data = energyDataOf(RTX_4070);
    const state = typed(data, { country: 'DE' });
    const { energy } = resultSchema.parse(withEnergy(result([decode, prefill]), data, state));
    const shown = workedEntry(decode, state.basis, null);
    expect(energy?.rows.find(({ phase }) => phase === 'decode')?.joulesPerToken).toEqual(shown?.row.joulesPerToken);
    expect(energy).toMatchObject({ status: 'known', device: { id: 'rtx-4070' }, tariff: { country: 'DE' } });
    const watts = withEnergy(result([decode]), data, typed(data, { watts: '150' })).energy;
    expect(watts?.rows[0]?.provenance.kind).toBe('typed');
  });
});
