/**
 * The data that a figure uses, for the page and for a result alike: one device if it is known or chosen, the range of all that it may be
 * if not, or typed watts.
 */
import { exactly } from './band';
import type { Preset } from '../hardware/catalogue';
import type { Identity } from '../hardware/identify/resolve';
import { checkWatts } from './limits';
import type { CalibratedPower, ImportedPower, PowerSource } from './power-source';
import { profileOfIdentity } from './power/profile-of-identity';
import { presetOf } from '../hardware/identify/typed-device';
import { prepare, type EnergySettings, type Prepared } from './settings';
import type { Tables } from './tables';

/** Stands above an estimate and above what was typed in. */
export type Better = CalibratedPower | ImportedPower;

export interface Basis {
  /** A CPU does the work. */
  readonly software: boolean;
  /** Null on a software adapter without watts: it has no GPU that draws power. */
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
  tables: Tables,
  better: Better | null = null,
): Basis {
  const { catalogue, constants } = tables;
  if (identity.status === 'software') return softwareBasis(settings, tables, better);
  const { candidates } = identity;
  const sure = settings.device === null && identity.status === 'known' ? (candidates[0]?.id ?? null) : settings.device;
  const prepared = prepare({ ...settings, device: sure }, catalogue, constants, better);
  const { source, preset } = prepared;
  const common = { software: false, prepared, settings, better };
  if (source !== null) return { ...common, source, devices: preset === null ? [] : [preset] };
  const limit = settings.powerLimit === null ? null : checkWatts('powerLimit', settings.powerLimit, null);
  const profile = profileOfIdentity(identity, catalogue);
  return {
    source: {
      provenance: 'estimated',
      profile: limit === null ? profile : { ...profile, limit: exactly(limit), maximum: limit },
    },
    devices: candidates,
    ...common,
  };
}

/**
 * Nothing of a GPU can be told; the watts of the machine whose processor works, where somebody read them, are its own. A GPU that is chosen
 * beside it is checked and plays no part: neither its limit nor its price is the processor's.
 */
function softwareBasis(settings: EnergySettings, { catalogue, constants }: Tables, better: Better | null): Basis {
  const read = better?.provenance === 'imported' ? better : null;
  if (settings.device !== null) presetOf(settings.device, catalogue);
  const prepared = prepare({ ...settings, device: null }, catalogue, constants, read);
  const { source } = prepared;
  const measured = source?.provenance === 'typed' || source?.provenance === 'imported' ? source : null;
  return {
    source:
      measured === null ? null : { ...measured, boundary: measured.boundary === 'gpu' ? 'cpu' : measured.boundary },
    ...{ software: true, devices: [], prepared, settings, better: read },
  };
}
