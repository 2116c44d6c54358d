/** A GPU of the catalogue as a machine that need not be here, for page and command alike. */
import { atPublishedRent } from '../../energy/payment';
import { prepare, type EnergySettings } from '../../energy/settings';
import { requireSource } from '../../energy/typed-work';
import type { Tables } from '../../energy/tables';
import { share } from '../../foundation/energy-units';
import type { Preset } from '../../hardware/catalogue';
import { expectedOn } from './expected-speed';
import { memoryOf } from './memory';
import type { ImaginedMachine } from './scenario';

interface Imagined {
  readonly machine: ImaginedMachine;
  /** By which it is paid. */
  readonly settings: EnergySettings;
}

/**
 * Nobody buys a board of a data centre alone: where no price was given, its published rent counts.
 * @throws TokamarkError `option` that names a setting that cannot be
 */
export function imaginedOn(
  preset: Preset,
  given: EnergySettings,
  { catalogue, constants }: Pick<Tables, 'catalogue' | 'constants'>,
): Imagined {
  const { payment, hardwarePrice, rentPerHour } = given;
  const isPriced = rentPerHour !== null || (payment !== 'rented' && (hardwarePrice ?? preset.msrpUsd) !== null);
  const rent = isPriced ? null : atPublishedRent(preset, share(given.utilisation));
  const settings = { ...given, payment: rent === null ? payment : null, device: preset.id };
  const known = prepare(settings, catalogue, constants);
  const prepared = rent === null ? known : { ...known, hardware: rent };
  return {
    settings,
    machine: {
      ...{ name: preset.name, memory: memoryOf(preset), prepared },
      source: requireSource(prepared.source),
      speedOf: expectedOn(preset),
    },
  };
}
