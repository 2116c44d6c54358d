/** A profile for what the resolver found: one device, the span of several, or its class. */
import { watts, type Watts } from '../../foundation/energy-units';
import { band, type Band } from '../band';
import type { Catalogue } from '../catalogue';
import type { Identity } from '../identify/resolve';
import { classProfile, profileOf, type PowerProfile } from './profile';

export function profileOfIdentity({ candidates, class: kind }: Identity, catalogue: Catalogue): PowerProfile {
  const profiles = candidates.map((one) => profileOf(one, catalogue));
  const [first, ...others] = profiles;
  if (first === undefined) return classProfile(kind, catalogue);
  return others.length === 0 ? first : span(first, others);
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
    assumptions: [`It may be any of ${all.length} devices: from the least of them to the most.`],
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
