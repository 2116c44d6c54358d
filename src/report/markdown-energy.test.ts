/** The energy section of a report and its CSV columns: the badge beside every figure, the range before its middle. */
import { expect, it } from 'vitest';
import { result } from '../../test/fixtures/result';
import { ENERGY_COLUMNS, energyCells } from './csv-energy';
import { energySection } from './markdown-energy';
import type { Energy } from './schema/energy';

const band = (central: number) => ({ low: central / 2, central, high: central * 2 });
const provenance = {
  kind: 'estimated',
  boundary: 'gpu',
  idle: 'included',
  badge: 'estimated · GPU only · idle power included',
  notes: ['No idle power is published.'],
} as const;

const ENERGY: Energy = {
  status: 'known',
  reason: 'Known by its name.',
  device: { id: 'x', name: 'Acme X', class: 'desktop' },
  candidates: ['x'],
  tariff: {
    ...{ country: 'US', currency: 'USD', pricePerKilowattHour: 0.1872, priceSource: 'EIA', pue: 1 },
    ...{ gramsPerKilowattHour: 369.5, gridSource: 'Ember' },
  },
  rows: [
    {
      ...{ format: 'int4', phase: 'decode', test: 'tg64', model: 'm', batch: 1, workloadId: 'w', bandwidthUse: 0.4 },
      provenance: { ...provenance, notes: [...provenance.notes] },
      tokensPerSecond: band(100),
      powerWatts: band(100),
      joulesPerToken: band(1),
      marginalJoulesPerToken: null,
      tokensPerJoule: band(1),
      wattHoursPerMillionTokens: band(277.8),
      tokensPerSecondPerMegawatt: band(1e6),
      cost: {
        ...{ currency: 'USD', electricityPerMillionTokens: band(0.052), hardware: null },
        ...{ totalPerMillionTokens: null, missing: [] },
      },
      carbon: { gramsPerMillionTokens: null },
    },
  ],
  answers: [],
};

it('puts the range first, then the middle, under its badge', () => {
  const text = energySection({ ...result(), energy: ENERGY });
  expect(text).toContain('**estimated · GPU only · idle power included.** Acme X. 0.1872 USD a kWh (EIA).');
  expect(text).toMatch(/\| INT4 +\| tg64 \| 50 to 200 \(100\) \| 0\.50 to 2\.0 \(1\.0\)/);
  expect(text).toContain('- No idle power is published.');
});

it('gives the reason alone where there are no figures, and nothing where nobody asked', () => {
  expect(energySection({ ...result(), energy: { ...ENERGY, rows: [], reason: 'A CPU did the work.' } })).toBe(
    '## What a token costs\n\nA CPU did the work.',
  );
  expect(energySection(result())).toBe('');
});

it('fills as many cells as there are columns, empty ones for another workload', () => {
  const cells = energyCells(ENERGY, 'w');
  expect(cells).toHaveLength(ENERGY_COLUMNS.length);
  expect(cells[ENERGY_COLUMNS.indexOf('joules_per_token_central')]).toBe(1);
  expect(cells[ENERGY_COLUMNS.indexOf('grams_co2_per_million_tokens_low')]).toBe('');
  expect(energyCells(ENERGY, 'other').every((cell) => cell === '')).toBe(true);
});
