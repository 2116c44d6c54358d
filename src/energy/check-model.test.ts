/** The power model against every published point that its coefficients were made of, and against other forms. */
import { beforeAll, describe, expect, it } from 'vitest';
import { checkModel, type ModelCheck } from './check-model';
import { checkTable } from './check-table';
import { loadPowerMeasurements, type PowerMeasurement } from './power/measurements';

let points: readonly PowerMeasurement[];
let check: ModelCheck;
beforeAll(async () => {
  points = await loadPowerMeasurements();
  check = checkModel(points);
});

const totals = (of: string) => {
  const found = check.totals.find((one) => one.of === of);
  if (found === undefined) throw new Error(`no totals of ${of}`);
  return found;
};

describe('the 28 published points', () => {
  it('stand in the check one by one, each with its source', () => {
    expect(check.rows).toHaveLength(28);
    expect(new Set(check.rows.map(({ what }) => what)).size).toBe(28);
    expect(check.rows.every(({ source }) => source !== '')).toBe(true);
    expect(new Set(check.rows.map(({ publisher }) => publisher)).size).toBe(4);
  });

  it('lie inside the band in 25 cases, in 26 with 3 % of slack, and all in the band that is shown', () => {
    expect(totals('all')).toMatchObject({ points: 28, inModelBand: 25, within3Percent: 26, inShownBand: 28 });
    expect(check.rows.filter(({ inModelBand }) => !inModelBand).map(({ device }) => device)).toEqual([
      'H100',
      'M4',
      'Pi+W7700',
    ]);
  });

  it('have a centre that is too high on H100 but for one, and mostly too low on B200', () => {
    expect(totals('H100')).toMatchObject({ points: 8, centreTooHigh: 7 });
    const high = check.rows.filter(({ device, centralError }) => device === 'H100' && centralError > 0);
    expect(Math.min(...high.map(({ centralError }) => centralError))).toBeCloseTo(0.105, 3);
    expect(Math.max(...high.map(({ centralError }) => centralError))).toBeCloseTo(0.344, 3);
    expect(totals('B200')).toMatchObject({ points: 9, centreTooHigh: 2 });
  });

  it('are closer to the centre than to the rated power', () => {
    const { medianError, medianRatedError } = totals('all');
    expect(medianError).toBeCloseTo(0.113, 3);
    expect(medianRatedError).toBeGreaterThan(2 * medianError);
  });
});

describe('with each source left out in turn', () => {
  it('no other form of as few terms predicts the rest better than the model', () => {
    const [model, ...others] = check.crossValidation.forms;
    expect(model?.form).toContain('the model');
    for (const form of others) {
      expect(form.fitted).toBeLessThanOrEqual(2);
      expect(form.mean, form.form).toBeGreaterThan(model?.mean ?? 0);
      expect(form.median, form.form).toBeGreaterThan(model?.median ?? 0);
      expect(form.meanOfSources, form.form).toBeGreaterThan(model?.meanOfSources ?? 0);
    }
  });

  it("the model's coefficient, fitted to all of them, is the one that it has", () => {
    expect(check.crossValidation.forms[0]?.terms[0]).toBeCloseTo(1.08, 2);
    expect(check.coefficients.central.k).toBe(1.1);
  });

  it('a band made of the others holds nine of ten as it is shown', () => {
    const { band } = check.crossValidation;
    expect(band).toEqual({ points: 28, inModelBand: 25, inShownBand: 28 });
    expect(band.inShownBand / band.points).toBeGreaterThanOrEqual(0.9);
  });

  it('a point that contradicts the model is seen: nothing is read from the coefficients', () => {
    const halved = checkModel(points.map((one) => ({ ...one, measuredWatts: one.idleWatts })));
    expect(halved.totals.at(-1)).toMatchObject({ inModelBand: 0, centreTooHigh: 28 });
    expect(halved.crossValidation.forms[0]?.terms[0]).toBeLessThan(0.31);
  });
});

it('prints a row for each point, under its publisher, and the totals', () => {
  const table = checkTable(check);
  for (const { what } of check.rows) expect(table).toContain(`| ${what} `);
  expect(table).toContain('geerlingguy/ai-benchmarks:');
  expect(table).toContain("25 of 28 inside the model's band, 26 with 3 % of slack, 28 inside the band shown.");
});
