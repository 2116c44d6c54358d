/** Which values are one bucket. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bucketOf } from './bucket';

const speed = fc.double({ min: 0, max: 1e9, noNaN: true });

it('every value is in its bucket, which is narrow, and the next begins where it ends', () => {
  fc.assert(
    fc.property(speed, (value) => {
      const { low, high } = bucketOf(value);
      expect(low <= value && value < high).toBe(true);
      expect(bucketOf(low)).toEqual({ low, high });
      expect(bucketOf(high).low).toBe(high);
      if (value > 1e-300) expect(high / low - 1).toBeLessThan(0.004);
    }),
  );
});

it('a hundred of them hold the devices of one kind', () => {
  const found = new Set(Array.from({ length: 1000 }, (_, i) => bucketOf(80 + i / 25).low));
  expect(found.size).toBeLessThan(200);
});
