/** What a run measured of whole tokens and prompts, as the cost model holds its sums against: each entry of ours, by phase. */
import { z } from 'zod';
import { isOurs } from '../../benchmark/whose';
import { deliveryOf } from '../../benchmark/workload';
import { RECIPES, type ModelFormat } from '../../kernels/recipe';
import type { Interval } from '../../statistics/interval';
import type { Result, ResultEntry } from '../schema';
import { promptOf, stepOf, type Pass } from './pass';
import type { WorkPhase } from './work';

export interface Measured {
  readonly phase: WorkPhase;
  readonly model: string;
  readonly format: ModelFormat;
  readonly test: string;
  readonly batch: number;
  readonly pass: Pass;
  /** Of a step of decode, or from a prompt to its first token. */
  readonly seconds: Interval;
}

const size = z.number().int().positive().max(1e9);
const shapeSchema = z.object({
  ...{ hiddenSize: size, layers: size, heads: size, keyValueHeads: size, headDim: size },
  ...{ intermediateSize: size, vocabSize: size, tiedEmbeddings: z.boolean() },
});

/** Streamed decode of any number of sequences, and prompts of one; what a test of another engine took says nothing of our sites. */
export const measuredOf = (result: Result): readonly Measured[] =>
  result.results.flatMap((entry) => one(entry, chunkOf(result)) ?? []);

/** Tokens of a pass of prefill; where none was tuned, a prompt is one pass. */
export const chunkOf = ({ tuning }: Pick<Result, 'tuning'>): number =>
  Math.max(0, ...(tuning?.sites ?? []).flatMap(({ id, rows }) => (id.startsWith('prefill ') ? [rows] : []))) ||
  Infinity;

function one(entry: ResultEntry, chunk: number): Measured | null {
  const shape = shapeSchema.safeParse(entry.workload.shape);
  if (!shape.success || !isOurs(entry)) return null;
  const { phase, model, format, test, batch, depth, tokens, tokensPerSecond: rate, ttftSeconds } = entry;
  const named = { phase, model: model.name, format, test, batch };
  if (phase === 'prefill') {
    if (ttftSeconds === null || depth > 0 || batch > 1) return null;
    return { ...named, pass: promptOf(shape.data, RECIPES[format], { tokens, chunk }), seconds: ttftSeconds };
  }
  if (rate === null || deliveryOf(entry) !== 'streamed') return null;
  const seconds = { median: batch / rate.median, low: batch / rate.high, high: batch / rate.low };
  return { ...named, pass: stepOf(shape.data, RECIPES[format], { context: depth + tokens / 2, batch }), seconds };
}
