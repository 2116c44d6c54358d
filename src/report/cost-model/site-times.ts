/**
 * Expected seconds of a site: the roofs of the run over how near its kernels came to them at sites that were timed, weighted by how much
 * alike these are. Of a format that was not timed nothing is expected.
 */
import type { Interval } from '../../statistics/interval';
import type { Result } from '../schema';
import { BEYOND_CACHES, SLACK } from '../../benchmark/roofs/evidence';
import { around, valueAt, type AtLevel } from './nearness';
import { passBytes, type Pass } from './pass';
import { workOfSite, type Work, type WorkPhase } from './work';

/** What a device does at most, as the run measured it. */
export interface Ceilings {
  readonly bytesPerSecond: number;
  /** The same, over fewer bytes than that was measured over. */
  readonly footprints: readonly Footprint[];
  /** As mostOf has it. */
  readonly mostBytesPerSecond: number;
  readonly flopsPerSecond: number;
  /** Of one launch. */
  readonly dispatchSeconds: number;
  /** Of an answer: a submit and the wait for it. */
  readonly submitSeconds: number;
}

interface Footprint {
  readonly bytes: number;
  readonly bytesPerSecond: number;
}

export interface TimedSite {
  readonly work: Work;
  /** Of one pass over it, by the variant that runs. */
  readonly seconds: number;
}

export interface SiteTimes {
  readonly ceilings: Ceilings;
  readonly sites: readonly TimedSite[];
}

/** Null where the run was not tuned, or did not measure its roofs. */
export function siteTimesOf({ roofs, tuning, results }: Result): SiteTimes | null {
  if (roofs === null || roofs.bandwidth === null || roofs.fmaF32 === null || tuning === null) return null;
  const least = (phase: WorkPhase): number =>
    Math.min(Infinity, ...results.flatMap((entry) => (entry.phase === phase ? [entry.depth] : [])));
  const depths = { decode: finite(least('decode')), prefill: finite(least('prefill')) };
  const sites = tuning.sites.flatMap(({ id, seconds }): readonly TimedSite[] => {
    const work = workOfSite(id, depths);
    return work === null || seconds === null || seconds <= 0 ? [] : [{ work, seconds }];
  });
  if (sites.length === 0) return null;
  const ceilings: Ceilings = {
    bytesPerSecond: roofs.bandwidth.median,
    footprints: [roofs.bandwidth, ...(roofs.footprints ?? [])].map(({ bytes, median }) => ({
      ...{ bytes, bytesPerSecond: median },
    })),
    mostBytesPerSecond: mostOf(roofs.bandwidth),
    flopsPerSecond: roofs.fmaF32.median,
    dispatchSeconds: roofs.dispatchSeconds?.median ?? 0,
    submitSeconds: roofs.submitSeconds?.median ?? 0,
  };
  return { ceilings, sites };
}

/** Bytes per second that nothing reads the memory beyond: the upper bound of its bandwidth, and what two moments differ by. */
export const mostOf = ({ high }: Interval): number => SLACK * high;

/** The least seconds in which a token reads its bytes from the memory, where no cache holds them; 0 where one may. */
export const leastTokenSeconds = (bytes: number, most: number): number => (bytes >= BEYOND_CACHES ? bytes / most : 0);

const finite = (depth: number): number => (Number.isFinite(depth) ? depth : 0);

/** What bounds a pass, whatever its kernels. */
export type PassCeilings = Pick<Ceilings, 'bytesPerSecond' | 'flopsPerSecond' | 'dispatchSeconds' | 'submitSeconds'>;

/** The least that the roofs allow. */
export const leastSeconds = ({ bytes, flops }: Work, ceilings: PassCeilings): number =>
  ceilings.dispatchSeconds + Math.max(bytes / ceilings.bytesPerSecond, flops / ceilings.flopsPerSecond);

/** How far apart two sites are that differ in name alone: what is fused into them differs. */
const OTHER_NAME = 0.7;

/**
 * Between two numbers of tokens that were timed it grows in a straight line: what is read once, and what is computed for each. Null where no
 * site of its phase and format was timed; attention of prefill stands for no matrix there, since its format is that of the cache.
 */
export function expectedSeconds(work: Work, { ceilings, sites }: SiteTimes): number | null {
  const alike = sites.filter((site) => site.work.phase === work.phase && site.work.format === work.format);
  const levels = [...new Set(alike.map((site) => site.work.tokens))].flatMap((level): readonly AtLevel[] => {
    const value = slowdownAt(
      work,
      alike.filter((site) => site.work.tokens === level),
      ceilings,
    );
    return value === null ? [] : [{ level, value }];
  });
  const found = around(work.tokens, levels);
  if (found === null) return null;
  const { below, above } = found;
  if (below.level === above.level) return below.value * leastSeconds(work, ceilings);
  const [least, most] = [below, above].map(
    ({ level, value }) => value * leastSeconds(withTokens(work, level), ceilings),
  );
  const share = (work.tokens - below.level) / (above.level - below.level);
  return (least ?? NaN) * (1 - share) + (most ?? NaN) * share;
}

/** The same matrix for another number of rows; what is read of activations and cache is little beside it. */
const withTokens = (work: Work, tokens: number): Work => ({
  ...work,
  tokens,
  flops: (work.flops * tokens) / work.tokens,
});

/** By the shapes of sites. */
function slowdownAt(work: Work, sites: readonly TimedSite[], ceilings: Ceilings): number | null {
  const placeOf = ({ rows, columns, name }: Work): readonly number[] => [
    ...[rows, columns].map((size) => Math.log(size)),
    name === work.name ? 0 : OTHER_NAME,
  ];
  return valueAt(
    placeOf(work),
    sites.map((site) => ({ at: placeOf(site.work), value: site.seconds / leastSeconds(site.work, ceilings) })),
  );
}

/** As fast as so many bytes are read turn after turn: of the nearest size that was measured. */
function bandwidthOver(bytes: number, { footprints, bytesPerSecond }: Ceilings): number {
  const apart = (one: Footprint): number => Math.abs(Math.log(one.bytes / bytes));
  return footprints.toSorted((a, b) => apart(a) - apart(b))[0]?.bytesPerSecond ?? bytesPerSecond;
}

/**
 * The least seconds of a pass: it reads its bytes from the memory, where no cache holds them. 0 where one may; the measured tokens alone know
 * how much of them it does.
 */
export function leastPassSeconds(pass: Pass, { mostBytesPerSecond }: Ceilings): number {
  return leastTokenSeconds(passBytes(pass), mostBytesPerSecond);
}

/** Of a pass whose sites all stand at their roofs, with all of its launches and the answer: for a device that nobody timed. */
export const roofPassSeconds = ({ works, launches }: Pass, ceilings: PassCeilings): number =>
  works.reduce(
    (sum, { work, uses }) => sum + uses * leastSeconds(work, ceilings),
    launches * ceilings.dispatchSeconds + ceilings.submitSeconds,
  );

/** A cache of keys and values may be read at a tenth of the bandwidth: what a context is bound by that nobody timed. Chosen, not fitted. */
const UNREAD = 10;

/** Seconds of decode, at most, by which the part of the context that is deeper than any measured one may exceed what is expected of it. */
export function unreadSeconds({ works, context }: Pass, deepest: number, { bytesPerSecond }: Ceilings): number {
  if (context <= deepest) return 0;
  const cached = works.reduce((sum, { work, uses }) => sum + uses * work.cached, 0);
  return (UNREAD * cached * (1 - deepest / context)) / bytesPerSecond;
}

/**
 * Of a pass, what is launched beside its sites and the answer included. Null where a site of it is not known. The tuner repeats a site, whose
 * matrix a cache may then hold; a pass reads all others between two turns. So a site takes at least its bytes over the bandwidth that the
 * bytes of the pass have.
 */
export function passSeconds(pass: Pass, times: SiteTimes): number | null {
  const { works, launches } = pass;
  const { dispatchSeconds, submitSeconds } = times.ceilings;
  const bandwidth = bandwidthOver(passBytes(pass), times.ceilings);
  let sum = launches * dispatchSeconds + submitSeconds;
  for (const { work, uses } of works) {
    const one = expectedSeconds(work, times);
    if (one === null) return null;
    sum += uses * Math.max(one, dispatchSeconds + work.bytes / bandwidth);
  }
  return sum;
}
