/** A short run of the simulated crowds: what the long one shows at more sizes (BOARD.md). Seeded. */
import { describe, expect, it } from 'vitest';
import { uniform } from '../../src/foundation/random';
import { crowd, LARGEST_CLAIM, TRUTH } from './crowd';
import { coverage, flooded, forged, oneRank, sampled, standardError } from './experiments';

const random = () => uniform(19);

describe('a simulated crowd', () => {
  it('has as many forgers as asked, none of which claims more than the gates let through', () => {
    const { honest, forged } = crowd(50, { share: 0.2, claim: LARGEST_CLAIM, confirmed: 1, flood: 30 }, random());
    expect(new Set(honest.map(({ device }) => device)).size).toBe(40);
    expect(new Set(forged.map(({ device }) => device)).size).toBe(11);
    expect(forged.filter(({ device }) => device === 'flood')).toHaveLength(30);
    expect(Math.max(...forged.map(({ value }) => value))).toBeLessThanOrEqual(TRUTH * LARGEST_CLAIM);
  });
});

describe('the interval of a cohort', () => {
  it.each([5, 10, 30, 100])(
    'of %d honest devices holds the truth as often as it says: in 93 to 97 of 100',
    (devices) => {
      const share = coverage(devices, 1000, random());
      const slack = 3 * standardError(share);
      expect(share.of).toBeGreaterThan(0.93 - slack);
      expect(share.of).toBeLessThan(0.97 + slack);
    },
  );

  const forgers = (share: number) => ({ share, claim: LARGEST_CLAIM, confirmed: 1, flood: 1000 });

  it.each([
    [100, 0.1],
    [50, 0.2],
  ])(
    'of %d devices, were it of the honest ones alone, holds the median with a share of %d forged and one flooding',
    (devices, share) => {
      const [found] = forged({ devices, forgers: forgers(share), trials: 100 }, ['all devices'], random());
      expect(found?.within.of).toBe(1);
    },
  );

  it('misses the truth in a large cohort with a fifth forged, and the guarded one holds it', () => {
    const [found] = forged({ devices: 400, forgers: forgers(0.2), trials: 60 }, ['all devices'], random());
    expect(found?.held.of).toBeLessThan(0.1);
    expect(found?.guarded.of).toBeGreaterThan(0.9);
  });

  it('misses it far less often where forgers are confirmed more seldom than others', () => {
    const who = { share: 0.2, claim: LARGEST_CLAIM, confirmed: 1 / 3, flood: 0 };
    const [all, shown] = forged(
      { devices: 300, forgers: who, trials: 80 },
      ['all devices', 'as the board does'],
      random(),
    );
    expect(all?.held.of).toBeLessThan(0.1);
    expect(shown?.held.of).toBeGreaterThan(0.75);
  });
});

describe('a device that floods its cohort', () => {
  it('moves the median by one device, where one voice a run would hand it over', () => {
    const { byDevice, byRun } = flooded(40, { runs: 1000, claim: LARGEST_CLAIM }, 30, random());
    expect(byDevice).toBeLessThan(0.015);
    expect(byRun).toBeGreaterThan(0.5);
  });
});

describe('ranks of simulated cohorts', () => {
  it('are one for two of the same speed, and two where one is a tenth faster', () => {
    expect(oneRank({ cohorts: 2, devices: 20, step: 1 }, 200, random()).of).toBeGreaterThan(0.94);
    expect(oneRank({ cohorts: 2, devices: 20, step: 1.1 }, 200, random()).of).toBeLessThan(0.05);
  });
});

it('a sample of devices stays within the error that it states', () => {
  const { kept, stated } = sampled({ devices: 800, rows: 1000 }, 40, random());
  expect(kept.of).toBe(1);
  expect(stated).toBeLessThan(0.02);
});
