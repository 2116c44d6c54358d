/** Calibration recovers a simulated power within what it claims, and refuses logs that do not carry a figure. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { share, wattHours, watts } from '../../foundation/energy-units';
import { seconds } from '../../foundation/units';
import { loadCatalogue } from '../../hardware/catalogue';
import { drawn } from '../power-source';
import { profileOf, type PowerProfile } from '../power/profile';
import { bytesPerToken } from '../../foundation/energy-units';
import { tokensPerSecond } from '../../foundation/units';
import { batteryPower, type BatteryEdge } from './battery';
import { batteryAdvice, beginBattery, stepBattery, type BatteryState } from './battery-flow';
import { calibrate } from './coefficient';
import { readImportedPower } from './imported';
import { countedPower, meteredPower } from './wall-meter';
import { thrown } from '../../../test/fixtures/thrown';

let profile: PowerProfile;
beforeAll(async () => {
  const catalogue = await loadCatalogue();
  const preset = catalogue.presets.find(({ id }) => id === 'rtx-4070-laptop');
  if (preset === undefined) throw new Error('no device');
  profile = profileOf(preset, catalogue);
});

/** Edges of a battery that gives `power`: each step is reported late by up to `lag`. */
function simulated(power: number, capacity: number, steps: number, lags: readonly number[] = []): BatteryEdge[] {
  const step = (0.01 * capacity * 3600) / power;
  return Array.from({ length: steps + 1 }, (_, index) => ({
    time: seconds(100 + index * step + (lags[index] ?? 0)),
    level: Math.round(100 * (0.9 - 0.01 * index)) / 100,
  }));
}

describe('a battery', () => {
  it('gives 30 W where 60 Wh fall by a step in 72 s', () => {
    const edges = simulated(30, 60, 5);
    expect((edges[1]?.time ?? 0) - (edges[0]?.time ?? 0)).toBeCloseTo(72, 9);
    expect(batteryPower({ edges, capacity: wattHours(60) })).toBeCloseTo(30, 9);
  });

  it('recovers a simulated power within 15 %, although capacity and edges are off', () => {
    const lag = fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.double({ min: 8, max: 60, noNaN: true }),
        fc.double({ min: 40, max: 100, noNaN: true }),
        // What the system says of the capacity, over what it is.
        fc.double({ min: 0.92, max: 1.08, noNaN: true }),
        lag,
        (power, capacity, wrong, lags) => {
          const edges = simulated(power, capacity, 5, lags);
          const found = batteryPower({ edges, capacity: wattHours(capacity * wrong) });
          expect(Math.abs(found / power - 1)).toBeLessThan(0.15);
        },
      ),
    );
  });

  it.each([
    ['too few edges', { edges: simulated(30, 60, 4) }, 'edges', 'fell by 4 steps'],
    ['no edges', { edges: [] }, 'edges', 'by 0 steps'],
    ['a log that runs backwards', { edges: simulated(30, 60, 6).toReversed() }, 'time', 'backwards'],
    [
      'a charger',
      { edges: simulated(30, 60, 6).map((edge, at) => (at === 3 ? { ...edge, level: 1 } : edge)) },
      'level',
      'charged',
    ],
    ['a capacity in mAh', { capacity: wattHours(5200) }, 'capacity', '5200 Wh'],
    ['no capacity', { capacity: wattHours(Number.NaN) }, 'capacity', 'NaN'],
    [
      'a level in percent',
      { edges: simulated(30, 60, 6).map((edge) => ({ ...edge, level: 100 * edge.level })) },
      'level',
      'level of 90',
    ],
    ['a machine that slept', { edges: simulated(30, 60, 6, [0, 0, 0, 900, 900, 900, 900]) }, 'edges', 'not steady'],
  ])('refuses %s', (_what, change, where, words) => {
    const log = { edges: simulated(30, 60, 6), capacity: wattHours(60), ...change };
    const error = thrown(() => batteryPower(log));
    expect(error.where).toBe(where);
    expect(error.message).toContain(words);
    expect(error.remedy).not.toBe('');
  });
});

describe('the guided flow', () => {
  function feed(state: BatteryState, edges: readonly BatteryEdge[], charging = false): BatteryState {
    return edges.reduce((now, edge) => stepBattery(now, { type: 'level', ...edge, charging }), state);
  }
  const unplugged = () =>
    stepBattery(beginBattery(wattHours(60)), { type: 'level', time: seconds(0), level: 0.95, charging: false });

  it('reads idle, then load, and ends with both', () => {
    let state = beginBattery(wattHours(60));
    expect(batteryAdvice(state)).toContain('Unplug');
    state = unplugged();
    state = feed(state, simulated(10, 60, 5));
    expect(state.phase).toBe('load');
    expect(batteryAdvice(state)).toContain('0 of 5 steps');
    state = feed(
      state,
      simulated(40, 60, 5).map(({ time, level }) => ({ time: seconds(time + 1e4), level: level - 0.1 })),
    );
    expect(state).toMatchObject({ phase: 'done', idle: expect.closeTo(10, 6), load: expect.closeTo(40, 6) });
  });

  it('waits while the charger is in, and rejects one that comes back', () => {
    expect(feed(beginBattery(wattHours(60)), simulated(10, 60, 2), true).phase).toBe('plugged');
    expect(feed(unplugged(), simulated(10, 60, 2), true)).toMatchObject({
      phase: 'rejected',
      error: { where: 'charging' },
    });
  });

  it('rejects a disturbed run with its reason, and stays rejected', () => {
    const state = stepBattery(unplugged(), { type: 'disturbed', reason: 'the page was hidden' });
    expect(batteryAdvice(state)).toContain('the page was hidden');
    expect(feed(state, simulated(10, 60, 5))).toBe(state);
  });
});

describe('a wall meter', () => {
  const readings = (power: number, lasted = 60) =>
    [0, 20, 40, lasted].map((time) => ({ time: seconds(time), watts: power }));

  it('recovers a simulated power within 15 % from readings that jitter by a tenth', () => {
    const jitter = fc.array(fc.double({ min: 0.9, max: 1.1, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.double({ min: 25, max: 800, noNaN: true }), jitter, (power, factors) => {
        const noisy = readings(power).map((one, index) => ({ ...one, watts: one.watts * (factors[index] ?? 1) }));
        expect(Math.abs(meteredPower('load', noisy) / power - 1)).toBeLessThan(0.15);
      }),
    );
  });

  it('reads a kWh counter over 0.1 kWh', () => {
    expect(countedPower({ from: 12.4, to: 12.5, lasted: seconds(1200) })).toBeCloseTo(300, 6);
  });

  it.each([
    ['too short a time', () => meteredPower('idle', readings(50, 45)), 'idle', '45 s'],
    ['a reading of 0', () => meteredPower('load', readings(0)), 'load', '0 W'],
    ['a negative reading', () => meteredPower('load', readings(-3)), 'load', '-3 W'],
    ['no number', () => meteredPower('load', readings(Number.NaN)), 'load', 'NaN'],
    ['time that runs backwards', () => meteredPower('idle', readings(50).toReversed()), 'idle', 'backwards'],
    [
      'a counter that ran backwards',
      () => countedPower({ from: 2, to: 1, lasted: seconds(9) }),
      'counter',
      'from 2 to 1',
    ],
    ['too little counted', () => countedPower({ from: 1, to: 1.05, lasted: seconds(9) }), 'counter', '0.1 kWh'],
  ])('refuses %s', (_what, run, where, words) => {
    const error = thrown(run);
    expect(error).toMatchObject({ code: 'energy', where });
    expect(error.message).toContain(words);
  });
});

describe("the device's own coefficient", () => {
  it('gives back the power that was metered, at the same load', () => {
    const u = share(0.5);
    const source = calibrate(profile, { method: 'battery', idle: watts(12), load: watts(70) }, u);
    const read = bytesPerToken(1e9);
    const rate = tokensPerSecond((0.5 * (profile.bandwidth ?? 0)) / 1e9);
    const { power } = drawn(source, { phase: 'decode', bytesRead: read, busy: share(1) }, rate, false);
    expect(power.central).toBeCloseTo(70, 6);
    expect(source).toMatchObject({ boundary: 'battery', machineIdle: 12 });
    expect(power.high / power.central).toBeCloseTo(1.15);
    expect(source.method).toContain('on battery only');
  });

  it.each([
    ['φ of 1 and more', 'battery', 10, 120, 0.5, 'load'],
    ['a use of the memory below a tenth', 'battery', 10, 40, 0.05, 'bandwidth use'],
    ['load below idle', 'battery', 40, 10, 0.5, 'load'],
    ['a difference of less than 20 W at the wall', 'wall meter', 50, 65, 0.5, 'load'],
    ['less than the model has at least', 'battery', 10, 12, 0.5, 'load'],
  ] as const)('refuses %s', (_what, method, idle, load, u, where) => {
    expect(thrown(() => calibrate(profile, { method, idle: watts(idle), load: watts(load) }, share(u))).where).toBe(
      where,
    );
  });
});

describe('a measurement from outside', () => {
  const document = {
    schema: 'tokamark-power/1',
    unit: 'W',
    power: 90,
    idle: 8,
    boundary: 'gpu',
    instrument: 'nvidia-smi',
  };
  const preset = async () => (await loadCatalogue()).presets.find(({ id }) => id === 'rtx-4070-laptop') ?? null;

  it('is taken with its instrument', async () => {
    expect(readImportedPower(JSON.stringify(document), await preset())).toMatchObject({
      provenance: 'imported',
      watts: { low: 90, central: 90, high: 90 },
      instrument: 'nvidia-smi',
    });
  });

  it.each([
    ['the wrong unit', { unit: 'mW' }, 'unit'],
    ['watts of 0', { power: 0 }, 'power'],
    ['more than the device draws', { power: 300 }, 'power'],
    ['a range out of order', { power: { low: 3, central: 2, high: 4 } }, 'power'],
    ['no instrument', { instrument: '' }, 'instrument'],
    ['another schema', { schema: 'x' }, 'schema'],
  ])('is refused with %s', async (_what, change, where) => {
    const device = await preset();
    expect(thrown(() => readImportedPower(JSON.stringify({ ...document, ...change }), device)).where).toBe(where);
  });

  it('is refused where it is no JSON', () => {
    expect(thrown(() => readImportedPower('{', null))).toMatchObject({ code: 'import', where: 'document' });
  });
});
