/**
 * What a person chose or typed in about their machine and their electricity, checked, and made into what the figures need.
 * Everything may be left out: then the figure is an estimate, at the world's mean price and grid.
 */
import { z } from 'zod';
import {
  amount,
  gramsPerKilowattHour,
  perHour,
  perKilowattHour,
  pue,
  share,
  watts,
  years,
} from '../foundation/energy-units';
import type { Catalogue, Preset } from '../hardware/catalogue';
import type { Constants } from './constants';
import type { Hardware } from './payment';
import { notFound, typedDevice } from '../hardware/identify/typed-device';
import { checkRange, checkWatts, refusal } from './limits';
import { CURRENCIES, type Currency } from './money';
import { METERED } from './provenance';
import type { CalibratedPower, ImportedPower, PowerSource } from './power-source';
import { profileOf } from './power/profile';
import { tariffOf, type Tariff } from './tariff';
import { TYPICAL, type Lengths } from './answer';

const optional = z.number().nullable().default(null);

/** Plain numbers, as a form or a command line gives them; `energySettings` checks what they mean. */
export const energySettingsSchema = z.object({
  /** Of the catalogue. */
  device: z.string().nullable().default(null),
  watts: optional,
  idleWatts: optional,
  boundary: z.enum(METERED).default('gpu'),
  /** A laptop's TGP. */
  powerLimit: optional,
  country: z.string().nullable().default(null),
  /** A kilowatt-hour. */
  electricityPrice: optional,
  currency: z.enum(CURRENCIES).default('USD'),
  gridIntensity: optional,
  pue: z.number().default(1),
  /** Whether the machine is owned or rented; null: rented where a rent is given. */
  payment: z.enum(['owned', 'rented']).nullable().default(null),
  hardwarePrice: optional,
  lifeYears: z.number().default(4),
  utilisation: z.number().default(0.25),
  rentPerHour: optional,
  promptTokens: z.number().default(TYPICAL.promptTokens),
  answerTokens: z.number().default(TYPICAL.answerTokens),
});

export type EnergySettings = z.infer<typeof energySettingsSchema>;

export interface Prepared {
  readonly preset: Preset | null;
  /** Null: neither device nor watts were given; the caller knows of what class the device is. */
  readonly source: PowerSource | null;
  readonly tariff: Tariff;
  readonly hardware: Hardware | null;
  readonly lengths: Lengths;
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
  return {
    preset,
    source: better ?? typed,
    tariff: tariffOf(
      {
        country: settings.country,
        price:
          settings.electricityPrice === null
            ? null
            : {
                value: perKilowattHour(checkRange('electricityPrice', settings.electricityPrice, 0.0001, 100, 'a kWh')),
                currency: settings.currency,
              },
        grid:
          settings.gridIntensity === null
            ? null
            : gramsPerKilowattHour(checkRange('gridIntensity', settings.gridIntensity, 0.1, 3000, 'gCO2/kWh')),
        site: pue(checkRange('pue', settings.pue, 1, 5, '')),
      },
      constants,
    ),
    hardware: hardwareOf(settings, preset),
    lengths: {
      promptTokens: checkRange('promptTokens', settings.promptTokens, 0, 1e9, 'tokens'),
      answerTokens: checkRange('answerTokens', settings.answerTokens, 0, 1e9, 'tokens'),
    },
  };
}

/** @throws TokamarkError `option` where the catalogue has no such device, or several; it names those that may be meant. */
export function presetOf(text: string, catalogue: Catalogue): Preset {
  const found = typedDevice(text, catalogue);
  if (found.preset !== null) return found.preset;
  throw refusal(
    'device',
    notFound(text, found),
    `${found.suggestions.length === 0 ? 'Find' : 'Give one of these ids, find'} yours with \`tokamark device --name NAME\`, or give the power in watts.`,
  );
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
  const utilisation = share(checkRange('utilisation', settings.utilisation, 0.0001, 1, ''));
  const currency: Currency = settings.currency;
  // All that was typed in is checked, whether it plays a part or not.
  const rent =
    settings.rentPerHour === null
      ? null
      : perHour(checkRange('rentPerHour', settings.rentPerHour, 0.0001, 1e6, 'an hour'));
  const life = years(checkRange('lifeYears', settings.lifeYears, 0.1, 50, 'years'));
  const price =
    settings.hardwarePrice === null ? null : amount(checkRange('hardwarePrice', settings.hardwarePrice, 0.01, 1e9, ''));
  if (settings.payment === 'rented' && rent === null) {
    throw refusal(
      'rentPerHour',
      'rentPerHour is missing, and the machine is said to be rented.',
      'Give what an hour of it costs, or say that it is owned.',
    );
  }
  if (rent !== null && settings.payment !== 'owned') return { basis: 'rented', perHour: rent, currency, utilisation };
  if (price !== null) {
    return { basis: 'owned', price, currency, life, utilisation };
  }
  // Launch prices of the catalogue are in US dollars.
  const launch = preset?.msrpUsd ?? null;
  return launch === null ? null : { basis: 'owned', price: amount(launch), currency: 'USD', life, utilisation };
}
