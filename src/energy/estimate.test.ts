/** Energy a token from power and speed: bands that combine, idle power in and out of it. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesPerToken, share, watts } from '../foundation/energy-units';
import { tokensPerSecond } from '../foundation/units';
import { band, exactly } from './band';
import { loadCatalogue, type Catalogue } from '../hardware/catalogue';
import { energyAt } from './estimate';
import type { Load, PowerSource } from './power-source';
import { profileOf } from './power/profile';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

function estimated(id: string): PowerSource {
  const preset = catalogue.presets.find((one) => one.id === id);
  if (preset === undefined) throw new Error(`no ${id}`);
  return { provenance: 'estimated', profile: profileOf(preset, catalogue) };
}

const decode = (read: number | null): Load => ({
  phase: 'decode',
  bytesRead: read === null ? null : bytesPerToken(read),
  busy: share(1),
});
const typed = (power: number, idle: number | null = null): PowerSource => ({
  provenance: 'typed',
  watts: watts(power),
  idle: idle === null ? null : watts(idle),
  boundary: 'gpu',
});

it('makes 1.171 J a token of 293.9 W at 251.0 tokens/s', () => {
  const { attributed, marginal } = energyAt(typed(293.9), decode(null), exactly(tokensPerSecond(251)));
  expect(attributed.joulesPerToken.central).toBeCloseTo(1.171, 3);
  expect(attributed.joulesPerToken.low).toBe(attributed.joulesPerToken.high);
  expect(attributed.provenance).toBe('typed');
  expect(marginal).toBeNull();
});

it('takes idle power off where it was read', () => {
  const { marginal } = energyAt(typed(100, 40), decode(null), exactly(tokensPerSecond(10)));
  expect(marginal?.joulesPerToken.central).toBe(6);
  expect(marginal?.idle).toBe('marginal');
});

it('is as wide as the speed where the power is exact', () => {
  const rate = band(tokensPerSecond(80), tokensPerSecond(100), tokensPerSecond(125));
  expect(energyAt(typed(100), decode(null), rate).attributed.joulesPerToken).toEqual({
    low: 0.8,
    central: 1,
    high: 1.25,
  });
});

it('spends less a token on fewer bytes at the same share of the bandwidth', () => {
  const fp16 = energyAt(estimated('rtx-4090'), decode(16e9), exactly(tokensPerSecond(40))).attributed;
  const int4 = energyAt(estimated('rtx-4090'), decode(5e9), exactly(tokensPerSecond(128))).attributed;
  expect(int4.joulesPerToken.central).toBeLessThan(fp16.joulesPerToken.central / 3);
});

it('says that it knows little where bytes or bandwidth are missing', () => {
  const { attributed } = energyAt(estimated('rtx-4090'), decode(null), exactly(tokensPerSecond(40)));
  expect(attributed.notes.join(' ')).toContain('anything from idle to the limit');
  expect(attributed.power.high / attributed.power.low).toBeGreaterThan(5);
});

describe('a calibrated device', () => {
  it('follows its own k within ±15 % in decode, of the whole machine, and stays an estimate in prefill', () => {
    const source = estimated('rtx-3090');
    if (source.provenance !== 'estimated') throw new Error('not an estimate');
    const calibrated: PowerSource = {
      provenance: 'calibrated',
      profile: source.profile,
      boundary: 'wall',
      machineIdle: watts(60),
      supply: share(0.9),
      k: 1.3,
      uncertainty: share(0.15),
      method: 'Wall meter.',
    };
    const rate = exactly(tokensPerSecond(100));
    const { attributed, marginal } = energyAt(calibrated, decode(936.2e9 * 0.004), rate);
    const above = ((350 - 21) * (0.1 + 1.3 * 0.4)) / 0.9;
    expect(attributed).toMatchObject({ provenance: 'calibrated', boundary: 'wall' });
    expect(attributed.power.central).toBeCloseTo(60 + above, 6);
    expect(attributed.power.high / attributed.power.central).toBeCloseTo(1.15);
    expect(marginal?.power.central).toBeCloseTo(above, 6);
    expect((marginal?.power.high ?? 0) / above).toBeCloseTo(1.15);
    const prefill = energyAt(calibrated, { phase: 'prefill', bytesRead: null, busy: share(1) }, rate);
    expect(prefill.attributed).toMatchObject({ provenance: 'estimated', boundary: 'wall' });
    expect(prefill.attributed.power.low).toBeGreaterThan(60);
    expect(prefill.attributed.power.central - (prefill.marginal?.power.central ?? 0)).toBeCloseTo(60, 6);
    const blind = energyAt(calibrated, decode(null), rate).attributed;
    expect(blind.provenance).toBe('estimated');
  });
});

it('is low ≤ central ≤ high, for power, energy and what is above idle, whatever device and speed', () => {
  const positive = fc.double({ min: 0.01, max: 1e5, noNaN: true });
  const spread = fc.double({ min: 1, max: 3, noNaN: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...catalogue.presets),
      positive,
      spread,
      fc.option(fc.double({ min: 1e5, max: 1e12, noNaN: true }), { nil: null }),
      fc.constantFrom('decode', 'prefill'),
      (preset, rate, factor, read, phase) => {
        const source: PowerSource = { provenance: 'estimated', profile: profileOf(preset, catalogue) };
        const speeds = band(tokensPerSecond(rate / factor), tokensPerSecond(rate), tokensPerSecond(rate * factor));
        const { attributed, marginal } = energyAt(source, { ...decode(read), phase }, speeds);
        for (const figure of [attributed, marginal]) {
          if (figure === null) continue;
          for (const { low, central, high } of [figure.power, figure.joulesPerToken]) {
            expect(low).toBeGreaterThanOrEqual(0);
            expect(low).toBeLessThanOrEqual(central);
            expect(central).toBeLessThanOrEqual(high);
          }
        }
      },
    ),
  );
});

it('bounds the energy at every speed of the interval', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('rtx-3090', 'apple-m4', 'h100-sxm'),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (id, part) => {
        const [low, high] = [20, 60];
        const source = estimated(id);
        const whole = energyAt(
          source,
          decode(5e9),
          band(tokensPerSecond(low), tokensPerSecond(30), tokensPerSecond(high)),
        );
        const one = energyAt(source, decode(5e9), exactly(tokensPerSecond(low + part * (high - low))));
        expect(one.attributed.joulesPerToken.low).toBeGreaterThanOrEqual(whole.attributed.joulesPerToken.low - 1e-12);
        expect(one.attributed.joulesPerToken.high).toBeLessThanOrEqual(whole.attributed.joulesPerToken.high + 1e-12);
      },
    ),
  );
});
