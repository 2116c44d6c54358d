/**
 * This machine and the reference machines by three metrics. A reference machine's speed at this workload is an estimate: its
 * bandwidth at the share that this machine reaches, up to all of it. What has no sourced price stays unknown until it is given.
 */
import { amount, share, years, type PerHour, type Watts } from '../../foundation/energy-units';
import { tokensPerSecond, type TokensPerSecond } from '../../foundation/units';
import { band, bySide, rising, falling, OTHER_SIDE, type Band } from '../../energy/band';
import type { Catalogue, Preset } from '../../hardware/catalogue';
import { energyAt } from '../../energy/estimate';
import { paidPerMillion, perUsedHour, SECONDS_PER_HOUR } from '../../energy/figures';
import { checkRange, RANGES } from '../../energy/limits';
import { atLaunchPrice, type Hardware } from '../../energy/payment';
import type { PowerSource } from '../../energy/power-source';
import { profileOf } from '../../energy/power/profile';
import { badgeOf, type Provenance } from '../../energy/provenance';
import { presetOf } from '../../hardware/identify/typed-device';
import type { Decode, Machine } from '../machine';
import { REFERENCES } from './references';
import { flopsPerMoney, METRICS, type Figure, type Gap, type Metric } from './figure';
import { datacentreHour, electricityOfHour, hourOf, type Hour, type HourlyBasis } from './hour';

export interface References {
  readonly hourlyBasis: HourlyBasis;
  /** Prices that the person gave for reference machines, by id, in the currency of the settings. */
  readonly prices: Readonly<Record<string, number>>;
}

/** What a row is worked out at: the decode of this machine, which the catalogue may know. */
interface At {
  readonly decode: Decode;
  readonly ours: Preset | null;
  readonly terms: Terms;
  readonly catalogue: Catalogue;
}

type Terms = ReturnType<typeof termsOf>;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly provenance: Provenance;
  readonly badge: string;
  readonly hour: Hour | null;
  readonly power: Band<Watts> | null;
  readonly rate: Band<TokensPerSecond> | null;
  readonly flops: { readonly value: number; readonly work: string; readonly source: string } | null;
  readonly source: string;
  readonly notes: readonly string[];
  /** It stands there by the catalogue too. */
  readonly repeats: boolean;
}

/** @throws TokamarkError `option` that names the price at fault. */
export function machineFigures(machine: Machine, decode: Decode, references: References, catalogue: Catalogue) {
  const terms = termsOf(machine, references, catalogue);
  const at: At = { decode, ours: machine.prepared.preset, terms, catalogue };
  const rows = [...own(machine, at), ...REFERENCES.map(({ id, name }) => reference(presetOf(id, catalogue), name, at))];
  return {
    figures: rows.flatMap((row) => figuresOf(row, decode).filter(({ metric }) => isNew(row, metric))),
    gaps: rows.flatMap((row) => gapsOf(row, terms).filter(({ metric }) => isNew(row, metric))),
  };
}

/** Of every machine alike, so that all are charged for the hours in which they stand idle. */
function termsOf({ settings, prepared }: Machine, { hourlyBasis, prices }: References, catalogue: Catalogue) {
  const { currency } = settings;
  const [life, utilisation] = [years(settings.lifeYears), share(settings.utilisation)];
  const bought = Object.entries(prices).map(([id, price]): readonly [string, Hardware] => {
    const checked = amount(checkRange(`prices.${id}`, price, RANGES.machinePrice));
    return [presetOf(id, catalogue).id, { basis: 'owned', price: checked, currency, life, utilisation }];
  });
  return {
    ...{ hourlyBasis, life, utilisation, tariff: prepared.tariff },
    /** By the catalogue's ids, of those whose price was given. */
    bought: new Map(bought),
  };
}

/** Measured FLOP/s on estimated power: the hour and the token are those of the estimate, and would be ranked twice. */
function isNew({ id, provenance, repeats }: Row, metric: Metric): boolean {
  return !(id === 'this-measured' && repeats && provenance === 'estimated') || metric === 'flopsPerMoney';
}

/** Once by the catalogue, so that it can be ranked with the estimates, and once by what is known better. */
function own({ source, prepared, flops }: Machine, { decode, terms, catalogue }: At): Row[] {
  const { preset, hardware } = prepared;
  const { rate } = decode;
  const name = preset === null ? 'this machine' : `this machine (${preset.name})`;
  const row = (id: string, from: PowerSource, work: Row['flops'], label: string): Row => {
    const figure = energyAt(from, load(decode), rate).attributed;
    const { provenance, power, notes } = figure;
    const hour = hardware === null ? null : hourOf(hardware, power, terms.tariff);
    const common = { source: preset?.source ?? 'typed in', notes, repeats: preset !== null };
    return { id, name: label, provenance, badge: badgeOf(figure), hour, power, rate, flops: work, ...common };
  };
  // Of FP32 no peak is published to hold it against.
  const measured =
    flops?.format === 'FP16'
      ? { value: flops.perSecond, work: 'measured FP16', source: 'the benchmark, in this browser' }
      : null;
  // With the power limit that the person gave.
  const profile = 'profile' in source ? source.profile : preset === null ? null : profileOf(preset, catalogue);
  const estimate =
    preset === null || profile === null
      ? []
      : [row('this', { provenance: 'estimated', profile }, peakOf(preset), name)];
  const better =
    source.provenance === 'estimated' && measured === null && preset !== null
      ? []
      : [row('this-measured', source, measured, `${name}, as measured`)];
  return [...estimate, ...better];
}

function reference(preset: Preset, name: string, at: At): Row {
  const { decode, terms, catalogue } = at;
  const { tariff, life, utilisation, hourlyBasis, bought } = terms;
  const rate = rateOf(preset, at);
  const source: PowerSource = { provenance: 'estimated', profile: profileOf(preset, catalogue) };
  const figure = energyAt(source, load(decode), rate ?? decode.rate).attributed;
  const { power, notes } = figure;
  const given = bought.get(preset.id) ?? null;
  const price = given ?? atLaunchPrice(preset, life, utilisation);
  return {
    id: preset.id,
    name,
    provenance: 'estimated',
    badge: price === null ? HOURLY : badgeOf(figure),
    hour: price === null ? datacentreHour(preset, hourlyBasis, utilisation) : hourOf(price, power, tariff),
    power,
    rate,
    flops: peakOf(preset),
    source: preset.source,
    repeats: false,
    // The power plays no part in an hour that is modelled as a whole.
    notes: [
      ...(price === null ? [] : notes),
      ...(preset.msrpUsd !== null && given === null ? ['The launch price covers the board alone.'] : []),
    ],
  };
}

/** A data centre's hour is modelled as a whole: it is no GPU's power. */
const HOURLY = 'estimated · an hour of a data centre, with electricity and cooling · idle power included';

const load = ({ bytesRead, batch }: Decode) => ({ phase: 'decode', bytesRead, busy: share(1), batch }) as const;

/** At the share of its bandwidth that this machine reaches of its own; down to half of that, up to all of it. */
function rateOf({ memoryBandwidthGBs: theirs }: Preset, { decode: { rate, bytesRead }, ours: preset }: At) {
  const ours = preset?.memoryBandwidthGBs ?? null;
  if (theirs === null || ours === null || bytesRead === null) return null;
  const roof = (theirs * 1e9) / bytesRead;
  const central = Math.min(roof, (rate.central / ours) * theirs);
  return band(tokensPerSecond(central / 2), tokensPerSecond(central), tokensPerSecond(roof));
}

function peakOf({ fp16MatrixTflops, fp16ShaderTflops, fp16Tflops, source }: Preset): Row['flops'] {
  const peak = Math.max(fp16MatrixTflops ?? 0, fp16ShaderTflops ?? 0, fp16Tflops ?? 0);
  return peak === 0 ? null : { value: peak * 1e12, work: 'published FP16 peak', source };
}

function figuresOf(
  { id, name, provenance, badge, hour, rate, flops, source, notes }: Row,
  { batch }: Decode,
): Figure[] {
  if (hour === null) return [];
  const { perHour, utilisation, currency, basis } = hour;
  const common = { machine: id, name, currency, provenance, badge, basis, source, notes };
  const cost: Figure = { ...common, metric: 'computeCost', work: 'an hour, used or not', batch: null, value: perHour };
  const found: Figure[] = [cost];
  if (flops !== null) {
    const of = (paid: PerHour) => flopsPerMoney((flops.value * SECONDS_PER_HOUR) / perUsedHour(paid, utilisation));
    const value = falling(perHour, of);
    found.push({ ...common, metric: 'flopsPerMoney', work: flops.work, source: flops.source, batch: null, value });
  }
  if (rate !== null) {
    const value = bySide((side) => paidPerMillion(perHour[side], utilisation, rate[OTHER_SIDE[side]]));
    const estimated = id.startsWith('this') ? [] : ['Its speed here is an estimate from its bandwidth.'];
    found.push({
      ...common,
      metric: 'costPerToken',
      work: `this workload, batch ${batch}`,
      batch: String(batch),
      value,
      notes: [...notes, ...estimated],
    });
  }
  return found;
}

function gapsOf({ id, name, hour, power, rate, flops }: Row, { tariff, bought, utilisation }: Terms): Gap[] {
  const gap = (metric: Metric, [why, remedy]: readonly [string, string], atLeast: number | null = null): Gap => ({
    ...{ machine: id, name, metric, atLeast, why, remedy },
  });
  if (hour !== null) {
    return [
      ...(flops === null
        ? [gap('flopsPerMoney', ['no FLOP/s in FP16 known', 'Run the benchmark with its roofs.'])]
        : []),
      ...(rate === null
        ? [
            gap('costPerToken', [
              'its speed at this workload cannot be estimated',
              'Give the device and the bytes per token.',
            ]),
          ]
        : []),
    ];
  }
  const { electricity, site, country } = tariff;
  if (electricity === null) {
    const why = `no electricity price with a source for ${country}`;
    return METRICS.map((metric) => gap(metric, [why, 'Give a price of electricity.']));
  }
  const bill = (draw: Watts) => electricityOfHour(draw, electricity.value.value, site);
  const least = power === null ? null : utilisation * rising(power, bill).low;
  const otherCurrency = bought.has(id) || electricity.value.currency !== 'USD';
  const why = otherCurrency ? 'no price in the currency of the electricity' : 'no price with a source';
  const remedy = otherCurrency
    ? `Give the price of ${name} and of electricity in one currency.`
    : `Give a price of ${name}.`;
  return METRICS.map((metric) => gap(metric, [why, remedy], metric === 'computeCost' ? least : null));
}
