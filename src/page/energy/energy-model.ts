/** What the card says, as text: a row of figures for each format and phase, an answer, the device, the tariff. No elements. */
import { answerOf, PICTURES } from '../../energy/answer';
import { band, type Band } from '../../energy/band';
import type { Preset } from '../../energy/catalogue';
import { energyAt, type Energy } from '../../energy/estimate';
import { mostWatts } from '../../energy/limits';
import { useOf, type Load } from '../../energy/power-source';
import { rowOf } from '../../energy/rows';
import { twoDigits } from '../../report/two-digits';
import { bytesPerToken, share } from '../../foundation/energy-units';
import { tokensPerSecond } from '../../foundation/units';
import type { ModelFormat } from '../../kernels/format';
import type { EnergyFigures } from '../../report/schema/energy';
import type { ResultEntry } from '../../report/schema';
import { entryFor } from '../state/reduce';
import type { RunState } from '../state/page-state';
import type { Basis } from './basis';
import type { EnergyData } from './energy-state';

export type Phase = ResultEntry['phase'];
export const PHASES: readonly Phase[] = ['decode', 'prefill'];

/** The columns of the table. */
export const FIGURES = ['joules', 'per-joule', 'watt-hours', 'electricity', 'machine', 'carbon'] as const;
export type FigureName = (typeof FIGURES)[number];

export interface FigureText {
  /** `0.45 to 1.2`: the range comes first. */
  readonly range: string;
  /** `about 0.80` */
  readonly about: string;
  readonly note: string;
}

export const NO_FIGURE: FigureText = { range: '–', about: '', note: '' };

function figureText(of: Band<number> | null, unit = '', note = ''): FigureText {
  if (of === null) return { ...NO_FIGURE, note };
  const [low, central, high] = [twoDigits(of.low), twoDigits(of.central), twoDigits(of.high)];
  const suffix = unit === '' ? '' : ` ${unit}`;
  return low === high
    ? { range: `${central}${suffix}`, about: '', note }
    : { range: `${low} to ${high}${suffix}`, about: `about ${central}`, note };
}

/** One format and phase: the energy, and all that follows from it. */
export interface Worked {
  readonly energy: Energy;
  readonly row: EnergyFigures;
}

/** Null where that speed has not been measured, or where nothing has power (a software adapter). */
export function workOut(entry: ResultEntry | null, basis: Basis): Worked | null {
  const speed = entry?.tokensPerSecond ?? null;
  if (entry === null || speed === null) return null;
  const rate = band(tokensPerSecond(speed.low), tokensPerSecond(speed.median), tokensPerSecond(speed.high));
  const decode = entry.phase === 'decode';
  const load: Load = {
    phase: entry.phase,
    bytesRead: decode ? bytesPerToken(entry.bytesReadPerToken) : null,
    busy: share(1),
  };
  const { source } = basis;
  if (source === null) return null;
  const energy = energyAt(source, load, rate);
  const use = decode && 'profile' in source ? useOf(source.profile, load, rate.central) : null;
  return { energy, row: rowOf(energy, basis.prepared.tariff, basis.prepared.hardware, use) };
}

export function rowTexts(worked: Worked | null): Readonly<Record<FigureName, FigureText>> {
  if (worked === null) {
    const none = NO_FIGURE;
    return { joules: none, 'per-joule': none, 'watt-hours': none, electricity: none, machine: none, carbon: none };
  }
  const { row } = worked;
  const { cost, carbon, marginalJoulesPerToken: above } = row;
  const aboveIdle = above === null ? '' : `above idle ${twoDigits(above.low)} to ${twoDigits(above.high)} J`;
  return {
    joules: figureText(row.joulesPerToken, 'J', aboveIdle),
    'per-joule': figureText(row.tokensPerJoule),
    'watt-hours': figureText(row.wattHoursPerMillionTokens, 'Wh'),
    electricity: figureText(
      cost.electricityPerMillionTokens,
      cost.currency ?? '',
      cost.electricityPerMillionTokens === null ? 'no sourced price' : '',
    ),
    machine: figureText(
      cost.hardware?.perMillionTokens ?? null,
      cost.hardware?.currency ?? '',
      cost.hardware === null ? 'give its price' : cost.hardware.basis,
    ),
    carbon: figureText(
      carbon.gramsPerMillionTokens,
      'g',
      carbon.gramsPerMillionTokens === null ? 'no sourced grid' : '',
    ),
  };
}

/** `estimated`, and what it counts: two parts, since the first is a badge. */
export function badgeParts(worked: Worked | null): readonly [string, string] {
  const [badge = '', ...rest] = worked?.row.provenance.badge.split(' · ') ?? [];
  return [badge, rest.join(', ')];
}

export function workedOut(run: RunState, format: ModelFormat, phase: Phase, basis: Basis): Worked | null {
  return workOut(entryFor(run, format, phase)?.entry ?? null, basis);
}

export interface AnswerTexts {
  readonly joules: FigureText;
  readonly wattHours: FigureText;
  readonly cost: FigureText;
  readonly grams: FigureText;
  /** As many answers as the first picture takes, and so on. */
  readonly pictures: readonly FigureText[];
}

/** Null where either speed is missing. */
export function answerTexts(decode: Worked | null, prefill: Worked | null, { prepared }: Basis): AnswerTexts | null {
  const reads = prepared.lengths.promptTokens > 0;
  if (decode === null || (reads && prefill === null)) return null;
  const { lengths, tariff } = prepared;
  const answer = answerOf(lengths, prefill?.energy.attributed ?? null, decode.energy.attributed, tariff);
  const { low, central, high } = answer.joules;
  return {
    joules: figureText(answer.joules, 'J'),
    wattHours: figureText(answer.wattHours, 'Wh'),
    cost: figureText(answer.cost, tariff.electricity?.value.currency ?? ''),
    grams: figureText(answer.grams, 'g'),
    pictures: PICTURES.map(({ joules }) => figureText(band(joules / high, joules / central, joules / low))),
  };
}

/** Which GPU, how it is known and what it may draw; or why there is no figure. */
export function deviceText({ identity }: Pick<EnergyData, 'identity'>, { devices, source, settings }: Basis): string {
  if (identity.status === 'software') return `No energy figure. ${identity.reason}`;
  const [device, another] = devices;
  if (source?.provenance === 'typed') {
    const of = device === undefined ? '' : `, ${device.name}`;
    return `${source.watts} W, as typed in${of}.`;
  }
  if (source?.provenance === 'imported') {
    const of = device === undefined ? '' : `, ${device.name}`;
    return `${twoDigits(source.watts.central)} W, measured outside by ${source.instrument}${of}.`;
  }
  if (source?.provenance === 'calibrated') return `${source.profile.name}. ${source.method}`;
  if (device === undefined) return identity.reason;
  if (another === undefined) {
    const chosen = settings.device === null ? identity.reason : 'Chosen by hand.';
    return `${device.name}: ${limitText(device)}. ${chosen}`;
  }
  const names = devices.slice(0, NAMED).map(({ name }) => name);
  const more = devices.length > NAMED ? ` and ${devices.length - NAMED} more` : '';
  return `One of ${names.join(', ')}${more}. ${identity.reason}`;
}

const NAMED = 4;

function limitText(device: Preset): string {
  const { boardPowerW, powerRangeW, confidence } = device;
  const how = { spec: 'published', 'community-measured': 'measured by others', estimate: 'an estimate' }[confidence];
  if (boardPowerW !== null) return `power limit ${boardPowerW} W, ${how}`;
  const most = mostWatts(device);
  return powerRangeW === null || most === null ? 'no published power limit' : `up to ${most} W, ${how}`;
}

export function tariffText({ prepared }: Basis, countryName: (code: string) => string): string {
  const { country, electricity, grid, site } = prepared.tariff;
  const price =
    electricity === null
      ? 'no electricity price with a source is known: give one'
      : `${electricity.value.value} ${electricity.value.currency} a kWh (${electricity.source})`;
  const carbon =
    grid === null ? 'no grid intensity with a source is known' : `${grid.value} g CO₂ a kWh (${grid.source})`;
  const extra = Number(((site - 1) * 100).toPrecision(3));
  const cooling = extra === 0 ? 'No cooling is counted.' : `Cooling and conversion add ${extra} %.`;
  return `${countryName(country)}: ${price}; ${carbon}. ${cooling}`;
}
