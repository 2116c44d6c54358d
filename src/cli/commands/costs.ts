/** `tokamark costs`: three metrics, rent against own, a text's words and training budgets, as tables. Runs nothing on a GPU. */
import { basename, dirname, resolve } from 'node:path';
import {
  costs as costsOf,
  loadTrainingBudgets,
  markUpTable,
  metricsTable,
  textSheet,
  trainingSheet,
  type Costs,
  type NamedTokenizer,
} from '../../costs';
import { loadTables } from '../../energy/tables';
import { LARGEST_TOKENIZER, openFolderTokenizer } from '../../model/files/folder';
import { TokamarkError } from '../../foundation/errors';
import { openTokenizer } from '../../model/files/tokenizer';
import { oneLine } from '../../report/outside-text';
import { sheetMarkdown } from '../../report/table';
import { showBand } from '../../report/two-digits';
import { answer } from '../answer';
import { command } from '../command';
import { costsCommand, rowsOf } from '../command-options';
import { ENERGY_OPTIONS, isOfAnswer } from '../energy-options';
import type { CliHost } from '../host';
import { readPowerFile } from '../power-file';
import { readTextArgument, readTextFile, type TextKind } from '../read-text';
import { byFlag } from '../setting-names';

const TEXT: TextKind = {
  most: 64 * 1024 * 1024,
  absent: 'option',
  code: 'import',
  option: '--text',
  remedy: 'Name a text file that you can read, or - for standard input.',
};

const TOKENIZER: TextKind = {
  most: LARGEST_TOKENIZER,
  absent: 'option',
  code: 'tokenizer',
  option: '--tokenizers',
  remedy: 'Name a tokenizer.json that you can read.',
};

export const costs = command({
  name: 'costs',
  description: 'compare the costs of machines: hours, FLOPS, tokens, rent, texts and training',
  options: [...rowsOf(costsCommand), ...ENERGY_OPTIONS.filter((one) => !isOfAnswer(one))],
  read: (given) => {
    const { tokensPerSecond, bytesPerToken, flopsPerSecond, powerFile, text, tokenizers, json, ...choice } =
      given.table(costsCommand);
    given.assertOneInput([text, powerFile]);
    const work = { tokensPerSecond, bytesPerToken, flopsPerSecond };
    return { work, settings: given.energySettings(), powerFile, choice, text, tokenizers, json };
  },
  run: async ({ work, settings, powerFile, choice, text, tokenizers, json }, host) => {
    if (text === null && tokenizers.length > 0) {
      throw new TokamarkError({
        code: 'option',
        message: '--tokenizers counts the tokens of a text, but no text is given.',
        where: '--tokenizers',
        remedy: 'Give --text FILE as well, or leave --tokenizers out.',
      });
    }
    return answer(json, 'costs', host, async () => {
      const [tables, budgets] = await Promise.all([loadTables(), loadTrainingBudgets()]);
      const given =
        text === null
          ? null
          : {
              text: await readTextArgument(text, TEXT, host.files.readStandardInput),
              tokenizers: await openTokenizers(tokenizers, host),
            };
      const better = await readPowerFile(powerFile, settings, tables.catalogue, host.files.readStandardInput);
      const document = costsOf(work, settings, { ...choice, text: given }, { ...tables, budgets, better });
      return { document, text: markdown(document) };
    });
  },
});

async function openTokenizers(files: readonly string[], host: CliHost): Promise<NamedTokenizer[]> {
  const fable = await host.files.openFable();
  const first = await openFolderTokenizer(fable);
  const others = await Promise.all(
    files.map(async (file) => {
      const tokenizer = openTokenizer(await readTextFile(file, TOKENIZER), null, file);
      return { name: basename(dirname(resolve(file))), encode: (text: string) => tokenizer.encode(text) };
    }),
  );
  return [{ name: 'Fable', encode: (text) => first.encode(text) }, ...others];
}

function markdown(found: Costs): string {
  const { metrics, markUp, markUpMissing, unused, text, training, provenance, perMillionTokens } = found;
  const currency = found.tariff.electricity?.value.currency ?? null;
  const lines = [
    `# What it costs${found.device === null ? '' : `: ${oneLine(found.device.name)}`}`,
    '',
    `Energy: ${provenance.badge}. ${found.tariff.electricity === null ? `No electricity price with a source is known for ${found.tariff.country}.` : `Electricity: ${found.tariff.electricity.value.value} ${currency ?? ''} per kWh (${oneLine(found.tariff.electricity.source)}), PUE ${found.tariff.pue}.`}`,
    '',
    perMillionTokens.value === null
      ? 'The cost of a million tokens is not known: give a price of electricity.'
      : `A million tokens cost ${showBand(perMillionTokens.value, perMillionTokens.currency ?? '')} (${perMillionTokens.of}).`,
    '',
    ...unused.map(({ field, why }) => `- ${byFlag(field)}: ${why}`),
    ...(unused.length === 0 ? [] : ['']),
    '## Three metrics',
    '',
    metricsTable(metrics),
    '',
    '## Rent against own',
    '',
    markUpTable(markUp),
    ...(markUpMissing === null ? [] : [`- ${byFlag(markUpMissing.field)}: ${markUpMissing.why}`]),
    ...(text === null
      ? []
      : [
          '',
          '## Tokens of the text',
          '',
          `Charged: ${perMillionTokens.of}.`,
          '',
          sheetMarkdown(textSheet(text, perMillionTokens)),
        ]),
    ...(training === null
      ? []
      : [
          '',
          '## Training published models on this GPU',
          '',
          `At ${training.machine.flopsPerSecond.toExponential(2)} FLOP/s (${oneLine(training.machine.flopsSource)}), ${Math.round(100 * training.machine.utilisation)} % of it kept (${training.machine.utilisationSource}); power: ${training.machine.powerBadge}.`,
          '',
          sheetMarkdown(trainingSheet(training.rows, currency)),
          '',
          ...training.rows.map(
            ({ model }) => `- ${model.name}: ${model.source}.${model.note === null ? '' : ` ${model.note}`}`,
          ),
        ]),
    '',
  ];
  return lines.join('\n');
}
