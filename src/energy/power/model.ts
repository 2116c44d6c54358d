/**
 * The power model: P = idle + (limit − idle)·φ, with φ from how hard the memory (decode) or the GPU (prefill) works. Its coefficients
 * were fitted to 28 published measurements (../check-model.ts prints them), of which 25 lie inside the band; none of those ran on WebGPU.
 */
import { share, watts, type BytesPerToken, type Share, type Watts } from '../../foundation/energy-units';
import type { BytesPerSecond, TokensPerSecond } from '../../foundation/units';
import { band, bySide, type Band } from '../band';
import { DECODE, PREFILL } from './coefficients';
import { OUTSIDE } from './measured-range';
import type { PowerProfile } from './profile';

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Share of the peak bandwidth that decode uses: bytes per token (weights with scales, KV) × tokens/s ÷ peak. */
export function bandwidthUse(read: BytesPerToken, rate: TokensPerSecond, peak: BytesPerSecond): Share {
  return share((read * rate) / peak);
}

const decodeAt = (u: number, { a, k }: { readonly a: number; readonly k: number }) => share(clamp(a + k * u, a, 1));

/** @param u share of the peak bandwidth; null where it cannot be known: anything between none and all */
export function decodeShare(u: Share | null): Band<Share> {
  const unknown = { low: 0, central: 0.5, high: 1 };
  return bySide((side) => decodeAt(u ?? unknown[side], DECODE[side]));
}

/** @param busy fraction of the time in which the GPU works, by timestamps; 1 where that was not measured */
export function prefillShare(busy: Share): Band<Share> {
  return bySide((side) => share(clamp(PREFILL.base + PREFILL[side] * busy, 0, 1)));
}

/** What the model itself says, before the band of the device's kind. */
export function modelPower({ limit, idle }: PowerProfile, phi: Band<Share>): Band<Watts> {
  return bySide((side) => watts(idle[side] + (limit[side] - idle[side]) * phi[side]));
}

/**
 * With the band of the device's kind on top, and never above what the device can be set to.
 * @param outside of what was measured (measured-range.ts): the band is wider there
 */
export function estimatedPower(profile: PowerProfile, phi: Band<Share>, outside: boolean): Band<Watts> {
  const { low, central, high } = modelPower(profile, phi);
  const { down, up } = profile.widening;
  const more = outside ? OUTSIDE : 1;
  const most = profile.maximum ?? profile.limit.high * up;
  return band(watts((low * down) / more), central, watts(Math.min(high * up * more, most)));
}
