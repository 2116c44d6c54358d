/** `tokamark energy`: the calculator, and the power model held against published measurements. Runs nothing on a GPU. */
import { calculate, type Calculation } from '../../energy/calculate';
import { loadCatalogue } from '../../energy/catalogue';
import { loadConstants } from '../../energy/constants';
import { checkModel, checkTable } from '../../energy/check-model';
import { showBand } from '../../report/two-digits';
import { oneLine } from '../../report/outside-text';
import { checkWritable, saveDocument } from '../destination';
import { EXIT, type ExitCode } from '../exit-codes';
import type { CliHost } from '../host';
import type { EnergyOptions } from '../invocation';

export async function energy({ work, settings, json }: EnergyOptions, host: CliHost): Promise<ExitCode> {
  await checkWritable(json, '--json');
  const [catalogue, constants] = await Promise.all([loadCatalogue(), loadConstants()]);
  const found = work === null ? checkModel(catalogue, constants) : calculate(work, settings, catalogue, constants);
  if (json !== null) {
    await saveDocument(json, `${JSON.stringify(found, null, 2)}\n`, host.streams, 'energy.json');
  }
  if (json?.kind !== 'stdout') host.streams.stdout.write('rows' in found ? checkTable(found) : text(found));
  return EXIT.ok;
}

function text(found: Calculation): string {
  const { cost, carbon, provenance, tariff } = found;
  const money = cost.currency ?? '';
  const lines = [
    `${found.phase}${found.device === null ? '' : ` on ${oneLine(found.device.name)}`}: ${provenance.badge}`,
    `  power             ${showBand(found.powerWatts, 'W')}`,
    `  energy            ${showBand(found.joulesPerToken, 'J/token')}`,
    ...(found.marginalJoulesPerToken === null
      ? []
      : [`  above idle        ${showBand(found.marginalJoulesPerToken, 'J/token')}`]),
    `  tokens            ${showBand(found.tokensPerJoule, 'tokens/J')}`,
    `  a million tokens  ${showBand(found.wattHoursPerMillionTokens, 'Wh')}`,
    ...(cost.electricityPerMillionTokens === null
      ? []
      : [`  electricity       ${showBand(cost.electricityPerMillionTokens, `${money} a million tokens`)}`]),
    ...(cost.hardware === null
      ? []
      : [
          `  machine           ${showBand(cost.hardware.perMillionTokens, `${cost.hardware.currency} a million tokens`)} (${cost.hardware.how})`,
        ]),
    ...(carbon.gramsPerMillionTokens === null
      ? []
      : [`  carbon            ${showBand(carbon.gramsPerMillionTokens, 'g CO2 a million tokens')}`]),
    `  ${found.answer.answerTokens} tokens        ${showBand(found.answer.joules, 'J')}`,
    ...(tariff.pricePerKilowattHour === null
      ? []
      : [`  at ${tariff.pricePerKilowattHour} ${money} a kWh (${tariff.priceSource ?? ''}), PUE ${tariff.pue}`]),
    ...[...cost.missing, ...provenance.notes].map((note) => `  ${note}`),
  ];
  return `${lines.join('\n')}\n`;
}
