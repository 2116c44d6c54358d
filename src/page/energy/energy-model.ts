/** What the card says, as text: a row of figures for each format and phase, an answer, the device, the tariff. No elements. */
import type { Band } from '../../energy/band';
import type { Preset } from '../../hardware/catalogue';
import { answersIn, EVERYDAY } from '../../energy/everyday';
import { mostWatts } from '../../energy/limits';
import { unusedOfTokens } from '../../energy/unused';
import { middleText, twoDigits } from '../../report/two-digits';
import type { Worked } from '../../energy/rows';
import type { Energy } from '../../report/schema/energy';
import type { Basis } from '../../energy/basis';
import { capitalised } from '../format/capitalised';
import type { EnergyData } from './energy-state';

export interface FigureText {
  /** `0.45 to 1.2`: the range comes first. */
  readonly range: string;
  /** `about 0.80` */
  readonly about: string;
  readonly note: string;
  /** How it is known: `estimated · GPU only · idle power included`. It stands with the first figure of a row. */
  readonly badge?: string;
}

const NO_FIGURE: FigureText = { range: '–', about: '', note: '' };

function figureText(of: Band<number> | null, unit = '', note = ''): FigureText {
  if (of === null) return { ...NO_FIGURE, note };
  const [low, central, high] = [twoDigits(of.low), twoDigits(of.central), twoDigits(of.high)];
  const suffix = unit === '' ? '' : ` ${unit}`;
  return low === high
    ? { range: `${central}${suffix}`, about: '', note }
    : { range: `${low} to ${high}${suffix}`, about: `about ${middleText(low, central, high)}`, note };
}

/** By the columns of the table. */
export function rowTexts({ row }: Worked) {
  const { cost, carbon, marginalJoulesPerToken: above } = row;
  const aboveIdle = above === null ? '' : `above idle ${twoDigits(above.low)} to ${twoDigits(above.high)} J`;
  return {
    joules: { ...figureText(row.joulesPerToken, 'J', aboveIdle), badge: row.provenance.badge },
    'per-joule': figureText(row.tokensPerJoule, '', `${rangeText(row.tokensPerSecondPerMegawatt)} tokens/s per MW`),
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

const rangeText = ({ low, high }: Band<number>): string => {
  const [from, to] = [twoDigits(low), twoDigits(high)];
  return from === to ? from : `${from} to ${to}`;
};

/** By the columns of the table: of prompt and answer together, and how many answers the energy of each everyday thing makes. */
export function answerTexts(answer: Energy['answers'][number], { prepared }: Basis) {
  const currency = prepared.tariff.electricity?.value.currency ?? '';
  return {
    joules: { ...figureText(answer.joules, 'J'), badge: answer.provenance.badge },
    wattHours: figureText(answer.wattHours, 'Wh'),
    cost: figureText(answer.cost, currency),
    grams: figureText(answer.grams, 'g'),
    ...Object.fromEntries(EVERYDAY.map((one) => [one.id, figureText(answersIn(one, answer.joules))])),
  };
}

/** The everyday things and their sources, a sentence each. */
export const everydayNotes = (): readonly string[] =>
  EVERYDAY.map(
    ({ what, wattHours, counts, source }) => `${capitalised(what)}: ${wattHours} Wh; counted: ${counts} (${source}).`,
  );

/** Which GPU, how it is known and what it may draw; or why there is no figure. */
export function deviceText(
  { identity }: Pick<EnergyData, 'identity'>,
  { devices, source, settings, prepared }: Basis,
): string {
  if (identity.status === 'software' && source === null) {
    return `No energy figure. ${identity.reason} Watts that you read yourself give a figure for this machine, not for a GPU.`;
  }
  const [device, another] = devices;
  const of = device === undefined ? '' : `, ${device.name}`;
  if (source?.provenance === 'typed') return `${source.watts} W, as typed in${of}.`;
  if (source?.provenance === 'imported') {
    return `${twoDigits(source.watts.central)} W, measured outside by ${source.instrument}${of}.`;
  }
  if (source?.provenance === 'calibrated') return `${source.profile.name}. ${source.method}`;
  if (device === undefined) return identity.reason;
  if (prepared.preset !== null) {
    const chosen = settings.device === null ? identity.reason : 'Chosen by hand.';
    return `${device.name}: ${limitText(device)}. ${chosen}`;
  }
  if (another === undefined) return `Perhaps ${device.name}, or a relative of it. ${identity.reason}`;
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

/** Where price and carbon come from; they stand with the other sources. */
export function tariffSources({ prepared }: Pick<Basis, 'prepared'>): readonly string[] {
  const { electricity, grid } = prepared.tariff;
  return [
    ...(electricity === null ? [] : [`Electricity price: ${electricity.source}`]),
    ...(grid === null ? [] : [`Carbon of the grid: ${grid.source}`]),
  ];
}

/** What was typed in and changes nothing, with the reason; a price or rent that plays no part here stands in rent against own. */
export const unusedText = ({ settings, prepared, software }: Basis): string =>
  unusedOfTokens(settings, prepared, software)
    .map(({ field, why }) =>
      field === 'hardwarePrice' || field === 'rentPerHour' ? `${why} It counts in rent against own, below.` : why,
    )
    .join(' ');

export function tariffText({ prepared }: Basis, countryName: (code: string) => string): string {
  const { country, electricity, grid, site } = prepared.tariff;
  const price =
    electricity === null
      ? 'no electricity price with a source is known: give one'
      : `${electricity.value.value} ${electricity.value.currency} per kWh`;
  const carbon = grid === null ? 'no grid intensity with a source is known' : `${grid.value} g CO₂ per kWh`;
  const extra = Number(((site - 1) * 100).toPrecision(3));
  const cooling = extra === 0 ? 'No cooling is counted.' : `Cooling and conversion add ${extra} %.`;
  return `${countryName(country)}: ${price}; ${carbon}. ${cooling}`;
}
