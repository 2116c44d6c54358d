/** The energy section of a report and its CSV columns: the badge beside every figure, the range before its middle. */
import { expect, it } from 'vitest';
import { entry, result } from '../../../test/fixtures/result';
import { ENERGY } from '../fixtures/energy';
import { energy, energySection } from './energy';
import { coolingText } from '../two-digits';

it('puts the range first, then the middle, under its badge', () => {
  const text = energySection({ ...result(), energy: ENERGY });
  expect(text).toContain('**estimated · GPU only · idle power included.** Acme X. 0.1872 USD per kWh (EIA).');
  expect(text).toMatch(/\| INT4 +\| tg64 \| 50 to 200 \(100\) \| 0\.50 to 2\.0 \(1\.0\)/);
  expect(text).toContain('- No idle power is published.');
});

it('gives the reason alone where there are no figures, and nothing where nobody asked', () => {
  expect(energySection({ ...result(), energy: { ...ENERGY, rows: [], reason: 'A CPU did the work.' } })).toBe(
    '## What a token costs\n\nA CPU did the work.',
  );
  expect(energySection(result())).toBe('');
});

it('has every figure with where it comes from on its row', () => {
  const text = energySection({ ...result(), energy: ENERGY });
  const row = text.split('\n').find((line) => line.startsWith('| INT4'));
  expect(row).toContain('| 500,000 to 2,000,000 (1,000,000) |');
  expect(row).toContain('0.026 to 0.10 (0.052) USD');
  expect(row).toContain('| estimated · GPU only · idle power included |');
});

it('says what an answer takes beside what others say of everyday things', () => {
  const text = energySection({ ...result(), energy: ENERGY });
  expect(text).toContain(
    '- An answer of 500 tokens to a prompt of 300 at INT4: 200 to 800 (400) J, 0.056 to 0.22 (0.11) Wh, ' +
      '0.000010 to 0.000040 (0.000020) USD of electricity (estimated · GPU only · idle power included).',
  );
  expect(text).toContain('a web search 0.3 Wh; counted: the data centre (Google, 2009).');
});

it('is on a row of the CSV only where it is of the engine of that row', () => {
  const [row] = ENERGY.rows;
  if (row === undefined) throw new Error('the fixture has a row');
  const one = { ...entry({ format: 'int4', phase: 'decode' }), workloadId: row.workloadId };
  const watts = energy.csv?.names.indexOf('power_watts_central') ?? -1;
  const cellOf = (engine: string) => energy.csv?.cells({ ...result(), energy: ENERGY }, { ...one, engine })[watts];
  expect([cellOf(row.engine), cellOf('other')]).toEqual([row.powerWatts.central, '']);
});

it('says what cooling adds', () => {
  expect(coolingText(1)).toBe('PUE 1: no cooling is counted.');
  expect(coolingText(1.54)).toBe('PUE 1.54: cooling and conversion add 54 %.');
});
