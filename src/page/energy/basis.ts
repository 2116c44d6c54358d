/**
 * Of what a figure is worked out: one device where it is known or chosen, the span of all that it may be where it is not, or
 * watts that were typed in. Not the choice itself (energy/identify).
 */
import { exactly } from '../../energy/band';
import type { Catalogue, Preset } from '../../energy/catalogue';
import type { Constants } from '../../energy/constants';
import type { Identity } from '../../energy/identify/resolve';
import { checkWatts } from '../../energy/limits';
import type { CalibratedPower, ImportedPower, PowerSource } from '../../energy/power-source';
import { profileOfIdentity } from '../../energy/power/profile-of-identity';
import { prepare, type EnergySettings, type Prepared } from '../../energy/settings';

/** Stands above an estimate and above what was typed in. */
export type Better = CalibratedPower | ImportedPower;

export interface Basis {
  /** Null on a software adapter: it has no GPU that draws power. */
  readonly source: PowerSource | null;
  /** What it may be; empty where not even a list is known, or where watts were typed in without a device. */
  readonly devices: readonly Preset[];
  readonly prepared: Prepared;
  /** As typed in, without the device that the browser told. */
  readonly settings: EnergySettings;
  readonly better: Better | null;
}

/** @throws TokamarkError `option` that names the field. */
export function basisOf(
  settings: EnergySettings,
  identity: Identity,
  catalogue: Catalogue,
  constants: Constants,
  better: Better | null = null,
): Basis {
  const { candidates } = identity;
  if (identity.status === 'software') {
    return { source: null, devices: [], prepared: prepare(settings, catalogue, constants), settings, better: null };
  }
  const sure = settings.device === null && identity.status === 'known' ? (candidates[0]?.id ?? null) : settings.device;
  if (sure !== null || settings.watts !== null || better !== null) {
    const prepared = prepare({ ...settings, device: sure }, catalogue, constants, better);
    const { source, preset } = prepared;
    return { source, devices: preset === null ? [] : [preset], prepared, settings, better };
  }
  const prepared = prepare(settings, catalogue, constants);
  const limit = settings.powerLimit === null ? null : checkWatts('powerLimit', settings.powerLimit, null);
  const profile = profileOfIdentity(identity, catalogue);
  const source: PowerSource = {
    provenance: 'estimated',
    profile: limit === null ? profile : { ...profile, limit: exactly(limit), maximum: limit },
  };
  return { source, devices: candidates, prepared, settings, better };
}
