/** Work that grows until a clock can tell, at any speed of the device and with any clock. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grown } from './stopwatch';

const AIM = 0.01;

it('work grows until it lasts as long as it should or is as large as it may be, by no more than eight at once', async () => {
  const each = fc.double({ min: 1e-9, max: 1, noNaN: true });
  const step = fc.constantFrom(1e-6, 1e-3, 0.1);
  await fc.assert(
    fc.asyncProperty(each, step, fc.integer({ min: 1, max: 5000 }), async (seconds, resolution, most) => {
      const pieces: number[] = [];
      const take = (units: number) => {
        pieces.push(units);
        return Promise.resolve(Math.floor((units * seconds) / resolution) * resolution);
      };
      const { units, taken } = await grown(take, { first: 1, most, aim: AIM });
      expect(units).toBe(pieces.at(-1));
      expect(units).toBeLessThanOrEqual(most);
      expect(taken >= AIM || units === most).toBe(true);
      for (const [i, next] of pieces.slice(1).entries()) {
        expect(next).toBeGreaterThan(pieces[i] ?? NaN);
        expect(next).toBeLessThanOrEqual(8 * (pieces[i] ?? NaN));
      }
    }),
  );
});

it('work that lasts long enough at once is not repeated', async () => {
  expect(await grown((units) => Promise.resolve(units), { first: 1, most: 100, aim: AIM })).toEqual({
    units: 1,
    taken: 1,
  });
});
