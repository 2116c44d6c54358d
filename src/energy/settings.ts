/**
 * What a person chose or typed in about their machine and their electricity, checked, and made into what the figures need.
 * Everything may be left out: then the figure is an estimate, at the world's mean price and grid.
 */
import {
  amount,
  gramsPerKilowattHour,
  perHour,
  perKilowattHour,
  pue,
  share,
  watts,
  years,
  type Share,
} from '../foundation/energy-units';
import type { Catalogue, Preset } from '../hardware/catalogue';
import type { Constants } from './constants';
import { ENERGY_FIELDS, type EnergySettings } from './fields';
import { atLaunchPrice, type Hardware } from './payment';
import { presetOf } from '../hardware/identify/typed-device';
import { checkRange, checkWatts, refusal } from './limits';
import type { CalibratedPower, ImportedPower, PowerSource } from './power-source';
import { profileOf } from './power/profile';
import { tariffOf, type Tariff } from './tariff';
import type { Lengths } from './answer';

export type { EnergySettings } from './fields';

export interface Prepared {
  readonly preset: Preset | null;
  /** Null: neither device nor watts were given; the caller knows of what class the device is. */
  readonly source: PowerSource | null;
  readonly tariff: Tariff;
  readonly hardware: Hardware | null;
  /** Of all hours, those in which it computes. */
  readonly utilisation: Share;
  readonly lengths: Lengths;
}

/** @throws TokamarkError `option` that names the first number outside its range, whether it plays a part or not */
export function checkRanges(settings: EnergySettings): void {
  for (const { name, range } of ENERGY_FIELDS) {
    const value = settings[name];
    if (range !== undefined && typeof value === 'number') checkRange(name, value, range);
  }
}

/** @param better a calibration or a measurement from outside, which stands above what was typed in */
export function prepare(
  settings: EnergySettings,
  catalogue: Catalogue,
  constants: Constants,
  better: CalibratedPower | ImportedPower | null = null,
): Prepared {
  const preset = settings.device === null ? null : presetOf(settings.device, catalogue);
  // Checked even where something better stands above it.
  const typed = sourceOf(settings, preset, catalogue);
  checkRanges(settings);
  const { country, electricityPrice, currency, gridIntensity, promptTokens, answerTokens, reasoningTokens } = settings;
  return {
    preset,
    source: better ?? typed,
    tariff: tariffOf(
      {
        country,
        price: electricityPrice === null ? null : { value: perKilowattHour(electricityPrice), currency },
        grid: gridIntensity === null ? null : gramsPerKilowattHour(gridIntensity),
        site: pue(settings.pue),
      },
      constants,
    ),
    hardware: hardwareOf(settings, preset),
    utilisation: share(settings.utilisation),
    lengths: { promptTokens, answerTokens: answerTokens + reasoningTokens },
  };
}

function sourceOf(settings: EnergySettings, preset: Preset | null, catalogue: Catalogue): PowerSource | null {
  // A machine at the wall may draw more than its GPU.
  const bound = settings.boundary === 'gpu' ? preset : null;
  const limit = settings.powerLimit === null ? null : checkWatts('powerLimit', settings.powerLimit, preset);
  const idle = settings.idleWatts === null ? null : checkWatts('idleWatts', settings.idleWatts, bound);
  if (settings.watts !== null) {
    const power = checkWatts('watts', settings.watts, bound);
    if (idle !== null && idle >= power) {
      throw refusal(
        'idleWatts',
        `idleWatts is ${idle} W, not below the ${power} W while it computes.`,
        'Read the idle power with nothing running, on the same meter.',
      );
    }
    return { provenance: 'typed', watts: power, idle, boundary: settings.boundary };
  }
  if (preset === null) return null;
  return { provenance: 'estimated', profile: profileOf(preset, catalogue, limit === null ? null : watts(limit)) };
}

function hardwareOf(settings: EnergySettings, preset: Preset | null): Hardware | null {
  const { currency, payment, hardwarePrice, rentPerHour } = settings;
  const utilisation = share(settings.utilisation);
  const life = years(settings.lifeYears);
  if (payment === 'rented' && rentPerHour === null) {
    throw refusal(
      'rentPerHour',
      'rentPerHour is missing, but the machine is rented.',
      'Give its rent per hour, or say that it is owned.',
    );
  }
  if (rentPerHour !== null && payment !== 'owned') {
    return { basis: 'rented', perHour: perHour(rentPerHour), currency, utilisation };
  }
  if (hardwarePrice !== null) return { basis: 'owned', price: amount(hardwarePrice), currency, life, utilisation };
  return preset === null ? null : atLaunchPrice(preset, life, utilisation);
}
