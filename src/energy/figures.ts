/**
 * The identities between power, speed, energy, money and carbon, in exact arithmetic on single values. Bands, provenance and
 * what is assumed are elsewhere. 1 kWh = 3.6 MJ throughout.
 */
import {
  amount,
  gramsPerMillionTokens,
  joules,
  joulesPerToken,
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
const SECONDS_PER_HOUR = 3600;
const HOURS_PER_YEAR = 8760;
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

/** Owned: the price spread over what it computes in its life. `utilisation` is the share of its life that it computes. */
export const hardwarePerMillion = (
  price: Amount,
  life: Years,
  utilisation: Share,
  rate: TokensPerSecond,
): PerMillionTokens =>
  perMillionTokens((price / (life * HOURS_PER_YEAR * SECONDS_PER_HOUR * utilisation * rate)) * MILLION);

/** Rented: the hour is paid whether it computes or not. */
export const rentPerMillion = (price: PerHour, utilisation: Share, rate: TokensPerSecond): PerMillionTokens =>
  perMillionTokens((price / (rate * SECONDS_PER_HOUR * utilisation)) * MILLION);

export const joulesOf = (energy: JoulesPerToken, tokens: number): Joules => joules(energy * tokens);

export const wattHoursOf = (energy: Joules): WattHours => wattHours(energy / JOULES_PER_WATT_HOUR);

export const costOf = (energy: Joules, price: PerKilowattHour, site: Pue): Amount =>
  amount((energy / JOULES_PER_WATT_HOUR / 1000) * price * site);
