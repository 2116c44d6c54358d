/** As many windows as the time that is left holds, on a fake clock and devices of many speeds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../../foundation/units';
import { readInTime } from './in-time';

/** Loads each of two formats in `load` seconds and reads each of eight windows in one of them in `read`, with `left` seconds to go. */
async function device(load: number, read: number, left: number | null) {
  let now = 50;
  const kept: number[] = [];
  const reads: [number, number][] = [];
  const count = await readInTime(
    {
      formats: 2,
      windows: 8,
      load: () => Promise.resolve(void (now += load)),
      read: (window, format) => {
        now += read;
        return Promise.resolve(void reads.push([window, format]));
      },
      keep: (window) => kept.push(window),
    },
    left === null ? null : seconds(now + left),
    { now: () => seconds(now) },
  );
  return { count, kept, reads, taken: now - 50 };
}

describe('windows in time', () => {
  it.each([0.01, 0.1, 1, 4, 20])('are read on a device %d times as slow, within what is left', async (slower) => {
    const { count, taken } = await device(2 * slower, slower, 27);
    // The fastest two read all; a window of both takes 2 of those seconds and the loads 4.
    expect(count).toBe([8, 8, 8, 1, 0][[0.01, 0.1, 1, 4, 20].indexOf(slower)]);
    expect(taken).toBeLessThanOrEqual(27 + 2 * slower);
  });

  it('are all read where there is no end', async () => {
    expect((await device(100, 100, null)).count).toBe(8);
  });

  it('count in every format or in none, and are kept in order', async () => {
    const { count, kept, reads } = await device(1, 3, 18);
    expect(kept).toEqual(Array.from({ length: count }, (_, index) => index));
    // There was time for one more format, and not for both: that window is not begun.
    expect(reads).toHaveLength(2 * count);
  });

  it('hold the time that is left but for the piece that was begun, and leave no window out that fits', async () => {
    const time = fc.double({ min: 0.01, max: 40, noNaN: true });
    await fc.assert(
      fc.asyncProperty(time, time, fc.double({ min: 0, max: 60, noNaN: true }), async (load, read, left) => {
        const { count, taken } = await device(load, read, left);
        expect(taken).toBeLessThanOrEqual(left + Math.max(load, read) + 1e-9);
        // By what one piece took before, the next is foreseen: on a steady device exactly.
        const fit = Math.floor((left - 2 * load) / (2 * read) + 1e-9);
        expect(count).toBeGreaterThanOrEqual(Math.max(0, Math.min(8, fit) - (left < 2 * load ? 8 : 0)));
      }),
    );
  });
});
