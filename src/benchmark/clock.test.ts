/** The clock's smallest step, seen on clocks whose step is known. */
import { expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { clockResolution, systemClock, type Clock } from './clock';

/** Time passes by `tick` with every reading and is shown in whole steps; counts its readings. */
function coarse(step: number, tick: number): Clock & { readings: () => number } {
  let n = 0;
  return { now: () => seconds(Math.floor((n++ * tick) / step) * step), readings: () => n };
}

it.each([5e-6, 20e-6, 1e-4])('is found where it is %d s', (step) => {
  expect(clockResolution(coarse(step, 1e-6))).toBeCloseTo(step, 9);
});

it('is the time between two readings where the clock is finer than that', () => {
  expect(clockResolution(coarse(1e-9, 1e-7))).toBeCloseTo(1e-7, 8);
});

it('is found without waiting for many steps of a very coarse clock', () => {
  const clock = coarse(0.1, 1e-5);
  expect(clockResolution(clock)).toBeCloseTo(0.1, 9);
  // Two steps of 0.1 s at 10 µs a reading.
  expect(clock.readings()).toBeLessThan(25_000);
});

it('is positive and below a millisecond in this process', () => {
  const resolution = clockResolution(systemClock);
  expect(resolution).toBeGreaterThan(0);
  expect(resolution).toBeLessThan(1e-3);
});
