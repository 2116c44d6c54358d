/**
 * The identities between power, speed, energy, money and carbon, in exact arithmetic on single values. Bands, provenance and
 * what is assumed are elsewhere. 1 kWh = 3.6 MJ throughout.
 */
import {
  amount,
  gramsPerMillionTokens,
  joules,
  joulesPerToken,
  perHour,
  perMillionTokens,
  tokensPerJoule,
  tokensPerSecondPerMegawatt,
  wattHours,
  wattHoursPerMillionTokens,
  type Amount,
  type GramsPerKilowattHour,
  type GramsPerMillionTokens,
  type Joules,
  type JoulesPerToken,
  type PerHour,
  type PerKilowattHour,
  type PerMillionTokens,
  type Pue,
  type Share,
  type TokensPerJoule,
  type TokensPerSecondPerMegawatt,
  type WattHours,
  type WattHoursPerMillionTokens,
  type Watts,
  type Years,
} from '../foundation/energy-units';
import type { TokensPerSecond } from '../foundation/units';

const JOULES_PER_WATT_HOUR = 3600;
export const SECONDS_PER_HOUR = 3600;
export const HOURS_PER_DAY = 24;
export const HOURS_PER_YEAR = 8760;
/** Of a twelfth of a year. */
export const HOURS_PER_MONTH = HOURS_PER_YEAR / 12;
const MILLION = 1e6;

export const joulesPerTokenOf = (power: Watts, rate: TokensPerSecond): JoulesPerToken => joulesPerToken(power / rate);

export const tokensPerJouleOf = (energy: JoulesPerToken): TokensPerJoule => tokensPerJoule(1 / energy);

export const wattHoursPerMillion = (energy: JoulesPerToken): WattHoursPerMillionTokens =>
  wattHoursPerMillionTokens((energy * MILLION) / JOULES_PER_WATT_HOUR);

export const tokensPerMegawatt = (energy: JoulesPerToken): TokensPerSecondPerMegawatt =>
  tokensPerSecondPerMegawatt(MILLION / energy);

/** Electricity: what the meter of the building counts, hence times its PUE (1 at home). */
export const electricityPerMillion = (energy: JoulesPerToken, price: PerKilowattHour, site: Pue): PerMillionTokens =>
  perMillionTokens((wattHoursPerMillion(energy) / 1000) * price * site);

export const gramsPerMillion = (energy: JoulesPerToken, grid: GramsPerKilowattHour, site: Pue): GramsPerMillionTokens =>
  gramsPerMillionTokens((wattHoursPerMillion(energy) / 1000) * grid * site);

/** Owned: the price spread over all hours of its life, used or not. Electricity is a figure apart. */
export const ownedPerHour = (price: Amount, life: Years): PerHour => perHour(price / (life * HOURS_PER_YEAR));

/** An hour in which it computes bears those in which it stands, of a price that is paid in all hours, used or not. */
export const perUsedHour = (paid: PerHour, utilisation: Share): PerHour => perHour(paid / utilisation);

/**
 * Owned or rented, a machine is paid in all hours: what a token costs depends on the share of them in which it computes.
 * @param paid an hour, used or not
 */
export const paidPerMillion = (paid: PerHour, utilisation: Share, rate: TokensPerSecond): PerMillionTokens =>
  perMillionTokens((perUsedHour(paid, utilisation) / (rate * SECONDS_PER_HOUR)) * MILLION);

export const joulesOf = (energy: JoulesPerToken, tokens: number): Joules => joules(energy * tokens);

export const wattHoursOf = (energy: Joules): WattHours => wattHours(energy / JOULES_PER_WATT_HOUR);

export const costOf = (energy: Joules, price: PerKilowattHour, site: Pue): Amount =>
  amount((energy / JOULES_PER_WATT_HOUR / 1000) * price * site);
