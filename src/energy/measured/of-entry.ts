/** The power that was read while a measured speed was timed: over the repetitions that count, and nothing between them. */
import {
  joules,
  joulesPerToken,
  watts,
  type Joules,
  type JoulesPerToken,
  type Watts,
} from '../../foundation/energy-units';
import { seconds } from '../../foundation/units';
import type { ResultEntry } from '../../report/schema';
import type { Power } from '../../report/schema/power';
import { figureOf } from '../../statistics/figure';
import { band, bySide, type Band } from '../band';
import type { MeasuredPower } from '../power-source';
import { joulesBetween, type Unresolved } from './integral';

/** Fewer repetitions whose energy is resolved give no figure. */
const FEWEST_RESOLVED = 3;

interface Repetition {
  readonly seconds: number;
  readonly tokens: number;
  readonly energy: Band<Joules>;
}

/** The source of its energy, or why there is none, in words that continue "the power of INT4 tg64 was not measured: ...". */
export function measuredPower(entry: ResultEntry, power: Power): MeasuredPower | string {
  const timed = timedOf(entry);
  if (timed.length === 0) return 'when its repetitions ran is not known';
  const all = timed.map((one) => {
    const energy = joulesBetween(power, { from: seconds(one.ended - one.seconds), to: seconds(one.ended) });
    return typeof energy === 'string' ? energy : { ...one, energy };
  });
  const resolved = all.filter((one) => typeof one !== 'string');
  if (resolved.length < FEWEST_RESOLVED) return why(all, power);
  const energy = perToken(resolved);
  if (energy.low <= 0) return `the readings of ${power.instrument.name} leave open whether it drew anything`;
  const { instrument } = power;
  const left = all.length - resolved.length;
  return {
    provenance: 'measured',
    watts: meanPower(resolved),
    joulesPerToken: energy,
    boundary: instrument.boundary,
    instrument: instrument.name,
    notes: [
      `Measured by ${instrument.name} over the ${resolved.length} repetitions of this test that count.`,
      ...(left === 0 ? [] : [`Of ${left} more the energy could not be told.`]),
      ...instrument.notes,
    ],
  };
}

/** Of what has its end: a repetition of `tokens`, from its speed. */
function timedOf({ durations, tokensPerSecond }: ResultEntry) {
  const samples = tokensPerSecond?.samples ?? [];
  if (samples.length !== durations.length) return [];
  return durations.flatMap(({ seconds: long, ended }, i) =>
    ended === undefined ? [] : [{ ended, seconds: long, tokens: (samples[i] ?? 0) * long }],
  );
}

function meanPower(all: readonly Repetition[]): Band<Watts> {
  const long = all.reduce((sum, one) => sum + one.seconds, 0);
  return bySide((side) => watts(all.reduce((sum, one) => sum + one.energy[side], 0) / long));
}

/** The median of the repetitions; its interval, widened by what instrument and sampling leave open of all of them. */
function perToken(all: readonly Repetition[]): Band<JoulesPerToken> {
  const { low, median, high } = figureOf(all.map(({ energy, tokens }) => energy.central / tokens));
  const total = bySide((side) => joules(all.reduce((sum, one) => sum + one.energy[side], 0)));
  return band(
    joulesPerToken((low * total.low) / total.central),
    joulesPerToken(median),
    joulesPerToken((high * total.high) / total.central),
  );
}

function why(all: readonly (Repetition | Unresolved)[], { instrument }: Power): string {
  const reasons = all.filter((one) => typeof one === 'string');
  const times = (of: Unresolved): number => reasons.filter((one) => one === of).length;
  const [most] = (['averaged', 'too-seldom', 'no-readings'] as const).toSorted((a, b) => times(b) - times(a));
  if (reasons.length === 0) return `only ${all.length} repetitions count, and ${FEWEST_RESOLVED} are needed`;
  switch (most) {
    case 'averaged':
      return `${instrument.name} gives the mean of a longer time than a repetition lasts`;
    case 'too-seldom':
      return `${instrument.name} was read too seldom for repetitions as short as these`;
    default:
      return `${instrument.name} gave no readings while it was timed`;
  }
}
