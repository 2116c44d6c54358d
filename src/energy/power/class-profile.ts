/**
 * A profile for a GPU outside the catalogue: the range of its kind, of all that it may be, or of everything. Right in its order of
 * magnitude at best. Not that of a device of the catalogue (see profile.ts).
 */
import { watts } from '../../foundation/energy-units';
import { band } from '../band';
import type { Catalogue } from '../../hardware/catalogue';
import { DEVICE_KINDS, KIND_NAMES, type DeviceKind } from '../../hardware/device-kinds';
import type { Vendor } from '../../hardware/identify/vendor';
import { WIDENING } from './coefficients';
import type { PowerProfile } from './profile';

/**
 * @param kinds all that it may be; empty: anything
 * @param vendor whose rows of the catalogue count; null: everybody's
 */
export function kindProfile(kinds: readonly DeviceKind[], vendor: Vendor | null, catalogue: Catalogue): PowerProfile {
  const known = kinds.length > 0;
  const spans = (known ? kinds : DEVICE_KINDS).map((kind) => spanOf(kind, known ? vendor : null, catalogue));
  const least = Math.min(...spans.map(({ low }) => low));
  const most = Math.max(...spans.map(({ high }) => high));
  const [only] = kinds;
  const one = kinds.length === 1 && only !== undefined ? only : null;
  // Of several kinds the middle is the middle one's; of everything, a laptop's, which is between the extremes.
  const middle = known ? spans.map(({ central }) => central).toSorted((a, b) => a - b) : [];
  const central = middle[Math.floor(middle.length / 2)] ?? catalogue.classDefaults.laptop.boardPowerW;
  const idle = Math.max(...spans.map((span) => span.idle));
  return {
    id: null,
    name: known ? `unknown ${kinds.map((kind) => KIND_NAMES[kind]).join(' or ')}` : 'unknown GPU',
    class: one ?? 'unknown',
    limit: band(watts(least), watts(central), watts(most)),
    idle: band(watts(0), watts(Math.min(idle, least)), watts(2 * idle)),
    bandwidth: null,
    // Of everything there is no more than the most.
    maximum: known ? null : watts(most),
    widening: WIDENING.unknown,
    assumptions: ['The GPU is not known: an order of magnitude only.'],
    source: sourceOf(kinds, catalogue),
  };
}

/** From the least of the kind's usual, its published extremes and its rows to the most of them. */
function spanOf(kind: DeviceKind, vendor: Vendor | null, { classDefaults, families, presets }: Catalogue) {
  const rows = presets.filter((one) => one.class === kind && (vendor === null || one.vendor === vendor));
  const usual = kind === 'workstation' || kind === 'embedded' || kind === 'datacentre' ? null : classDefaults[kind];
  const published = families.kinds[kind];
  const all = [
    ...rows.flatMap(({ boardPowerW, powerRangeW }) => [boardPowerW, ...(powerRangeW ?? [])]),
    ...(usual?.powerRangeW ?? []),
    ...(published?.powerRangeW ?? []),
  ].filter((one) => one !== null);
  const limits = rows
    .flatMap(({ boardPowerW }) => (boardPowerW === null ? [] : [boardPowerW]))
    .toSorted((a, b) => a - b);
  return {
    low: Math.min(...all),
    central: published?.boardPowerW ?? usual?.boardPowerW ?? limits[Math.floor(limits.length / 2)] ?? Math.max(...all),
    high: Math.max(...all),
    idle: usual?.idleW ?? (kind === 'embedded' ? classDefaults.integrated.idleW : classDefaults.desktop.idleW),
  };
}

function sourceOf(kinds: readonly DeviceKind[], { classDefaults, families }: Catalogue): string {
  const published = kinds.flatMap((kind) => families.kinds[kind]?.source ?? []);
  return [`the catalogue's rows of its kind, and ${classDefaults.note}`, ...published].join('; ');
}
