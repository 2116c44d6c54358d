/** A profile for what the resolver found: one device, the span of several, or its class. */
import { watts, type Watts } from '../../foundation/energy-units';
import { band, type Band } from '../band';
import type { Catalogue } from '../../hardware/catalogue';
import type { Identity } from '../../hardware/identify/resolve';
import { kindProfile } from './class-profile';
import { WIDENING } from './coefficients';
import { profileOf, type PowerProfile } from './profile';

export function profileOfIdentity(identity: Identity, catalogue: Catalogue): PowerProfile {
  const { status, candidates, classes, near, maker } = identity;
  const profiles = candidates.map((one) => profileOf(one, catalogue));
  const [first, ...others] = profiles;
  if (first === undefined) return kindProfile(classes, maker, catalogue);
  if (near) return relative(others.length === 0 ? first : span(first, others));
  // Safari calls every Mac and every phone alike: what the name may be and no row is, counts too.
  const missing = status === 'known' ? [] : classes.filter((kind) => candidates.every((one) => one.class !== kind));
  const all = missing.length === 0 ? others : [...others, kindProfile(missing, maker, catalogue)];
  return all.length === 0 ? first : span(first, all);
}

/** A relative's figures, with the widest band: what was named may draw more or less, and its bandwidth is not published here. */
function relative(profile: PowerProfile): PowerProfile {
  return {
    ...profile,
    id: null,
    name: `like ${profile.name}`,
    bandwidth: null,
    maximum: null,
    widening: WIDENING.unknown,
    assumptions: [
      ...profile.assumptions,
      'It may be a relative that is not in the catalogue: half to twice these figures.',
    ],
  };
}

/** From the least of the candidates to the most; the middle is the middle candidate's. */
function span(first: PowerProfile, others: readonly PowerProfile[]): PowerProfile {
  const all = [first, ...others];
  const bandwidths = new Set(all.map(({ bandwidth }) => bandwidth));
  const wide = all.find((one) => one.widening.up > first.widening.up) ?? first;
  return {
    id: null,
    name: `one of ${all.length}: ${all
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', ')}${all.length > 3 ? ', …' : ''}`,
    class: all.every((one) => one.class === first.class) ? first.class : 'unknown',
    limit: spanOf(all.map(({ limit }) => limit)),
    idle: spanOf(all.map(({ idle }) => idle)),
    bandwidth: bandwidths.size === 1 ? first.bandwidth : null,
    maximum: null,
    widening: wide.widening,
    assumptions: [`It may be any of ${all.length} devices: the range covers all of them.`],
    source: 'the span of several devices of the catalogue',
  };
}

function spanOf(bands: readonly Band<Watts>[]): Band<Watts> {
  const centres = bands.map(({ central }) => central).toSorted((a, b) => a - b);
  return band(
    watts(Math.min(...bands.map(({ low }) => low))),
    centres[Math.floor(centres.length / 2)] ?? watts(0),
    watts(Math.max(...bands.map(({ high }) => high))),
  );
}
