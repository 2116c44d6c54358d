/** `tokamark energy`: the calculator, and the power model compared with published measurements. Runs nothing on a GPU. */
import type { Band } from '../../energy/band';
import { calculate, type Calculation } from '../../energy/calculate';
import { checkModel } from '../../energy/check-model';
import { checkTable } from '../../energy/check-table';
import { loadPowerMeasurements } from '../../energy/power/measurements';
import { answersIn } from '../../energy/everyday';
import { loadTables } from '../../energy/tables';
import { coolingText, showBand } from '../../report/two-digits';
import { oneLine } from '../../report/outside-text';
import { answer } from '../answer';
import { command } from '../command';
import { energyCommand, rowsOf } from '../command-options';
import { ENERGY_OPTIONS } from '../energy-options';
import { longOf, type Given } from '../given';
import { readPowerFile } from '../power-file';
import { byFlag } from '../setting-names';

/** The calculator knows no speed of prefill unless it is given: an answer has no prompt then. */
const NO_PROMPT = '0';

const OPTIONS = [
  ...rowsOf(energyCommand),
  ...ENERGY_OPTIONS.map((one) => (one.name === 'promptTokens' ? { ...one, otherwise: NO_PROMPT } : one)),
];

export const energy = command({
  name: 'energy',
  description: 'calculate the energy, money and carbon of a token from a speed',
  options: OPTIONS,
  read: (given) => {
    const { checkModel: held, json, powerFile, tokensPerSecond, ...work } = given.table(energyCommand);
    if (held) refuseBesideCheck(given);
    else if (tokensPerSecond === null) {
      throw given.refusal(
        '--tokens-per-second is missing: the energy of a token is power over speed.',
        '--tokens-per-second',
      );
    }
    return {
      work: tokensPerSecond === null ? null : { ...work, tokensPerSecond },
      settings: given.energySettings({ promptTokens: NO_PROMPT }),
      ...{ powerFile, json },
    };
  },
  run: ({ work, settings, powerFile, json }, host) =>
    answer(json, 'energy', host, async () => {
      const tables = await loadTables();
      const better = await readPowerFile(powerFile, settings, tables.catalogue, host.files.readStandardInput);
      if (work !== null) {
        const document = calculate(work, settings, tables, better);
        return { document, text: text(document) };
      }
      const document = checkModel(await loadPowerMeasurements());
      return { document, text: checkTable(document) };
    }),
});

function refuseBesideCheck(given: Given): void {
  const flags = OPTIONS.map(({ flag }) => longOf(flag)).filter((flag) => flag !== '--check-model' && flag !== '--json');
  const other = flags.find((flag) => given.has(flag));
  if (other === undefined) return;
  throw given.refusal(`--check-model and ${other} exclude each other: the check has its own measurements.`, other);
}

/** The badge stands above all that it is of; an answer, which may hold a second phase, has its own. */
function text(found: Calculation): string {
  const { cost, carbon, provenance, tariff } = found;
  const money = cost.currency ?? '';
  const machine = cost.hardware;
  const million = (currency = '') => `${currency} per million tokens`;
  const figures: readonly (readonly [name: string, figure: Band<number> | null, unit: string, more?: string])[] = [
    ['power', found.powerWatts, 'W'],
    ['energy', found.joulesPerToken, 'J/token'],
    ['above idle', found.marginalJoulesPerToken, 'J/token'],
    ['tokens', found.tokensPerJoule, 'tokens/J', ' (tokens per watt-second)'],
    ['per megawatt', found.tokensPerSecondPerMegawatt, 'tokens/s'],
    ['watt-hours', found.wattHoursPerMillionTokens, 'Wh per million tokens'],
    ['electricity', cost.electricityPerMillionTokens, million(money)],
    ['machine', machine?.perMillionTokens ?? null, million(machine?.currency), ` (${machine?.how ?? ''})`],
    ['both', machine?.basis === 'owned' ? cost.totalPerMillionTokens : null, million(machine?.currency)],
    ['carbon', carbon.gramsPerMillionTokens, 'g CO2 per million tokens'],
  ];
  const lines = [
    `${found.phase}${found.device === null ? '' : ` on ${oneLine(found.device.name)}`}: ${provenance.badge}`,
    ...figures.flatMap(([name, figure, unit, more = '']) =>
      figure === null ? [] : [`  ${name.padEnd(17)} ${showBand(figure, unit)}${more}`],
    ),
    ...(tariff.pricePerKilowattHour === null
      ? []
      : [`  at ${tariff.pricePerKilowattHour} ${money} per kWh (${tariff.priceSource ?? ''})`]),
    ...(tariff.gramsPerKilowattHour === null
      ? []
      : [`  at ${tariff.gramsPerKilowattHour} g CO2 per kWh (${tariff.gridSource ?? ''})`]),
    `  ${coolingText(tariff.pue)}`,
    ...found.unused.map(({ field, why }) => `  ${byFlag(field)}: ${why}`),
    ...[...cost.missing, ...provenance.notes].map((note) => `  ${note}`),
    ...answerLines(found),
  ];
  return `${lines.join('\n')}\n`;
}

function answerLines({ answer, everyday, phase, tariff }: Calculation): string[] {
  const { promptTokens, answerTokens, joules, wattHours, cost, grams, provenance } = answer;
  const what =
    phase === 'prefill'
      ? `${answerTokens} tokens of a prompt`
      : `an answer of ${answerTokens} tokens${promptTokens === 0 ? '' : ` to a prompt of ${promptTokens}`}`;
  const parts = [
    showBand(joules, 'J'),
    showBand(wattHours, 'Wh'),
    ...(cost === null ? [] : [showBand(cost, tariff.currency ?? '')]),
    ...(grams === null ? [] : [showBand(grams, 'g CO2')]),
  ];
  return [
    `${what}: ${provenance.badge}`,
    ...parts.map((part) => `  ${part}`),
    '  for comparison, as published (not ranked: each counts something else):',
    ...everyday.map(
      (one) =>
        `    ${one.what}, ${one.wattHours} Wh: as much as ${showBand(answersIn(one, joules), 'of these')}; counted: ${one.counts} (${one.source})`,
    ),
  ];
}
