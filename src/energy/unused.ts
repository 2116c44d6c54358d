/**
 * What was typed in and changes nothing, with the reason: nothing that a person gives is passed over without a word. What is given and
 * wrong is refused elsewhere (settings.ts, limits.ts). Values that are the defaults count as not given.
 */
import { ENERGY_FIELDS, energySettingsSchema, type EnergyFieldName, type EnergySettings } from './fields';
import type { Prepared } from './settings';

export interface Unused {
  readonly field: string;
  readonly why: string;
}

const DEFAULTS = energySettingsSchema.parse({});

/** Names a field only where it was given. */
class Collector {
  readonly found: Unused[] = [];

  constructor(private readonly settings: EnergySettings) {}

  no(why: string, ...names: readonly EnergyFieldName[]): void {
    for (const { name, noun } of ENERGY_FIELDS.filter((field) => names.includes(field.name))) {
      if (this.settings[name] === DEFAULTS[name] || this.found.some(({ field }) => field === name)) continue;
      this.found.push({ field: name, why: `${noun} plays no part: ${why}.` });
    }
  }
}

/** What is typed of the work and of its comparisons: what a sentence calls it, and what counts as not given. */
const WORK = [
  { field: 'bytesPerToken', noun: 'The number of bytes per token', initial: null },
  { field: 'busy', noun: 'How busy the GPU is', initial: 1 },
  { field: 'prefillTokensPerSecond', noun: 'The speed of prefill', initial: null },
  { field: 'space', noun: 'The rent of the room', initial: 0 },
  { field: 'trainingUtilisation', noun: 'The share of FLOP/s that training reaches', initial: null },
] as const;

type OfWork<T> = Readonly<Partial<Record<(typeof WORK)[number]['field'], T>>>;

/** @param reasons why each plays no part; null where it does */
export function unusedOfWork(given: OfWork<number | null>, reasons: OfWork<string | null>): readonly Unused[] {
  return WORK.flatMap(({ field, noun, initial }) => {
    const { [field]: value = initial } = given;
    const why = reasons[field] ?? null;
    return why === null || value === initial ? [] : [{ field, why: `${noun} plays no part: ${why}.` }];
  });
}

/** Of energy, money and carbon per token, and of an answer. @param software whether a CPU does the work */
export function unusedOfTokens(
  settings: EnergySettings,
  { source, hardware }: Prepared,
  software = false,
): readonly Unused[] {
  const collector = new Collector(settings);
  if (software) collector.no('a CPU does the work', 'device', 'powerLimit');
  ofPower(collector, settings, source);
  if (pricesOf(settings).length === 0) collector.no('no price was typed in', 'currency');
  if (hardware === null) collector.no('no price of the machine is known', 'lifeYears', 'utilisation');
  if (hardware?.basis === 'rented') collector.no('the machine is rented', 'hardwarePrice', 'lifeYears');
  if (settings.payment === 'owned') collector.no('the machine is said to be owned', 'rentPerHour');
  return collector.found;
}

/**
 * Of the comparisons of costs.
 * @param other what else was typed in of money, whether the table of training is there, and a row of this machine in rent against own
 */
export function unusedOfCosts(
  settings: EnergySettings,
  { source }: Prepared,
  other: { readonly prices: boolean; readonly training: boolean; readonly own: boolean },
): readonly Unused[] {
  const collector = new Collector(settings);
  ofPower(collector, settings, source);
  if (!other.prices && pricesOf(settings).length === 0) collector.no('no price was typed in', 'currency');
  if (!other.training) collector.no('carbon is counted for training alone, and no FLOP/s are known', 'gridIntensity');
  if (!other.own) collector.no('it counts only in rent against own, where this machine has no row', 'idleWatts');
  collector.no('no answer is priced here', 'promptTokens', 'answerTokens', 'reasoningTokens');
  return collector.found;
}

function ofPower(collector: Collector, settings: EnergySettings, source: Prepared['source']): void {
  if (source !== null && ['imported', 'calibrated', 'measured'].includes(source.provenance)) {
    collector.no('a measurement takes precedence over typed watts', 'watts', 'idleWatts', 'boundary');
  }
  if (settings.watts === null) collector.no('no power while it computes was typed in', 'idleWatts', 'boundary');
  if (source?.provenance === 'typed') collector.no('the power was typed in, and nothing is estimated', 'powerLimit');
  if (source?.provenance === 'imported' || source?.provenance === 'measured')
    collector.no('the power was measured, and nothing is estimated', 'powerLimit');
  if (settings.electricityPrice !== null && settings.gridIntensity !== null) {
    collector.no('price and carbon of electricity were both typed in', 'country');
  }
}

const pricesOf = ({ electricityPrice, hardwarePrice, rentPerHour }: EnergySettings): readonly number[] =>
  [electricityPrice, hardwarePrice, rentPerHour].filter((one) => one !== null);
