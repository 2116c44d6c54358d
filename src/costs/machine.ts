/** The machine at hand, whose speed was measured by a run of the page or typed in for the command: what every comparison starts from. */
import type { PowerSource } from '../energy/power-source';
import type { EnergySettings, Prepared } from '../energy/settings';
import type { BytesPerToken } from '../foundation/energy-units';
import type { OpsPerSecond, TokensPerSecond } from '../foundation/units';
import type { Band } from '../energy/band';

/** Whose it is, what it draws, and how it is paid. */
export interface Owner {
  readonly settings: EnergySettings;
  readonly prepared: Prepared;
  /** Null: nothing is known of its power. */
  readonly source: PowerSource | null;
}

export interface Machine extends Owner {
  readonly source: PowerSource;
  /** As measured; null: the catalogue's peak stands in. */
  readonly flops: { readonly perSecond: OpsPerSecond; readonly format: 'FP16' | 'FP32' } | null;
}

export interface Decode {
  readonly rate: Band<TokensPerSecond>;
  /** Null: a reference machine's speed at this workload cannot be estimated. */
  readonly bytesRead: BytesPerToken | null;
  /** Sequences at once; the speed is of all of them. */
  readonly batch: number;
}
