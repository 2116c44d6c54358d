/** The power model's formulas, its bands, and what it does where little is known. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesPerToken, share, watts } from '../../foundation/energy-units';
import { bytesPerSecond, tokensPerSecond } from '../../foundation/units';
import { loadCatalogue, type Catalogue } from '../../hardware/catalogue';
import { loadConstants } from '../constants';
import { DECODE, PREFILL } from './coefficients';
import { bandwidthUse, decodeShare, estimatedPower, modelPower, prefillShare } from './model';
import { DEVICE_KINDS } from '../../hardware/device-kinds';
import { kindProfile } from './class-profile';
import { profileOf, type PowerProfile } from './profile';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

function profile(id: string, limit?: number): PowerProfile {
  const preset = catalogue.presets.find((one) => one.id === id);
  if (preset === undefined) throw new Error(`no ${id}`);
  return profileOf(preset, catalogue, limit === undefined ? null : watts(limit));
}

it("has the published model's coefficients", async () => {
  const { powerModel } = await loadConstants();
  expect({ ...DECODE }).toEqual({
    low: powerModel.decode.low,
    central: powerModel.decode.central,
    high: powerModel.decode.high,
  });
  expect(powerModel.prefill.band).toEqual([PREFILL.base + PREFILL.low, PREFILL.base + PREFILL.high]);
});

describe('decode', () => {
  it('follows φ = clamp(a + k·u, a, 1)', () => {
    expect(decodeShare(share(0.4))).toEqual({ low: 0.4, central: expect.closeTo(0.54), high: expect.closeTo(0.79) });
    expect(decodeShare(share(0))).toEqual({ low: 0.1, central: 0.1, high: 0.15 });
    expect(decodeShare(share(3))).toEqual({ low: 1, central: 1, high: 1 });
  });

  it('uses bytes a token times tokens/s over the peak bandwidth', () => {
    expect(bandwidthUse(bytesPerToken(5e9), tokensPerSecond(100), bytesPerSecond(1e12))).toBe(0.5);
  });

  it('knows next to nothing without a bandwidth', () => {
    const { low, high } = decodeShare(null);
    expect([low, high]).toEqual([0.1, 1]);
  });
});

describe('prefill', () => {
  it('is 0.65 to 1.0 around 0.95 for a GPU that is always busy', () => {
    expect(prefillShare(share(1))).toEqual({
      low: expect.closeTo(0.65),
      central: expect.closeTo(0.95),
      high: expect.closeTo(1),
    });
  });

  it('closes in on 0.10 as the GPU waits', () => {
    expect(prefillShare(share(0))).toEqual({ low: 0.1, central: 0.1, high: 0.1 });
  });
});

describe('power', () => {
  it('is idle + (limit − idle)·φ', () => {
    const { central } = modelPower(profile('h100-sxm'), decodeShare(share(0.5)));
    expect(central).toBeCloseTo(70 + 630 * 0.65, 9);
  });

  it('is 35 % wider for a known board and twice as wide for a laptop', () => {
    const phi = decodeShare(share(0.3));
    const board = profile('rtx-3060');
    expect(estimatedPower(board, phi, false).low / modelPower(board, phi).low).toBeCloseTo(0.65);
    expect(estimatedPower(board, phi, false).high / modelPower(board, phi).high).toBeCloseTo(1.35);
    const laptop = profile('rtx-4090-laptop');
    expect(estimatedPower(laptop, phi, false).low / modelPower(laptop, phi).low).toBeCloseTo(0.5);
  });

  it('is wider outside of what was measured, and never above what the board may draw', () => {
    const board = profile('rtx-3060');
    const low = decodeShare(share(0.1));
    const [inside, outside] = [estimatedPower(board, low, false), estimatedPower(board, low, true)];
    expect(inside.low / outside.low).toBeCloseTo(1.5);
    expect(outside.high / inside.high).toBeCloseTo(1.5);
    expect(outside.central).toBe(inside.central);
    expect(estimatedPower(board, decodeShare(share(1)), true).high).toBeCloseTo(170 * 1.35);
    expect(estimatedPower(profile('h100-sxm'), decodeShare(share(1)), true).high).toBe(700);
  });

  it("never exceeds what a laptop's maker allows", () => {
    const full = decodeShare(share(1));
    expect(estimatedPower(profile('rtx-4060-laptop'), full, false).high).toBe(115);
    expect(estimatedPower(profile('rtx-4060-laptop', 60), full, false).high).toBe(60);
  });

  it('says what it had to assume', () => {
    expect(profile('h100-sxm').assumptions).toEqual([]);
    expect(profile('h200-sxm').assumptions).toEqual(['No idle power is published; 0 to 20 % of the limit is used.']);
    expect(profile('apple-silicon-unknown').assumptions.join(' ')).toContain('No power limit is published');
    expect(kindProfile([], null, catalogue).assumptions.join(' ')).toContain('order of magnitude');
  });

  it('is low ≤ central ≤ high for every device and class, whatever it does', () => {
    const profiles = [
      ...catalogue.presets.map((preset) => profileOf(preset, catalogue)),
      ...DEVICE_KINDS.map((kind) => kindProfile([kind], null, catalogue)),
      kindProfile([], null, catalogue),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...profiles), fc.double({ min: 0, max: 5, noNaN: true }), (one, u) => {
        for (const phi of [decodeShare(share(u)), decodeShare(null), prefillShare(share(Math.min(u, 1)))]) {
          for (const power of [modelPower(one, phi), estimatedPower(one, phi, false), estimatedPower(one, phi, true)]) {
            expect(power.low).toBeGreaterThanOrEqual(0);
            expect(power.low).toBeLessThanOrEqual(power.central);
            expect(power.central).toBeLessThanOrEqual(power.high);
            expect(power.high).toBeLessThan(Infinity);
          }
        }
      }),
    );
  });
});
