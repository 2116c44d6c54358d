/** Units of sizes, counts and durations. */
import { expect, it } from 'vitest';
import { showBytes, showCount, showSeconds } from './quantity';

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.00 KiB'],
  [269_060_352, '257 MiB'],
  [1.5 * 1024 ** 3, '1.50 GiB'],
])('shows %d bytes as %s', (bytes, shown) => {
  expect(showBytes(bytes)).toBe(shown);
});

it.each([
  [576, '576'],
  [134_515_008, '135 M'],
  [1_235_814_400, '1.24 B'],
])('shows %d parameters as %s', (count, shown) => {
  expect(showCount(count)).toBe(shown);
});

it.each([
  [0.00084, '840 µs'],
  [0.0125, '12.5 ms'],
  [3.456, '3.46 s'],
  [125.2, '2 min 5 s'],
])('shows %d seconds as %s', (seconds, shown) => {
  expect(showSeconds(seconds)).toBe(shown);
});
