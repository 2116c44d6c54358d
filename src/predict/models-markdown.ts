/** The table of what a device could run, as Markdown for a terminal and a file; its cells and notes for the page too. */
import { oneLine } from '../report/outside-text';
import { showBytes, showCount } from '../report/quantity';
import { left, right, sheetMarkdown, sheetOf, type Sheet } from '../report/table';
import { range } from '../report/two-digits';
import { isMissing, type Missing } from './basis';
import type { FormatRow, ModelRow, ModelsTable } from './models-table';
import type { Prediction } from './speed';

interface Row {
  readonly model: ModelRow;
  readonly of: FormatRow;
}

const rowsOf = ({ models }: ModelsTable): Row[] =>
  models.flatMap((model) => model.formats.map((of): Row => ({ model, of })));

/** A row for each model and format. */
export const modelsSheet = (table: ModelsTable): Sheet =>
  sheetOf<Row>(
    [
      left('model', ({ model }) => `${model.name}${model.runs ? '' : ' †'}`),
      right('parameters', ({ model }) => parametersText(model)),
      left('format', ({ of }) => of.format.toUpperCase()),
      right('weights', ({ of }) => showBytes(of.weightBytes)),
      right('read per token', ({ of }) => showBytes(of.bytesPerToken)),
      left('fits', ({ of }) => of.fit.fits),
      right('decode, tokens/s', ({ of }) => shown(of.decode)),
      right('first token, s', ({ of }) => shown(of.firstToken)),
      right('context', ({ model }) => `${model.contextLength.tokens}${unsourced(model.contextLength.source)}`),
      left('licence', ({ model }) => `${model.licence.name}${unsourced(model.licence.source)}`),
    ],
    rowsOf(table),
  );

export function modelsMarkdown(table: ModelsTable): string {
  return [
    '# What this device could run',
    '',
    ...heading(table),
    '',
    sheetMarkdown(modelsSheet(table)),
    '',
    ...modelsNotes(table).map((note) => `- ${note}`),
    '',
  ].join('\n');
}

const parametersText = ({ parameters, activeParameters, experts }: ModelRow): string =>
  experts === null ? showCount(parameters) : `${showCount(parameters)}, ${showCount(activeParameters)} active`;

const unsourced = (source: string | null): string => (source === null ? ' ‡' : '');

/** The range first: no model here was run. */
function shown(one: Prediction | Missing): string {
  if (isMissing(one)) return '-';
  return range({ low: one.low, central: one.median, high: one.high });
}

function heading(table: ModelsTable): readonly string[] {
  const { device } = table;
  const of =
    device === null
      ? 'No run of this device is kept: bytes alone are known. Run `tokamark` first, or name a result with --result FILE.'
      : `${device.software ? '**Software adapter, not a GPU: its speeds are a processor’s.** ' : ''}${aboutDevice(table)}`;
  return [of, aboutTokens(table), ...memoryNotes(table).map((note) => `- ${note}`)];
}

/** Of what run the predictions are, and what they are; nothing without one. */
export const aboutDevice = ({ device, about }: ModelsTable): string =>
  device === null
    ? ''
    : `From the run of ${device.startedAt} on ${oneLine(device.adapter)}, ${oneLine(device.engine)}, suite ${oneLine(device.suite)}. ${about}`;

export const aboutTokens = ({ context, promptTokens }: ModelsTable): string =>
  `A token of decode sees ${context} positions; the first token follows a prompt of ${promptTokens}.`;

/** How much memory there is, as far as somebody knows. */
export const memoryNotes = ({ memory }: ModelsTable): string[] =>
  memory.map(({ bytes, from, isAll }) => `Memory: ${WORDS[from]} ${showBytes(bytes)}${isAll ? '' : ' at least'}.`);

const WORDS = {
  stated: 'you say that there are',
  allocated: 'an allocation test was given',
  run: 'the run had in use',
} as const;

/** What a reader must know of the rows. */
export function modelsNotes(table: ModelsTable): readonly string[] {
  const { models, device } = table;
  const rows = rowsOf(table);
  const why = new Map<string, string[]>();
  for (const { name, whyNotRun } of models) {
    if (whyNotRun !== null) why.set(whyNotRun, [...(why.get(whyNotRun) ?? []), name]);
  }
  const missing = new Set(
    rows.flatMap(({ of }) => [of.decode, of.firstToken]).flatMap((one) => (isMissing(one) ? one.missing : [])),
  );
  const bases = new Set(
    rows.flatMap(({ of }) =>
      [of.decode, of.firstToken].flatMap((one) =>
        isMissing(one) ? [] : `${of.format.toUpperCase()}: ${BASES[one.from](one)}${checkText(one)}`,
      ),
    ),
  );
  return [
    FITS,
    ...bases,
    ...(device === null ? [] : [...missing].map((one) => `Not predicted (-): ${oneLine(one)}`)),
    ...[...why].map(([reason, names]) => `† As if our engine ran it. ${names.join(', ')}: ${reason}.`),
    '‡ From the model card as known; no page was read for it.',
  ];
}

const FITS =
  'Fits: weights, keys, values and logits against the limits of the adapter and the memory that is known, without a margin. Activations and the system’s share are not counted: what just fits may still fail. A GPU that shares the processor’s memory has less than all of it.';

const BASES: Readonly<Record<Prediction['from'], (of: Prediction) => string>> = {
  sites: ({ model, test, deepest }) =>
    test === 'prefill'
      ? `the first token by the cost model: the time of each kernel that the run tuned, and of the prompts that it measured, of models up to ${oneLine(model)}`
      : `decode by the cost model: the time of each kernel that the run tuned, and of the tokens of models up to ${oneLine(model)}, which saw ${Math.round(deepest ?? 0)} positions at most`,
  line: ({ model, test }) => `decode by the line of ${oneLine(model)} and smaller models (${oneLine(test)})`,
  headline: ({ model, test }) =>
    `the run has no line: decode by ${oneLine(model)} alone (${oneLine(test)}), between all of its time for bytes and the share of the bandwidth that it reached`,
  prompt: ({ model, test }) => `the first token by the prompt of ${oneLine(model)} (${oneLine(test)})`,
};

const ONE_MODEL = '; one model alone was measured, so that it is not known how far off another is';
const CHECKED_BY: Readonly<Record<NonNullable<Prediction['checkedBy']>, string>> = {
  models: '; as wide as that is wrong about the run’s own models',
  formats: ONE_MODEL,
  nothing: ONE_MODEL,
  comparisons: '; as wide as such predictions were wrong on software adapters where they were compared',
};

/** Of the cost model alone: who told how far off it may be. */
function checkText({ checkedBy }: Prediction): string {
  return checkedBy === undefined ? '' : CHECKED_BY[checkedBy];
}
