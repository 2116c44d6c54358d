/** Predictions from one run held against other runs of the same device: shapes that were not used for the prediction. Measures nothing. */
import { z } from 'zod';
import { RECIPES } from '../../src/kernels/recipe';
import { isOurs } from '../../src/benchmark/whose';
import { deliveryOf } from '../../src/benchmark/workload';
import { basisOf, isMissing, type Missing } from '../../src/predict/basis';
import { sizes, type PublishedModel } from '../../src/predict/published-models';
import { predictDecode, predictFirstToken, type Prediction } from '../../src/predict/speed';
import type { Result, ResultEntry } from '../../src/report/schema';
import { left, right, sheetMarkdown, sheetOf } from '../../src/report/table';

export interface Comparison {
  readonly model: string;
  readonly format: string;
  readonly test: string;
  readonly predicted: Prediction | Missing;
  /** Tokens per second of decode, or seconds to the first token. */
  readonly measured: number;
}

/** Of an interval that says something: its upper bound over its lower one. */
const MOST_WIDTH = 1.8;
const GOAL = 0.9;
const FEWEST = 30;

export const comparisons = (base: Result, measured: readonly Result[]): readonly Comparison[] =>
  measured.flatMap(({ results }) => results.flatMap((entry) => comparisonOf(base, entry) ?? []));

function comparisonOf(base: Result, entry: ResultEntry): Comparison | null {
  const model = modelOf(entry);
  const basis = basisOf(base, entry.format);
  if (model === null || !isOurs(entry) || isOfBase(entry, base)) return null;
  const recipe = RECIPES[entry.format];
  const about = { model: model.name, format: entry.format.toUpperCase(), test: entry.test };
  if (entry.phase === 'prefill') {
    if (entry.depth > 0 || entry.batch > 1 || entry.ttftSeconds === null) return null;
    const predicted = predictFirstToken(model, recipe, basis, entry.tokens);
    return { ...about, predicted, measured: entry.ttftSeconds.median };
  }
  if (deliveryOf(entry) !== 'streamed' || entry.tokensPerSecond === null) return null;
  const step = { context: entry.depth + entry.tokens / 2, batch: entry.batch };
  const predicted = predictDecode(model, recipe, basis, step);
  return { ...about, predicted, measured: entry.tokensPerSecond.median };
}

/** What was fitted is no test of the fit. */
const isOfBase = ({ model, phase }: ResultEntry, { results }: Result): boolean =>
  results.some((one) => one.model.name === model.name && one.phase === phase);

const shapeSchema = z.object({ ...sizes, tiedEmbeddings: z.boolean(), qkvBias: z.boolean().default(false) });

/** As its workload says it, whether it is published or not. */
function modelOf({ model: { name, parameters }, workload }: ResultEntry): PublishedModel | null {
  const shape = shapeSchema.safeParse(workload.shape);
  if (!shape.success) return null;
  const { qkvBias, ...own } = shape.data;
  return {
    ...{ ...own, name, hub: name, architecture: qkvBias ? 'qwen2' : 'llama', experts: null },
    ...{ parameters, activeParameters: parameters },
    licence: { name: 'not told', source: null },
    contextLength: { tokens: workload.depth + workload.tokens, source: null },
  };
}

export const isInside = ({ predicted, measured }: Comparison): boolean =>
  !isMissing(predicted) && measured >= predicted.low && measured <= predicted.high;

const widthOf = ({ predicted }: Comparison): number =>
  isMissing(predicted) ? Infinity : predicted.high / predicted.low;

export function comparisonText(base: Pick<Result, 'adapter'>, found: readonly Comparison[]): string {
  const shown = (value: number): string => String(Number(value.toPrecision(3)));
  const sheet = sheetOf<Comparison>(
    [
      left('model', ({ model }) => model),
      left('test', ({ format, test }) => `${format} ${test}`),
      left('from', ({ predicted }) => (isMissing(predicted) ? predicted.missing : predicted.from)),
      right('predicted', ({ predicted }) =>
        isMissing(predicted) ? '-' : `${shown(predicted.low)} to ${shown(predicted.high)}`,
      ),
      right('measured', ({ measured }) => shown(measured)),
      left('inside', (one) => (isInside(one) ? 'yes' : 'no')),
      right('width', (one) => shown(widthOf(one))),
    ],
    found,
  );
  const inside = found.filter(isInside);
  const narrow = inside.filter((one) => widthOf(one) <= MOST_WIDTH);
  const met = found.length >= FEWEST && narrow.length >= GOAL * found.length;
  return [
    ...(base.adapter.software ? ['**Software adapter, not a GPU.**', ''] : []),
    sheetMarkdown(sheet),
    '',
    `${inside.length} of ${found.length} are inside their interval, ${narrow.length} of them in one of at most ${MOST_WIDTH} times.`,
    `Goal (at least ${FEWEST}, ${GOAL * 100} % inside such intervals): ${met ? 'met' : 'not met'}.`,
    '',
  ].join('\n');
}
