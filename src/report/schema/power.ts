/**
 * The power that was read while a run timed: the instrument, what its readings are and cannot see, and the readings. Null where nobody
 * asked for it, or nothing could be read. Energy follows from it and from when each repetition ended (energy/measured/).
 */
import { z } from 'zod';
import { finite, seconds } from './common';

const nonnegative = finite.nonnegative();

/** What an instrument counts: a graphics card, a processor with the GPU in it, a processor alone, or a whole machine on its battery. */
const METERED_BOUNDARIES = ['gpu', 'package', 'cpu', 'battery'] as const;

/** More belong to no run. */
const MOST_READINGS = 1_000_000;

const instrumentSchema = z.looseObject({
  /** With the quantity that was read and the device it was read of. */
  name: z.string(),
  /** Power, or a counter of energy that only grows. */
  reads: z.enum(['watts', 'joules']),
  boundary: z.enum(METERED_BOUNDARIES),
  /** Between two readings, as asked for. */
  intervalSeconds: seconds,
  /** Before each reading, of which it is the mean; 0 of a counter. */
  averagesOver: seconds,
  /** Of the time, what its sensor does not look at, between two readings; left out: nothing. */
  unseenShare: nonnegative.max(1).optional(),
  /** What a reading may be off by, the larger of the two: a share of it, and watts. */
  accuracy: z.looseObject({ share: nonnegative, watts: nonnegative }),
  /** How it reads, what it cannot see, and where its accuracy comes from; a sentence each. */
  notes: z.array(z.string()),
});

export const powerSchema = z.looseObject({
  instrument: instrumentSchema,
  /** In the unit that the instrument reads, each with the seconds since the run began. */
  readings: z
    .looseObject({ at: z.array(seconds).max(MOST_READINGS), values: z.array(nonnegative).max(MOST_READINGS) })
    .refine(({ at, values }) => at.length === values.length, 'readings and their times are not equally many')
    .refine(({ at }) => at.every((one, i) => i === 0 || one >= (at[i - 1] ?? 0)), 'times are not in order'),
});

export type Power = z.infer<typeof powerSchema>;
export type Instrument = Power['instrument'];
export type Readings = Power['readings'];
