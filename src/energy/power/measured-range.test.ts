/** Where a figure counts as compared with measurements: exactly where the published points are. */
import { beforeAll, describe, expect, it } from 'vitest';
import { share } from '../../foundation/energy-units';
import { band, exactly } from '../band';
import { DEVICE_CLASSES, loadCatalogue, type Catalogue, type DeviceClass } from '../../hardware/catalogue';
import { kindProfile } from './class-profile';
import { WIDENING } from './coefficients';
import { crossValidate } from './cross-validate';
import { FEWEST_POINTS, MEASURED_USE, OUTSIDE, outsideMeasured } from './measured-range';
import { loadPowerMeasurements } from './measurements';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

const at = (kind: DeviceClass | 'unknown', use: number) =>
  outsideMeasured({ class: kind, widening: WIDENING[kind] }, 'decode', exactly(share(use)));

it('is the range of the points of each class that has five', async () => {
  const points = await loadPowerMeasurements();
  for (const kind of DEVICE_CLASSES) {
    const uses = points.filter((one) => one.class === kind).map(({ bandwidthUse }) => bandwidthUse);
    const wanted = uses.length < FEWEST_POINTS ? undefined : { least: Math.min(...uses), most: Math.max(...uses) };
    expect([kind, MEASURED_USE[kind]]).toEqual([kind, wanted]);
  }
});

it('is wider outside by as much as forms with one term miss the points that they did not see', async () => {
  const forms = crossValidate(await loadPowerMeasurements()).filter(({ fitted, terms, form }) =>
    fitted === 1 && terms.length === 1 ? !form.startsWith('a,') : false,
  );
  const worst = Math.max(...forms.map(({ belowRange }) => belowRange));
  expect(forms).toHaveLength(6);
  expect(worst).toBeLessThan(OUTSIDE);
  expect(worst).toBeGreaterThan(OUTSIDE - 0.1);
});

describe('a figure', () => {
  it('is inside at the ends of the range, and outside beyond them', () => {
    expect([at('desktop', 0.311), at('desktop', 0.86)]).toEqual([null, null]);
    expect(at('desktop', 0.3)).toContain('30 % of the bandwidth is used; desktop boards were measured at 31 to 86 %');
    expect(at('desktop', 0.87)).toContain('87 %');
    expect(at('datacentre', 0.1)).toBeNull();
    expect(at('datacentre', 0.8)).toContain('6.2 to 76 %');
  });

  it('is outside where only a part of its interval is inside', () => {
    const use = band(share(0.25), share(0.35), share(0.4));
    const said = outsideMeasured({ class: 'desktop', widening: WIDENING.desktop }, 'decode', use);
    expect(said).toContain('25 to 40 % of the bandwidth');
  });

  it.each(['laptop', 'integrated', 'phone', 'unknown'] as const)('of %s is always outside', (kind) => {
    for (const use of [0.1, 0.5, 0.8]) expect(at(kind, use)).toContain('measured at fewer than 5 points');
  });

  it('of a desktop board that is not known is outside: its limit is a guess', () => {
    const use = exactly(share(0.5));
    expect(outsideMeasured(kindProfile(['desktop'], null, catalogue), 'decode', use)).not.toBeNull();
  });

  it('of prefill, or of a use that is not known, is outside', () => {
    const board = { class: 'desktop', widening: WIDENING.desktop } as const;
    expect(outsideMeasured(board, 'prefill', exactly(share(0.5)))).toContain('no measurement of prefill');
    expect(outsideMeasured(board, 'decode', null)).toContain('not known');
  });
});
