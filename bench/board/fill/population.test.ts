import { describe, expect, it } from 'vitest';
import { gpuWeights, isConfirmed, pickerOf, population, STATES } from './population';

const UNTIL = Date.parse('2026-11-30T00:00:00Z');
const { devices, runs } = population({ runs: 20_000, gpus: 183, seed: 19, until: UNTIL });
const shareOf = (many: number): number => many / runs.length;

describe('a simulated population', () => {
  it('sends as many runs as asked, in the order of their times, none after the last', () => {
    expect(runs).toHaveLength(20_000);
    expect(runs.every(({ at }, i) => at >= (runs[i - 1]?.at ?? 0))).toBe(true);
    expect(runs.at(-1)?.at).toBeLessThanOrEqual(UNTIL);
    // Not what would come later, all at once: a board of two years gets some five in a thousand on its last day.
    expect(shareOf(runs.filter(({ at }) => at > UNTIL - 86_400_000).length)).toBeLessThan(0.02);
    expect(UNTIL - (runs[0]?.at ?? 0)).toBeLessThan(731 * 86_400_000);
  });

  it('has a few GPUs that many have and many that few have', () => {
    const byGpu = new Array<number>(183).fill(0);
    for (const { gpu } of devices) byGpu[gpu] = (byGpu[gpu] ?? 0) + 1;
    expect((byGpu[0] ?? 0) / devices.length).toBeGreaterThan(0.04);
    expect((byGpu[0] ?? 0) / devices.length).toBeLessThan(0.07);
    expect(byGpu.filter((many) => many / devices.length < 0.005).length).toBeGreaterThan(100);
  });

  it('has devices of one run and devices of many, and each state in its share', () => {
    const sent = new Map<number, number>();
    for (const { device } of runs) sent.set(device, (sent.get(device) ?? 0) + 1);
    const counts = [...sent.values()];
    expect(counts.filter((many) => many === 1).length / counts.length).toBeGreaterThan(0.5);
    expect(Math.max(...counts)).toBeGreaterThan(20);
    expect(Math.max(...counts)).toBeLessThanOrEqual(50);
    expect(shareOf(runs.filter(({ state }) => state === 'ranked').length)).toBeCloseTo(0.9, 1);
    expect(new Set(runs.map(({ state }) => state))).toEqual(new Set(STATES));
  });

  it('is the same for the same seed', () => {
    expect(population({ runs: 100, gpus: 10, seed: 1, until: UNTIL })).toEqual(
      population({ runs: 100, gpus: 10, seed: 1, until: UNTIL }),
    );
  });
});

it('picks each by its weight, the ends of the range included', () => {
  const pick = pickerOf([1, 2, 1]);
  expect([0, 0.2499, 0.25, 0.7499, 0.75, 0.9999].map(pick)).toEqual([0, 0, 1, 1, 2, 2]);
  expect(gpuWeights(3)).toEqual([1 / 5, 1 / 6, 1 / 7]);
});

it('confirms who comes on three days, and nobody who sends much in one', () => {
  const hours = (...all: number[]): number[] => all.map((hour) => 3_600_000 * hour);
  expect(isConfirmed(hours(0, 24, 48))).toBe(true);
  expect(isConfirmed(hours(0, 1, 2, 3, 19, 39, 40))).toBe(false);
  expect(isConfirmed(hours(0, 19, 21, 40, 41))).toBe(true);
  expect(isConfirmed([])).toBe(false);
});
