/**
 * What a figure's watts come from, one shape for each rung of the ladder, and the power that follows from it while a format
 * runs. Not how a calibration is made (see calibrate/) nor the figures (see estimate.ts).
 */
import { share, watts, type BytesPerToken, type Share, type Watts } from '../foundation/energy-units';
import type { TokensPerSecond } from '../foundation/units';
import { band, exactly, type Band } from './band';
import type { Boundary } from './provenance';
import { DECODE } from './power/coefficients';
import { bandwidthUse, decodeShare, estimatedPower, prefillShare } from './power/model';
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

/** A device's own coefficient of the model, from a battery or a wall meter. */
export interface CalibratedPower {
  readonly provenance: 'calibrated';
  readonly profile: PowerProfile;
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

export type PowerSource = EstimatedPower | TypedPower | CalibratedPower | ImportedPower;

/** What was computed while the power is asked for. */
export interface Load {
  readonly phase: 'prefill' | 'decode';
  /** Of decode; null where it is not known. */
  readonly bytesRead: BytesPerToken | null;
  /** Of prefill: the fraction of the time in which the GPU works; 1 where it was not measured. */
  readonly busy: Share;
}

export interface Drawn {
  readonly power: Band<Watts>;
  /** Null where nobody knows it. */
  readonly idle: Band<Watts> | null;
}

/** The power at a speed: a faster decode reads more a second, and so draws more. */
export function drawn(source: PowerSource, load: Load, rate: TokensPerSecond): Drawn {
  switch (source.provenance) {
    case 'estimated':
      return { power: estimatedPower(source.profile, shareOf(source.profile, load, rate)), idle: source.profile.idle };
    case 'calibrated':
      return { power: calibrated(source, load, rate), idle: source.profile.idle };
    case 'typed':
      return { power: exactly(source.watts), idle: source.idle === null ? null : exactly(source.idle) };
    case 'imported':
      return { power: source.watts, idle: source.idle === null ? null : exactly(source.idle) };
  }
}

/** Share of the peak bandwidth; null where bytes or peak are not known. */
export function useOf({ bandwidth }: PowerProfile, { bytesRead }: Load, rate: TokensPerSecond): Share | null {
  return bandwidth === null || bytesRead === null ? null : bandwidthUse(bytesRead, rate, bandwidth);
}

function shareOf(profile: PowerProfile, load: Load, rate: TokensPerSecond): Band<Share> {
  return load.phase === 'prefill' ? prefillShare(load.busy) : decodeShare(useOf(profile, load, rate));
}

/** Only decode was calibrated: prefill stays as the model has it, with its own band. */
function calibrated({ profile, k, uncertainty }: CalibratedPower, load: Load, rate: TokensPerSecond): Band<Watts> {
  const u = useOf(profile, load, rate);
  if (load.phase === 'prefill' || u === null) return estimatedPower(profile, shareOf(profile, load, rate));
  const phi = share(Math.min(1, DECODE.central.a + k * u));
  const central = watts(profile.idle.central + (profile.limit.central - profile.idle.central) * phi);
  return band(watts(central * (1 - uncertainty)), central, watts(central * (1 + uncertainty)));
}
