/** From a profile of the benchmark to a waterfall of the result: each part with its share of the measured ceilings. No words, no layout. */
import type { Waterfall as Profiled } from '../benchmark/waterfall/profile-loaded';
import type { ResultEntry, Roofs, Waterfall } from './schema';

type Figures = NonNullable<Waterfall['figures']>;
export type Part = Figures['parts'][number];
export type Reached = NonNullable<Part['reached']>;

/** Less of a token than this is too little to say of a kernel how good it is: the launch was taken off it. */
const LEAST_SHARE = 0.002;

/** @param entry of the same test in the same format */
export function waterfallOf({ outcome }: Profiled, entry: ResultEntry, roofs: Roofs | null): Waterfall {
  const { format, test, phase, workloadId } = entry;
  const shared = { format, test, phase, workloadId };
  if (outcome.leftOut !== null) return { ...shared, leftOut: outcome.leftOut, figures: null };
  const { method, why, tokenSeconds, parts } = outcome.profiled;
  const flops = parts.reduce((sum, { work }) => sum + (work?.flops ?? 0), 0);
  const packed = parts.some(({ work }) => work?.arithmetic === 'packed-dot');
  const whole = { bytes: entry.bytesReadPerToken, flops, arithmetic: packed ? 'packed-dot' : 'f32' } as const;
  return {
    ...shared,
    leftOut: '',
    figures: {
      ...{ method, why, tokenSeconds },
      parts: parts.map((part) => ({
        ...part,
        work: part.work === null ? null : { ...part.work },
        samples: [...part.samples],
        reached: part.share < LEAST_SHARE ? null : reachedOf(part.work, part.seconds, roofs),
      })),
      // What mixes two arithmetics has no one peak.
      reached: packed ? null : reachedOf(whole, tokenSeconds, roofs),
    },
  };
}

/** The roofline: max(bytes / bandwidth, operations / peak) over the time taken. Null without both ceilings. */
export function reachedOf(work: Part['work'], seconds: number, roofs: Roofs | null): Reached | null {
  if (work === null || seconds <= 0) return null;
  const { bytes, flops, arithmetic } = work;
  const bandwidth = roofs?.bandwidth?.median;
  const peak = (arithmetic === 'f32' ? roofs?.fmaF32 : roofs?.packedDot)?.median;
  if (bandwidth === undefined || peak === undefined || bytes === 0) return null;
  const reading = bytes / bandwidth;
  const computing = flops / peak;
  return {
    intensity: flops / bytes,
    bound: reading >= computing ? 'bandwidth' : 'arithmetic',
    share: Math.max(reading, computing) / seconds,
  };
}
