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
import { WORDS } from './catalogue/words';
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

const { figure, device: ofDevice, tariff } = WORDS;

const NO_FIGURE: FigureText = { range: '–', about: '', note: '' };

function figureText(of: Band<number> | null, unit = '', note = ''): FigureText {
  if (of === null) return { ...NO_FIGURE, note };
  const [low, central, high] = [twoDigits(of.low), twoDigits(of.central), twoDigits(of.high)];
  const suffix = unit === '' ? '' : ` ${unit}`;
  return low === high
    ? { range: `${central}${suffix}`, about: '', note }
    : {
        ...{ range: `${figure.range(low, high)}${suffix}`, note },
        about: figure.about(middleText(low, central, high)),
      };
}

/** By the columns of the table. */
export function rowTexts({ row }: Worked) {
  const { cost, carbon, marginalJoulesPerToken: above } = row;
  const aboveIdle = above === null ? '' : figure.aboveIdle(twoDigits(above.low), twoDigits(above.high));
  return {
    joules: { ...figureText(row.joulesPerToken, 'J', aboveIdle), badge: row.provenance.badge },
    'per-joule': figureText(row.tokensPerJoule, '', figure.perMegawatt(rangeText(row.tokensPerSecondPerMegawatt))),
    'watt-hours': figureText(row.wattHoursPerMillionTokens, 'Wh'),
    electricity: figureText(
      cost.electricityPerMillionTokens,
      cost.currency ?? '',
      cost.electricityPerMillionTokens === null ? figure.noPrice : '',
    ),
    machine: figureText(
      cost.hardware?.perMillionTokens ?? null,
      cost.hardware?.currency ?? '',
      cost.hardware === null ? figure.giveItsPrice : figure.basis[cost.hardware.basis],
    ),
    carbon: figureText(carbon.gramsPerMillionTokens, 'g', carbon.gramsPerMillionTokens === null ? figure.noGrid : ''),
  };
}

const rangeText = ({ low, high }: Band<number>): string => {
  const [from, to] = [twoDigits(low), twoDigits(high)];
  return from === to ? from : figure.range(from, to);
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
  EVERYDAY.map(({ what, wattHours, counts, source }) => figure.everyday(capitalised(what), wattHours, counts, source));

/** Which GPU, how it is known and what it may draw; or why there is no figure. */
export function deviceText(
  { identity }: Pick<EnergyData, 'identity'>,
  { devices, source, settings, prepared }: Basis,
): string {
  if (identity.status === 'software' && source === null) {
    return ofDevice.software(identity.reason);
  }
  const [device, another] = devices;
  if (source?.provenance === 'typed') {
    return device === undefined ? ofDevice.typed(source.watts) : ofDevice.typedOf(source.watts, device.name);
  }
  if (source?.provenance === 'imported') {
    const watts = twoDigits(source.watts.central);
    return device === undefined
      ? ofDevice.imported(watts, source.instrument)
      : ofDevice.importedOf(watts, source.instrument, device.name);
  }
  if (source?.provenance === 'calibrated') return ofDevice.calibrated(source.profile.name, source.method);
  if (device === undefined) return identity.reason;
  if (prepared.preset !== null) {
    const chosen = settings.device === null ? identity.reason : ofDevice.byHand;
    return ofDevice.known(device.name, limitText(device), chosen);
  }
  if (another === undefined) return ofDevice.perhaps(device.name, identity.reason);
  const names = devices.slice(0, NAMED).map(({ name }) => name);
  const more = devices.length - names.length;
  return more === 0 ? ofDevice.oneOf(names, identity.reason) : ofDevice.oneOfMore(names, more, identity.reason);
}

const NAMED = 4;

function limitText(device: Preset): string {
  const { boardPowerW, powerRangeW, confidence } = device;
  const how = ofDevice.confidence[confidence];
  if (boardPowerW !== null) return ofDevice.limit(boardPowerW, how);
  const most = mostWatts(device);
  return powerRangeW === null || most === null ? ofDevice.noLimit : ofDevice.upTo(most, how);
}

/** Where price and carbon come from; they stand with the other sources. */
export function tariffSources({ prepared }: Pick<Basis, 'prepared'>): readonly string[] {
  const { electricity, grid } = prepared.tariff;
  return [
    ...(electricity === null ? [] : [tariff.electricitySource(electricity.source)]),
    ...(grid === null ? [] : [tariff.gridSource(grid.source)]),
  ];
}

/** What was typed in and changes nothing, with the reason; a price or rent that plays no part here stands in rent against own. */
export const unusedText = ({ settings, prepared, software }: Basis): string =>
  unusedOfTokens(settings, prepared, software)
    .map(({ field, why }) => (field === 'hardwarePrice' || field === 'rentPerHour' ? tariff.countsInRent(why) : why))
    .join(' ');

export function tariffText({ prepared }: Basis, countryName: (code: string) => string): string {
  const { country, electricity, grid, site } = prepared.tariff;
  const price =
    electricity === null ? tariff.noPrice : tariff.price(electricity.value.value, electricity.value.currency);
  const carbon = grid === null ? tariff.noGrid : tariff.grid(grid.value);
  const extra = Number(((site - 1) * 100).toPrecision(3));
  const cooling = extra === 0 ? tariff.noCooling : tariff.cooling(extra);
  return tariff.of(countryName(country), { price, carbon, cooling });
}
