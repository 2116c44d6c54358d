/** What a figure's watts come from, one shape for each rung of the ladder, and the power that follows from it while a format runs. */
import {
  share,
  watts,
  type BytesPerToken,
  type JoulesPerToken,
  type Share,
  type Watts,
} from '../foundation/energy-units';
import type { BytesPerSecond, TokensPerSecond } from '../foundation/units';
import { band, bySide, exactly, rising, OTHER_SIDE, type Band } from './band';
import type { Boundary } from './provenance';
import { DECODE } from './power/coefficients';
import { bandwidthUse, decodeShare, estimatedPower, prefillShare } from './power/model';
import { outsideMeasured, outsideText } from './power/measured-range';
import type { PowerProfile } from './power/profile';

export interface EstimatedPower {
  readonly provenance: 'estimated';
  readonly profile: PowerProfile;
}

export interface TypedPower {
  readonly provenance: 'typed';
  readonly watts: Watts;
  /** Of the same meter while nothing runs; null where nobody read it. */
  readonly idle: Watts | null;
  readonly boundary: Boundary;
}

/** A device's own coefficient of the model, from a battery or a wall meter; its figures are of the whole machine. */
export interface CalibratedPower {
  readonly provenance: 'calibrated';
  readonly profile: PowerProfile;
  readonly boundary: 'battery' | 'wall';
  /** Of the machine, on the same battery or meter. */
  readonly machineIdle: Watts;
  /** Of what the meter counts, the share that reaches the GPU. */
  readonly supply: Share;
  /** k of φ = 0.10 + k·u. */
  readonly k: number;
  /** Claimed either way, such as 0.15. */
  readonly uncertainty: Share;
  readonly method: string;
}

export interface ImportedPower {
  readonly provenance: 'imported';
  readonly watts: Band<Watts>;
  readonly idle: Watts | null;
  readonly boundary: Boundary;
  readonly instrument: string;
}

/** Read by the run itself, over the repetitions of one test: of that test alone. */
export interface MeasuredPower {
  readonly provenance: 'measured';
  readonly watts: Band<Watts>;
  /** Of the same joules: the power over the speed would be less sure. */
  readonly joulesPerToken: Band<JoulesPerToken>;
  readonly boundary: Boundary;
  readonly instrument: string;
  readonly notes: readonly string[];
}

export type PowerSource = EstimatedPower | TypedPower | CalibratedPower | ImportedPower | MeasuredPower;

/** What was computed while the power is asked for. */
export interface Load {
  readonly phase: 'prefill' | 'decode';
  /** Of decode; null where it is not known. */
  readonly bytesRead: BytesPerToken | null;
  /** Of prefill: the fraction of the time in which the GPU works; 1 where it was not measured. */
  readonly busy: Share;
  /** Sequences at once; 1 where it is not given. */
  readonly batch?: number;
}

export interface Drawn {
  readonly power: Band<Watts>;
  readonly idle: Band<Watts> | null;
  /** Above idle, where that was measured itself; null: it is the difference of the two. */
  readonly above: Band<Watts> | null;
}

/**
 * Why the model's figure lies outside of what was measured, as a sentence; null where it does not, or where the power was read.
 * @param rate the whole interval: a figure is inside only where all of it is
 */
export function outsideOf(source: PowerSource, load: Load, rate: Band<TokensPerSecond>): string | null {
  if (!('profile' in source) || isCalibrated(source, load)) return null;
  const { profile } = source;
  if (isBatch(load)) return OUTSIDE_BATCH;
  const at = (one: TokensPerSecond) => useOf(profile, load, one);
  const [low, central, high] = [at(rate.low), at(rate.central), at(rate.high)];
  const use = low === null || central === null || high === null ? null : band(low, central, high);
  return outsideMeasured(profile, load.phase, use);
}

/**
 * The power at a speed: a faster decode reads more per second, and so draws more.
 * @param outside of what was measured: an estimate's band is wider there
 */
export function drawn(source: PowerSource, load: Load, rate: TokensPerSecond, outside: boolean): Drawn {
  switch (source.provenance) {
    case 'estimated':
      return {
        power: estimatedPower(source.profile, shareOf(source.profile, load, rate), outside),
        idle: source.profile.idle,
        above: null,
      };
    case 'calibrated':
      return calibrated(source, load, rate, outside);
    case 'typed':
      return { power: exactly(source.watts), idle: source.idle === null ? null : exactly(source.idle), above: null };
    case 'measured':
      return { power: source.watts, idle: null, above: null };
    case 'imported':
      return { power: source.watts, idle: source.idle === null ? null : exactly(source.idle), above: null };
  }
}

/** Share of the peak bandwidth; null where bytes or peak are not known. */
export function useOf({ bandwidth }: PowerProfile, { bytesRead }: Load, rate: TokensPerSecond): Share | null {
  return bandwidth === null || bytesRead === null ? null : bandwidthUse(bytesRead, rate, bandwidth);
}

function shareOf(profile: PowerProfile, load: Load, rate: TokensPerSecond): Band<Share> {
  if (load.phase === 'prefill') return prefillShare(load.busy);
  const reading = decodeShare(useOf(profile, load, rate));
  // What a byte is multiplied with grows with the batch: from what reading alone draws to what a prefill does.
  return isBatch(load) ? { ...reading, high: share(Math.max(reading.high, prefillShare(share(1)).high)) } : reading;
}

const isBatch = ({ phase, batch = 1 }: Load): boolean => phase === 'decode' && batch > 1;

const OUTSIDE_BATCH = outsideText('the model of decode knows one sequence, and several at once compute more per byte');

/** Whether the device's own coefficient holds: it was read in decode of one sequence, of a known use of the memory. */
export function isCalibrated(source: PowerSource, load: Load): boolean {
  const { phase, bytesRead } = load;
  const alone = phase === 'decode' && !isBatch(load);
  return source.provenance === 'calibrated' && alone && bytesRead !== null && source.profile.bandwidth !== null;
}

/**
 * The machine's idle power, and on top of it what the GPU draws above its own, as the meter sees that. Prefill was not read,
 * nor decode of several sequences: the model's band stands for them.
 */
function calibrated(source: CalibratedPower, load: Load, rate: TokensPerSecond, outside: boolean): Drawn {
  const { profile, machineIdle, supply, k, uncertainty } = source;
  const u = useOf(profile, load, rate);
  const idle = exactly(machineIdle);
  if (load.phase === 'prefill' || isBatch(load) || u === null) {
    const gpu = estimatedPower(profile, shareOf(profile, load, rate), outside);
    const above = bySide((side) => watts(Math.max(0, gpu[side] - profile.idle[OTHER_SIDE[side]]) / supply));
    return { power: rising(above, (one) => watts(machineIdle + one)), idle, above };
  }
  const phi = share(Math.min(1, DECODE.central.a + k * u));
  const above = watts(((profile.limit.central - profile.idle.central) * phi) / supply);
  const claimed = (one: Watts) => band(watts(one * (1 - uncertainty)), one, watts(one * (1 + uncertainty)));
  return { power: claimed(watts(machineIdle + above)), idle, above: claimed(above) };
}

/** Where no peak is published, what the same run measured stands for it. */
export function withMeasuredBandwidth(source: PowerSource, measured: BytesPerSecond | null): PowerSource {
  if (measured === null || source.provenance !== 'estimated' || source.profile.bandwidth !== null) return source;
  const note = 'The bandwidth that this run measured is taken as its peak.';
  const { profile } = source;
  return { ...source, profile: { ...profile, bandwidth: measured, assumptions: [...profile.assumptions, note] } };
}
