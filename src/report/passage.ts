/** The forced passage of a comparison: from what was measured to what a result holds, and as a table and words for page and Markdown alike. */
import { isOurs } from '../benchmark/whose';
import type { Passage as Measured } from '../benchmark/passage/passage';
import { nameAmongEngines, rankAmongEngines } from './engine-rows';
import type { Passage } from './schema';
import { left, right, sheetOf, type Sheet } from './table';
import { twoDigits } from './two-digits';

export const passageOf = ({ model, tokens, rows }: Measured): Passage => ({
  ...{ model, tokens },
  rows: rows.map(({ contestant: { engine, recipe }, figures, error }) => ({
    ...{ engine, format: recipe.id },
    perplexity: figures === null ? null : Math.exp(figures.nll),
    ...{ kl: figures?.kl ?? null, top1: figures?.top1 ?? null },
    error: error === null ? null : { ...error.toData() },
  })),
});

type Row = Passage['rows'][number];

const isReference = (row: Row): boolean => isOurs(row) && row.format === 'fp16';

const NONE = '–';

const COLUMNS = [
  left<Row>('engine', (row) => nameAmongEngines(row)),
  right<Row>('perplexity', ({ perplexity, error }) =>
    perplexity === null ? (error === null ? 'not given' : 'failed') : perplexity.toFixed(3),
  ),
  right<Row>('KL to Tokamark FP16, nats/token', (row) =>
    row.kl === null ? (isReference(row) && row.perplexity !== null ? 'reference' : NONE) : natsText(row.kl),
  ),
  right<Row>('same most likely token', ({ top1 }) => (top1 === null ? NONE : `${(100 * top1).toFixed(1)} %`)),
];

/** Below this, f32 sums in another order say as much. */
const LEAST_NATS = 1e-7;

const natsText = (nats: number): string => (nats < LEAST_NATS ? `< ${LEAST_NATS.toFixed(7)}` : twoDigits(nats));

/** In the order of the table of speeds. */
export const passageSheet = ({ rows }: Passage): Sheet =>
  sheetOf(
    COLUMNS,
    rows.toSorted((a, b) => rankAmongEngines(a) - rankAmongEngines(b)),
  );

export const passageAbout = ({ tokens }: Passage): string =>
  `The first ${tokens} tokens of the text, each read by all whatever they would have written: a check of the arithmetic on few tokens, and no measure of a model. FP16 should come to the same but for rounding. At INT4 engines hold other numbers: their scales differ, and onnxruntime has embedding and LM head in INT4, ours in INT8. Ours reads it by the decode steps that were timed, onnxruntime all at once as a prompt.`;

/** Why a row has none, a sentence each. */
export const passageFailures = ({ rows }: Passage): readonly string[] =>
  rows.flatMap((row) =>
    row.error === null
      ? []
      : `${nameAmongEngines(row)} did not read the passage: ${row.error.message} ${row.error.remedy}`,
  );
