/** The power model against every published measurement that carries watts: which lie inside, and by how much the centre is off. */
import { expect, it } from 'vitest';
import { loadCatalogue } from './catalogue';
import { checkModel, checkTable } from './check-model';
import { loadConstants } from './constants';

const check = async () => checkModel(await loadCatalogue(), await loadConstants());

it('reads every entry that carries watts', async () => {
  const { rows, unread } = await check();
  expect(unread).toEqual([]);
  expect(rows).toHaveLength(4);
});

it('holds all of them in the band that is shown, and three of four in its own', async () => {
  const { rows } = await check();
  expect(rows.map(({ device, inModelBand, inShownBand }) => [device, inModelBand, inShownBand])).toEqual([
    ['h100-sxm', true, true],
    ['h100-sxm', true, true],
    ['rtx-5090', true, true],
    // A whole machine: beyond its GPU's limit and idle power, memory and the rest draw more under load.
    ['apple-m4', false, true],
  ]);
});

it('is closer at its centre than the rated power, where that is comparable', async () => {
  const { rows } = await check();
  const gpu = rows.filter(({ boundary }) => boundary === 'gpu');
  const mean = (errors: readonly number[]) => errors.reduce((sum, one) => sum + Math.abs(one), 0) / errors.length;
  expect(mean(gpu.map((row) => row.centralError))).toBeLessThan(mean(gpu.map((row) => row.ratedError)));
});

it('prints the table that docs/ENERGY.md holds', async () => {
  const table = checkTable(await check());
  expect(table).toContain('4 inside the band shown');
  // Shown in the test's log, so that a change of the model is seen beside what it does.
  process.stdout.write(`${table}\n`);
});

it('quotes 25 of 28 as reported, not as reproduced', async () => {
  const { reported } = await check();
  expect(reported).toMatchObject({ points: 28, inBand: 25, reproduced: false });
});
