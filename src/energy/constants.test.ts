/** Prices, grids and published figures: their schema accepts them, and what they hold is as their README says. */
import { describe, expect, it } from 'vitest';
import { constantsSchema, loadConstants } from './constants';
import constantsFile from './data/energy-constants.json';

describe('the constants', () => {
  it('keep prices in the currency that they were published in', async () => {
    const { electricity } = await loadConstants();
    expect(electricity['US']).toMatchObject({ household: 0.1872, currency: 'USD' });
    expect(electricity['DE']).toMatchObject({ household: 0.3835, currency: 'EUR' });
    expect(electricity['GB']?.currency).toBe('GBP');
  });

  it('leave unknown what has no source', async () => {
    const { electricity } = await loadConstants();
    expect(electricity['FR']).toBeNull();
    expect(electricity['JP']).toBeNull();
  });

  it('name a source for every figure', async () => {
    const { electricity, gridCarbon, published } = await loadConstants();
    for (const row of [...Object.values(electricity), ...Object.values(gridCarbon), ...published]) {
      if (row !== null) expect(row.source).not.toBe('');
    }
  });

  it('are refused with a price of zero', () => {
    const electricity = { ...constantsFile.electricity, US: { ...constantsFile.electricity.US, household: 0 } };
    expect(constantsSchema.safeParse({ ...constantsFile, electricity }).success).toBe(false);
  });
});
