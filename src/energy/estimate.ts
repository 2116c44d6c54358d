/** Energy per token of one format and phase: the band of the power and the interval of the speed, combined. */
import { watts, type Watts } from '../foundation/energy-units';
import type { TokensPerSecond } from '../foundation/units';
import { bySide, OTHER_SIDE, type Band, type Side } from './band';
import { joulesPerTokenOf } from './figures';
import { drawn, isCalibrated, outsideOf, type Drawn, type Load, type PowerSource } from './power-source';
import type { Boundary, EnergyFigure, IdlePower, Origin } from './provenance';

export interface Energy {
  /** All that is drawn while it computes. */
  readonly attributed: EnergyFigure;
  /** Above idle power; null where idle power is not known. */
  readonly marginal: EnergyFigure | null;
}

/**
 * The least energy is drawn at the least power and the highest speed. The power grows with the speed, but by less than in
 * proportion, so that energy per token falls with it: the corners of the two bands bound the whole.
 */
export function energyAt(source: PowerSource, load: Load, rate: Band<TokensPerSecond>): Energy {
  // Of the whole interval, so that no part of it has another band than the rest.
  const outside = outsideOf(source, load, rate);
  const corner = (side: Side): Drawn => drawn(source, load, rate[OTHER_SIDE[side]], outside !== null);
  const at = { low: corner('low'), central: corner('central'), high: corner('high') };
  const about = originOf(source, load, outside);
  const combined = figure(about, rate, 'included', (side) => at[side].power[side]);
  const attributed = 'joulesPerToken' in source ? { ...combined, joulesPerToken: source.joulesPerToken } : combined;
  const { low, central, high } = at;
  if (low.idle === null || central.idle === null || high.idle === null) return { attributed, marginal: null };
  const idle = { low: low.idle.high, central: central.idle.central, high: high.idle.low };
  // What is drawn above idle cannot be negative, however wide the bands are.
  const above = (side: Side): Watts => at[side].above?.[side] ?? watts(Math.max(0, at[side].power[side] - idle[side]));
  return { attributed, marginal: figure(about, rate, 'marginal', above) };
}

function originOf(source: PowerSource, load: Load, outside: string | null): Origin {
  const provenance = provenanceOf(source, load);
  return {
    provenance,
    measuredRange: provenance !== 'estimated' ? null : outside === null ? 'inside' : 'outside',
    boundary: boundaryOf(source),
    notes: [...(outside === null ? [] : [outside]), ...notesOf(source, load)],
  };
}

function figure(
  about: Origin,
  rate: Band<TokensPerSecond>,
  idle: IdlePower,
  power: (side: Side) => Watts,
): EnergyFigure {
  return {
    ...about,
    idle,
    power: bySide(power),
    tokensPerSecond: rate,
    joulesPerToken: bySide((side) => joulesPerTokenOf(power(side), rate[OTHER_SIDE[side]])),
  };
}

/** Prefill was not calibrated: its figure stays an estimate. */
function provenanceOf(source: PowerSource, load: Load): EnergyFigure['provenance'] {
  return source.provenance === 'calibrated' && !isCalibrated(source, load) ? 'estimated' : source.provenance;
}

/** The model speaks of a GPU; a meter counts what it is said to count. */
const boundaryOf = (source: PowerSource): Boundary => (source.provenance === 'estimated' ? 'gpu' : source.boundary);

function notesOf(source: PowerSource, { phase, bytesRead, batch = 1 }: Load): readonly string[] {
  switch (source.provenance) {
    case 'estimated': {
      const blind = phase === 'decode' && (bytesRead === null || source.profile.bandwidth === null);
      return [
        ...source.profile.assumptions,
        ...(blind ? ['How hard the memory works is not known: its power may be anything from idle to the limit.'] : []),
      ];
    }
    case 'calibrated':
      return [
        source.method,
        ...(phase === 'prefill'
          ? ['Prefill was not metered: its power is the metered idle power and the model’s estimate on top.']
          : []),
        ...(phase === 'decode' && batch > 1
          ? [
              'Several sequences at once were not metered: their power is the metered idle power and the model’s estimate on top.',
            ]
          : []),
        ...source.profile.assumptions,
      ];
    case 'typed':
      return ['The power was typed in and is taken as it is, for prefill and decode alike.'];
    case 'measured':
      return source.notes;
    case 'imported':
      return [`Measured outside: ${source.instrument}.`];
  }
}
