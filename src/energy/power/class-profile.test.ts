/** The power of a GPU that the catalogue has not: as wide as what it may be, and never narrower than that. */
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue, type Catalogue } from '../../hardware/catalogue';
import { DEVICE_KINDS } from '../../hardware/device-kinds';
import names from '../../hardware/fixtures/real-names.json';
import { identify } from '../../hardware/identify/resolve';
import { kindProfile } from './class-profile';
import { decodeShare, estimatedPower } from './model';
import { profileOf } from './profile';
import { profileOfIdentity } from './profile-of-identity';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

const profileFor = (renderer: string) =>
  profileOfIdentity(identify({ renderer, vendor: '', architecture: '' }, catalogue), catalogue);

describe('a GPU that the catalogue has not', () => {
  it('has no class by default: the unknown have the widest band of all', () => {
    const unknown = profileFor('Matrox G200eW3');
    expect(unknown.class).toBe('unknown');
    const wider = Object.values(names)
      .flat()
      .map((renderer) => profileFor(renderer).limit)
      .filter(({ low, high }) => low < unknown.limit.low || high > unknown.limit.high);
    expect(wider).toEqual([]);
  });

  it.each([
    // Power limits as their makers publish them.
    ['NVIDIA GeForce GT 710', 'desktop', 19],
    ['NVIDIA GeForce RTX 5090 D', 'desktop', 575],
    ['NVIDIA GeForce RTX 3050 6GB', 'desktop', 70],
    ['NVIDIA T400 4GB', 'workstation', 30],
    ['NVIDIA RTX PRO 6000 Blackwell Workstation Edition', 'workstation', 600],
    ['Quadro P2000', 'unknown', 75],
    ['NVIDIA GeForce MX450', 'laptop', 25],
    ['NVIDIA Tegra Orin (nvgpu)', 'embedded', 60],
    ['Tesla V100-SXM2-16GB', 'datacentre', 300],
    ['NVIDIA A2', 'datacentre', 60],
    ['Adreno (TM) 690', 'integrated', 15],
    ['Apple M4 Ultra', 'integrated', 200],
    ['Matrox G200eW3', 'unknown', 5],
    ['NVIDIA GeForce GTX 1080', 'desktop', 150],
  ])('called %s may be a %s of %i W', (renderer, kind, watts) => {
    const profile = profileFor(renderer);
    const { limit, widening } = profile;
    expect(profile).toMatchObject({ id: null, class: kind });
    expect(limit.low * widening.down).toBeLessThanOrEqual(watts);
    expect(limit.high * widening.up).toBeGreaterThanOrEqual(watts);
    expect(profile.assumptions.join(' ')).toMatch(/order of magnitude|relative/);
  });

  it('of no class has the band of all classes, and of every device', () => {
    const anything = kindProfile([], null, catalogue);
    const all = [
      ...DEVICE_KINDS.map((kind) => kindProfile([kind], null, catalogue)),
      ...catalogue.presets.map((preset) => profileOf(preset, catalogue)),
    ];
    for (const { limit } of all) {
      expect(anything.limit.low).toBeLessThanOrEqual(limit.low);
      expect(anything.limit.high).toBeGreaterThanOrEqual(limit.high);
    }
    expect(estimatedPower(anything, decodeShare(null), true).high).toBe(1400);
  });

  it('known by its architecture alone may be a device that the catalogue has not', () => {
    const of = (vendor: string, architecture: string) =>
      profileOfIdentity(identify({ renderer: '', vendor, architecture }, catalogue), catalogue);
    // Phones of 5 W and Windows laptops of 15 W have it.
    expect(of('qualcomm', 'adreno-6xx').limit).toMatchObject({ low: 5, high: 80 });
    // Small workstation cards have that of boards of 150 and 190 W.
    const { limit, widening, bandwidth } = of('intel', 'xe-2-hpg');
    expect(limit.low * widening.down).toBeLessThanOrEqual(75);
    expect(bandwidth).toBeNull();
  });

  it('hidden by Safari may be a Mac or a phone', () => {
    const { limit } = profileFor('Apple GPU');
    expect(limit.low).toBeLessThanOrEqual(4);
    expect(limit.high).toBeGreaterThanOrEqual(235);
  });
});
