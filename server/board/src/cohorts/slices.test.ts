/** One cohort by browser and by month. */
import { describe, expect, it } from 'vitest';
import { grouped } from './grouped';
import { membersOf, type DeviceRun } from './members';
import { againstBefore, againstCommonest, compareSlices, slicesOf } from './slices';

interface Run extends DeviceRun {
  readonly browser: string;
}
const slices = (runs: readonly Run[], labelOf: (run: Run) => string) =>
  slicesOf(new Map([...grouped(runs, labelOf)].map(([label, own]) => [label, membersOf(own)])));
const monthOf = ({ receivedAt }: Run) => new Date(receivedAt).toISOString().slice(0, 7);
const at = (date: string) => Date.parse(date);
const run = (device: number, value: number, browser: string, date = '2026-11-03'): Run => ({
  ...{ device: `d${device}`, confirmed: false, value, browser, receivedAt: at(date) },
});
/** Devices differ by a factor of up to three. */
const speedOf = (device: number) => 50 * (1 + (device * 7) / 20);
const devices = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);

describe('slices by browser', () => {
  const runs = [
    ...devices(9).map((device) => run(device, speedOf(device), 'Chrome')),
    ...devices(7).map((device) => run(device, 1.1 * speedOf(device), 'Firefox')),
    ...devices(2).map((device) => run(device, speedOf(device), 'Safari')),
  ];
  const compared = againstCommonest(slices(runs, ({ browser }) => browser));

  it('are held against the one that most devices have', () => {
    expect(compared.map(({ slice: { label, figure } }) => `${label} ${figure.n}`)).toEqual([
      'Chrome 9',
      'Firefox 7',
      'Safari 2',
    ]);
    expect(compared.map(({ comparison }) => comparison !== null)).toEqual([false, true, true]);
  });

  it('tell by the same devices what devices that differ hide', () => {
    const { same, all } = compared[1]?.comparison ?? { same: null, all: null };
    expect(same?.devices).toBe(7);
    expect(same?.median).toBeCloseTo(1.1, 12);
    expect(same?.bounds.low).toBeCloseTo(1.1, 12);
    expect(all?.bounds.low).toBeLessThan(0.8);
    expect(all?.bounds.high).toBeGreaterThan(1.2);
  });

  it('are compared in any pair, and the other way round with the inverse', () => {
    const [chrome, firefox] = slices(runs, ({ browser }) => browser);
    if (chrome === undefined || firefox === undefined) throw new Error('two slices');
    const [one, other] = [compareSlices(firefox, chrome), compareSlices(chrome, firefox)];
    expect(other.same?.median).toBeCloseTo(1 / (one.same?.median ?? NaN), 12);
    expect(other.all?.bounds.low).toBeCloseTo(1 / (one.all?.bounds.high ?? NaN), 12);
  });

  it('claim nothing of two devices', () => {
    expect(compared[2]?.comparison).toEqual({ same: null, all: null });
  });

  it('have nothing to be held against alone', () => {
    expect(againstCommonest(slices(runs, () => 'one')).map(({ comparison }) => comparison)).toEqual([null]);
    expect(againstCommonest([])).toEqual([]);
  });
});

describe('slices by month', () => {
  const runs = [
    ...devices(6).map((device) => run(device, speedOf(device), 'Chrome', '2026-09-30T23:59:59Z')),
    ...devices(6, 4).map((device) => run(device, 1.2 * speedOf(device), 'Chrome', '2026-12-01T00:00:00Z')),
  ];
  const months = againstBefore(slices(runs, monthOf));

  it('are in order, without those in which nothing came', () => {
    expect(months.map(({ slice: { label } }) => label)).toEqual(['2026-09', '2026-12']);
  });

  it('are held against the one before, by all devices where too few are in both', () => {
    expect(months[0]?.comparison).toBeNull();
    const { same, all } = months[1]?.comparison ?? { same: null, all: null };
    expect(same).toBeNull();
    expect(all?.median).toBeGreaterThan(1);
  });
});
