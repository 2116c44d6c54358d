/** How hard the memory worked while a meter was read: by the speed of the run that it was read in, on a device that is known. */
import { watts, type Share } from '../../foundation/energy-units';
import { tokensPerSecond } from '../../foundation/units';
import type { Catalogue } from '../../hardware/catalogue';
import type { ResultEntry, Sustained } from '../../report/schema';
import type { Basis } from '../basis';
import { profileOf, type PowerProfile } from '../power/profile';
import { useOf } from '../power-source';
import { loadOf } from '../worked-entry';
import { irregular } from './refuse';

/** @throws TokamarkError `energy` where it is not known which device this is */
export function knownProfile({ prepared, settings }: Basis, catalogue: Catalogue): PowerProfile {
  const { preset } = prepared;
  if (preset === null) {
    throw irregular('device', 'The GPU is not known.', 'Choose it above: a calibration holds for one device.');
  }
  return profileOf(preset, catalogue, settings.powerLimit === null ? null : watts(settings.powerLimit));
}

/**
 * @param entry decode of the format that ran while the meter was read; null: none was measured yet
 * @param sustained of the same run: its last minute is what a meter shows, where it is of that format
 * @throws TokamarkError `energy` that names what is missing
 */
export function usedBandwidth(entry: ResultEntry | null, sustained: Sustained | null, profile: PowerProfile): Share {
  const speed = entry?.tokensPerSecond ?? null;
  // Several sequences compute more for each byte that they read than the coefficient is of.
  if (entry === null || speed === null || entry.batch > 1) {
    throw irregular(
      'format',
      'No decode of one sequence was measured yet.',
      'Run the benchmark first: its speed says how hard the memory works.',
    );
  }
  const last = sustained?.format === entry.format ? sustained.last : null;
  const use = useOf(profile, loadOf(entry), tokensPerSecond((last ?? speed).median));
  if (use !== null) return use;
  throw irregular(
    'device',
    `No memory bandwidth of a ${profile.name} is published, so its use is not known.`,
    'Type in the power while it computes instead.',
  );
}
