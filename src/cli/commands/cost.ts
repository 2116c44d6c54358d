/** `tokamark cost`: what a published model costs on any GPU of the catalogue, and what a budget buys there. Runs nothing on a GPU. */
import {
  besides,
  budgetRows,
  budgetSays,
  budgetTitle,
  cheapestHours,
  dayPrices,
  imagine,
  ofText,
  type Imagination,
} from '../../costs';
import { lengthsText } from '../../energy/answer';
import { rising } from '../../energy/band';
import { HOURS_PER_MONTH } from '../../energy/figures';
import { checkRange } from '../../energy/limits';
import { howPaid } from '../../energy/payment';
import { loadTables } from '../../energy/tables';
import { TokamarkError } from '../../foundation/errors';
import type { Catalogue, Preset } from '../../hardware/catalogue';
import { searchRows } from '../../hardware/identify/search';
import { loadPublishedModels } from '../../predict/published-models';
import { budgetChart } from '../../report/charts/budget';
import { tornadoChart } from '../../report/charts/tornado';
import { oneLine } from '../../report/outside-text';
import { sheetMarkdown } from '../../report/table';
import { range, showBand, twoDigits } from '../../report/two-digits';
import { answer } from '../answer';
import { command } from '../command';
import { costCommand, rowsOf } from '../command-options';
import { ENERGY_OPTIONS } from '../energy-options';
import { COST_HELP } from '../help';
import { readTextArgument, type TextKind } from '../read-text';

const HOURLY: TextKind = {
  most: 64 * 1024,
  absent: 'option',
  code: 'import',
  option: '--hourly',
  remedy: 'Name a text file of 24 prices, or - for standard input.',
};

/** The GPU is that of --gpu, and its watts are those of its data sheet. */
const OF_ANOTHER: readonly string[] = ['device', 'watts', 'idleWatts', 'boundary'];

export const cost = command({
  name: 'cost',
  description: 'say what a published model would cost on any GPU, and what a budget buys',
  help: COST_HELP,
  options: [...rowsOf(costCommand), ...ENERGY_OPTIONS.filter(({ name }) => !OF_ANOTHER.includes(name))],
  read: (given) => ({ asked: given.table(costCommand), settings: given.energySettings() }),
  run: ({ asked, settings }, host) =>
    answer(asked.json, 'cost', host, async () => {
      const [tables, { models }] = await Promise.all([loadTables(), loadPublishedModels()]);
      const model = models.find(({ name }) => name.toLowerCase() === asked.model.toLowerCase());
      if (model === undefined) {
        const names = models.map(({ name }) => name).join(', ');
        throw refusal('--model', `There is no published model “${oneLine(asked.model)}”.`, `Give one of ${names}.`);
      }
      const limits = {
        ...{ watts: limit('mostWatts', asked.mostWatts, 'W'), distance: null },
        money: limit('money', asked.money, 'a month'),
        kilowattHours: limit('kilowattHours', asked.kilowattHours, 'kWh'),
        tokenSeconds: checkRange('tokenMs', asked.tokenMs, [0.01, 1e6, 'ms']) / 1000,
        hours: settings.utilisation * HOURS_PER_MONTH,
      };
      const work = { model, format: asked.format, batch: asked.batch };
      const found = imagine(gpuOf(asked.gpu, tables.catalogue), { settings, work, limits }, tables);
      const hours = checkRange('jobHours', asked.jobHours, [0.1, 24, 'hours']);
      const prices =
        asked.hourly === null
          ? null
          : dayPrices(await readTextArgument(asked.hourly, HOURLY, host.files.readStandardInput));
      const cheapest = prices === null ? null : { hours, ...cheapestHours(prices, hours) };
      const lengths = lengthsText(
        { ...settings, answerTokens: settings.answerTokens + settings.reasoningTokens },
        settings.reasoningTokens,
      );
      return { document: { ...found, cheapest }, text: markdown(found, { lengths, cheapest }) };
    }),
});

const limit = (name: string, value: number | null, unit: string): number | null =>
  value === null ? null : checkRange(name, value, [1e-3, 1e9, unit]);

function gpuOf(text: string, catalogue: Catalogue): Preset {
  const { taken, matches, near } = searchRows(text, catalogue);
  if (taken !== null) return taken;
  const names = matches.slice(0, 6).map(({ name }) => name);
  const more = matches.length > names.length ? ` and ${matches.length - names.length} more` : '';
  const listed = names.length === 0 ? '' : `: ${names.join(', ')}${more}`;
  throw refusal(
    '--gpu',
    near
      ? `The catalogue has no GPU “${oneLine(text)}”${listed === '' ? '' : `; like it${listed}`}.`
      : `Several GPUs of the catalogue answer to “${oneLine(text)}”${listed}.`,
    'Give more of its name.',
  );
}

const refusal = (where: string, message: string, remedy: string): TokamarkError =>
  new TokamarkError({ code: 'option', message, where, remedy });

interface Beside {
  /** Of an answer. */
  readonly lengths: string;
  readonly cheapest: (ReturnType<typeof cheapestHours> & { readonly hours: number }) | null;
}

function markdown(found: Imagination, { lengths, cheapest }: Beside): string {
  const { gpu, model, format, batch } = found;
  const title = `# ${model} in ${format.toUpperCase()} on a ${gpu.name}${batch === 1 ? '' : `, ${batch} sequences at once`}`;
  return [
    ...[title, '', 'Expected from its data sheet, not measured. Ranges are what is not known.', ''],
    ...(found.missing === null ? outcomeLines(found, lengths) : [found.missing, '']),
    ...budgetLines(found),
    ...tornadoLines(found),
    ...(cheapest === null
      ? []
      : [
          ...['## The hours of a day', ''],
          `${twoDigits(cheapest.hours)} hours of work are cheapest from ${clock(cheapest.cheapest.start)}, at ${twoDigits(cheapest.cheapest.price)} a kilowatt-hour, and dearest from ${clock(cheapest.dearest.start)}, at ${twoDigits(cheapest.dearest.price)}.`,
          '',
        ]),
  ].join('\n');
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

function outcomeLines({ outcome, hardware }: Imagination, lengths: string): readonly string[] {
  if (outcome === null) return [];
  const { speed, worked, charged, waiting, answer: one } = outcome;
  const money = one?.money ?? null;
  const beside = besides(outcome);
  return [
    charged.value === null
      ? '- The cost of a million tokens is not known: give a price of electricity.'
      : `- A million tokens cost ${showBand(charged.value, charged.currency ?? '')}${ofText(charged.of)}${waiting === null ? '' : `, ${range(waiting)} of it for idle power in the hours without use`}.`,
    `- ${range(speed.decode)} tokens per second, ${range(worked.row.joulesPerToken)} joules per token, ${range(worked.row.powerWatts)} W (${worked.row.provenance.badge}).`,
    ...(one === null
      ? [`- ${outcome.noAnswer}`]
      : [
          `- An answer of ${lengths} takes ${range(one.energy.joules)} joules and ${range(one.seconds)} seconds${
            money === null
              ? ''
              : `; a thousand cost ${showBand(
                  rising(money, (each) => 1000 * each),
                  one.currency ?? '',
                )}${ofText(one.of)}`
          }.`,
        ]),
    ...(hardware === null ? [] : [`- The machine: ${howPaid(hardware)}.`]),
    ...(beside === '' ? [] : [`- ${beside}`]),
    ...speed.sources.map((source) => `- ${oneLine(source)}`),
    '',
  ];
}

const ABOUT = { title: '', says: '', source: '' };

function budgetLines({ budget: { plan, limits, currency } }: Imagination): readonly string[] {
  const rows = budgetRows(plan);
  const chart = budgetChart(rows, ABOUT);
  const says = `${budgetTitle(plan, limits, currency)}. ${budgetSays(plan)}`.trim();
  const table =
    chart === null ? rows.map(({ format, why }) => `- ${format.toUpperCase()}: ${why}`) : [sheetMarkdown(chart.table)];
  return ['## What a month buys', '', says, '', ...table, ''];
}

function tornadoLines({ tornado, outcome }: Imagination): readonly string[] {
  if (tornado === null || tornado.effects.length === 0) return [];
  const thousand = (price: typeof tornado.price) => rising(price, (one) => 1000 * one);
  const effects = tornado.effects.map(({ what, cheap, dear }) => ({
    what,
    cheap: { at: cheap.at, price: thousand(cheap.price) },
    dear: { at: dear.at, price: thousand(dear.price) },
  }));
  const chart = tornadoChart(effects, {
    ...ABOUT,
    unit: `${outcome?.answer?.currency ?? ''} for a thousand answers`,
    price: thousand(tornado.price),
  });
  if (chart === null) return [];
  return [
    ...['## What would change the price of an answer most', '', sheetMarkdown(chart.table), ''],
    ...tornado.left.map((one) => `- ${one}`),
    ...(tornado.left.length === 0 ? [] : ['']),
  ];
}
