/**
 * Units of energy, power, money and carbon, as types. Amounts of money carry no currency in their type: it stands beside them
 * (energy/money.ts), and nothing converts one into another. Not the identities between them (see energy/figures.ts).
 */
import { quantity, type Quantity } from './units';

export type Joules = Quantity<'J'>;
export type Watts = Quantity<'W'>;
export type WattHours = Quantity<'Wh'>;
export type Grams = Quantity<'gCO2'>;
export type JoulesPerToken = Quantity<'J/token'>;
/** Tokens per watt-second, which is what is often called tokens per watt. */
export type TokensPerJoule = Quantity<'tokens/J'>;
export type WattHoursPerMillionTokens = Quantity<'Wh/Mtoken'>;
export type TokensPerSecondPerMegawatt = Quantity<'tokens/s/MW'>;
export type Amount = Quantity<'money'>;
export type PerKilowattHour = Quantity<'money/kWh'>;
export type PerHour = Quantity<'money/h'>;
export type PerMillionTokens = Quantity<'money/Mtoken'>;
export type GramsPerKilowattHour = Quantity<'gCO2/kWh'>;
export type GramsPerMillionTokens = Quantity<'gCO2/Mtoken'>;
/** Power usage effectiveness: energy of the whole site over that of its machines, at least 1. */
export type Pue = Quantity<'PUE'>;
/** A share, such as utilisation or power over a power limit: 0 to 1. */
export type Share = Quantity<'share'>;
export type Years = Quantity<'a'>;
export type BytesPerToken = Quantity<'B/token'>;

export const joules = quantity<'J'>();
export const watts = quantity<'W'>();
export const wattHours = quantity<'Wh'>();
export const joulesPerToken = quantity<'J/token'>();
export const tokensPerJoule = quantity<'tokens/J'>();
export const wattHoursPerMillionTokens = quantity<'Wh/Mtoken'>();
export const tokensPerSecondPerMegawatt = quantity<'tokens/s/MW'>();
export const amount = quantity<'money'>();
export const grams = quantity<'gCO2'>();
export const perKilowattHour = quantity<'money/kWh'>();
export const perHour = quantity<'money/h'>();
export const perMillionTokens = quantity<'money/Mtoken'>();
export const gramsPerKilowattHour = quantity<'gCO2/kWh'>();
export const gramsPerMillionTokens = quantity<'gCO2/Mtoken'>();
export const pue = quantity<'PUE'>();
export const share = quantity<'share'>();
export const years = quantity<'a'>();
export const bytesPerToken = quantity<'B/token'>();
