/**
 * What the power model needs to know of a device: limit, idle power, bandwidth, each as far as it is known, and in words what had to be
 * assumed.
 */
import { watts, type Watts } from '../../foundation/energy-units';
import { bytesPerSecond, type BytesPerSecond } from '../../foundation/units';
import { band, exactly, type Band } from '../band';
import type { Catalogue, Preset } from '../../hardware/catalogue';
import type { DeviceKind } from '../../hardware/device-kinds';
import { WIDENING, type Widening } from './coefficients';

export interface PowerProfile {
  /** Null where no device of the catalogue was chosen. */
  readonly id: string | null;
  readonly name: string;
  readonly class: DeviceKind | 'unknown';
  readonly limit: Band<Watts>;
  readonly idle: Band<Watts>;
  /** Peak memory bandwidth; null where none is published. */
  readonly bandwidth: BytesPerSecond | null;
  /** Nothing that is set so can draw more; null where that is not known. */
  readonly maximum: Watts | null;
  readonly widening: Widening;
  /** One sentence for each figure that has no source. */
  readonly assumptions: readonly string[];
  readonly source: string;
}

/** @param powerLimit typed in by the person (a laptop's TGP); null: the catalogue's */
export function profileOf(preset: Preset, catalogue: Catalogue, powerLimit: Watts | null = null): PowerProfile {
  const assumptions: string[] = [];
  const limit = limitOf(preset, catalogue, powerLimit, assumptions);
  const idle = idleOf(preset, catalogue, limit.central, assumptions);
  const { memoryBandwidthGBs: bandwidth } = preset;
  if (preset.confidence === 'estimate') assumptions.push('The power limit is an estimate, not a published figure.');
  // A laptop's limit binds it, and a data centre's; a desktop board's may have been raised, which is what the band is for.
  const highest = preset.powerRangeW?.[1] ?? (preset.class === 'datacentre' ? preset.boardPowerW : null);
  const top = powerLimit ?? (highest === null ? null : Math.max(highest, limit.central));
  return {
    id: preset.id,
    name: preset.name,
    class: preset.class,
    limit,
    idle,
    bandwidth: bandwidth === null ? null : bytesPerSecond(bandwidth * 1e9),
    maximum: top === null ? null : watts(top),
    widening: WIDENING[preset.class],
    assumptions,
    source: preset.source,
  };
}

function limitOf(
  preset: Preset,
  { classDefaults }: Catalogue,
  typed: Watts | null,
  assumptions: string[],
): Band<Watts> {
  if (typed !== null) return exactly(typed);
  if (preset.boardPowerW !== null) return exactly(watts(preset.boardPowerW));
  assumptions.push('No power limit is published; the range of its kind is used.');
  const usual = classDefaults[preset.class === 'datacentre' ? 'desktop' : preset.class];
  const [low, high] = preset.powerRangeW ?? usual.powerRangeW;
  return band(
    watts(low ?? usual.powerRangeW[0]),
    watts(usual.boardPowerW),
    watts(Math.max(high ?? 0, usual.powerRangeW[1])),
  );
}

/** Data-centre boards of the catalogue that have an idle figure idle at 6 to 14 % of their limit. */
const DATACENTRE_IDLE = { low: 0, central: 0.1, high: 0.2 } as const;

function idleOf(preset: Preset, { classDefaults }: Catalogue, limit: Watts, assumptions: string[]): Band<Watts> {
  if (preset.idleW !== null) return exactly(watts(preset.idleW));
  if (preset.class === 'datacentre') {
    assumptions.push('No idle power is published; 0 to 20 % of the limit is used.');
    const { low, central, high } = DATACENTRE_IDLE;
    return band(watts(low * limit), watts(central * limit), watts(high * limit));
  }
  const { idleW } = classDefaults[preset.class];
  assumptions.push(`No idle power is published: 0 to ${2 * idleW} W, from its kind.`);
  return band(watts(0), watts(Math.min(idleW, limit)), watts(Math.min(2 * idleW, limit)));
}
