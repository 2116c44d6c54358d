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
  const { engine, format, test, phase, workloadId } = entry;
  const shared = { engine, format, test, phase, workloadId };
  if (outcome.leftOut !== null) return { ...shared, leftOut: outcome.leftOut, figures: null };
  const { method, why, tokenSeconds, parts } = outcome.profiled;
  const figures = {
    ...{ method, why, tokenSeconds, reached: null },
    parts: parts.map((part) => ({
      ...part,
      work: part.work === null ? null : { ...part.work },
      samples: [...part.samples],
      reached: null,
    })),
  };
  return underRoofs({ ...shared, leftOut: '', figures }, entry, roofs);
}

/** The same under other roofs, such as those of the run's end. @param entry of the same test in the same format */
function underRoofs(waterfall: Waterfall, entry: ResultEntry, roofs: Roofs | null): Waterfall {
  const { figures } = waterfall;
  if (figures === null) return waterfall;
  const { parts, tokenSeconds } = figures;
  return {
    ...waterfall,
    figures: {
      ...figures,
      parts: parts.map((part) => ({
        ...part,
        reached: part.share < LEAST_SHARE ? null : reachedOf(part.work, part.seconds, roofs),
      })),
      reached: wholeReached(parts, tokenSeconds, entry, roofs),
    },
  };
}

/** All of a run, each with the entry of its workload. */
export const waterfallsUnder = (
  waterfalls: readonly Waterfall[],
  entries: readonly { readonly entry: ResultEntry }[],
  roofs: Roofs | null,
): Waterfall[] =>
  waterfalls.map((one) => {
    const of = entries.find(({ entry }) => entry.workloadId === one.workloadId);
    return of === undefined ? one : underRoofs(one, of.entry, roofs);
  });

/** Of the whole test; what mixes two arithmetics has no one peak. */
function wholeReached(
  parts: readonly Pick<Part, 'work'>[],
  tokenSeconds: number,
  { bytesReadPerToken: bytes }: ResultEntry,
  roofs: Roofs | null,
): Reached | null {
  if (parts.some(({ work }) => work?.arithmetic === 'packed-dot')) return null;
  const flops = parts.reduce((sum, { work }) => sum + (work?.flops ?? 0), 0);
  return reachedOf({ bytes, flops, arithmetic: 'f32' }, tokenSeconds, roofs);
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
