/**
 * What a run says of a device, by format, from which other models are predicted: its cost model where it was tuned; else the line of decode
 * over several models, or where there is none the token of one model and the share of the bandwidth that it reached; and the time of one
 * prompt. Predicts nothing.
 */
import { sizes } from './published-models';
import { z } from 'zod';
import { isOurs } from '../benchmark/whose';
import type { ModelFormat } from '../kernels/recipe';
import { deliveryOf } from '../benchmark/workload';
import { ofLargest } from '../report/headline';
import { costModelOf, type CostModel } from '../report/cost-model/cost-model';
import { chunkOf } from '../report/cost-model/measured';
import { mostOf } from '../report/cost-model/site-times';
import type { Result, ResultEntry } from '../report/schema';
import type { DecodeLine } from '../report/schema/line';
import type { PromptSizes } from './stored';

/** Why something is not predicted, as a sentence. */
export interface Missing {
  readonly missing: string;
}

export const isMissing = (one: object): one is Missing => 'missing' in one;

/** The model whose dispatches are known, in proportion to which another's are. */
interface Reference {
  readonly model: string;
  readonly test: string;
  readonly layers: number;
  readonly dispatches: number;
}

export type DecodeBasis = Reference &
  (
    | { readonly kind: 'line'; readonly line: DecodeLine }
    | { readonly kind: 'headline'; readonly secondsPerToken: Seconds; readonly bytes: number; readonly share: number }
  );

interface Seconds {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface PromptBasis {
  readonly model: string;
  readonly test: string;
  readonly sizes: PromptSizes;
  readonly tokens: number;
  readonly seconds: Seconds;
}

/** The sites that a run timed, and the largest model of which it measured a token. */
export interface CostBasis {
  readonly cost: CostModel;
  /** Tokens of a pass of prefill. */
  readonly chunk: number;
  readonly model: string;
}

export interface FormatBasis {
  /** Null where the run timed no sites, or does not say its roofs. */
  readonly cost: CostBasis | null;
  /** Bytes per second beyond which nothing reads the memory; Infinity where the run did not measure it. */
  readonly mostBytesPerSecond: number;
  readonly decode: DecodeBasis | Missing;
  readonly prompt: PromptBasis | Missing;
}

export function basisOf(result: Result, format: ModelFormat): FormatBasis {
  const own = result.results.filter((entry) => isOurs(entry) && entry.format === format && entry.batch === 1);
  const bandwidth = result.roofs?.bandwidth ?? null;
  const mostBytesPerSecond = bandwidth === null ? Infinity : mostOf(bandwidth);
  return {
    cost: costBasis(result),
    mostBytesPerSecond,
    decode: decodeBasis(result, own, format),
    prompt: promptBasis(own, format),
  };
}

function costBasis(result: Result): CostBasis | null {
  const cost = costModelOf(result);
  if (cost === null) return null;
  const [largest] = ofLargest(result.results.filter(isOurs));
  return { cost, chunk: chunkOf(result), model: largest?.model.name ?? '' };
}

function decodeBasis({ lines }: Result, own: readonly ResultEntry[], format: ModelFormat): DecodeBasis | Missing {
  const decoded = own.filter(
    (entry) => entry.phase === 'decode' && deliveryOf(entry) === 'streamed' && entry.tokensPerSecond !== null,
  );
  const line = lines.find((one) => isOurs(one) && one.format === format);
  if (line !== undefined) {
    const entry = decoded.find(({ model, test }) => model.name === line.model && test === line.test);
    const reference = entry === undefined ? null : referenceOf(entry);
    if (reference !== null) return { kind: 'line', line, ...reference };
  }
  const [headline] = ofLargest(decoded).toSorted((a, b) => a.depth - b.depth);
  const rate = headline?.tokensPerSecond ?? null;
  if (headline === undefined || rate === null) {
    return { missing: `The run measured no streamed decode of one sequence at ${format.toUpperCase()}.` };
  }
  const reference = referenceOf(headline);
  if (reference === null || headline.bytesReadPerToken === 0) {
    return { missing: 'The run does not tell the layers, dispatches and bytes of a token of its model.' };
  }
  return {
    ...{ kind: 'headline', ...reference, bytes: headline.bytesReadPerToken },
    secondsPerToken: { median: 1 / rate.median, low: 1 / rate.high, high: 1 / rate.low },
    share: Math.min(1, headline.bandwidthShare?.low ?? 0),
  };
}

function promptBasis(own: readonly ResultEntry[], format: ModelFormat): PromptBasis | Missing {
  const read = own.filter(
    ({ phase, depth, ttftSeconds }) => phase === 'prefill' && depth === 0 && ttftSeconds !== null,
  );
  const [entry] = ofLargest(read).toSorted((a, b) => b.tokens - a.tokens);
  const time = entry?.ttftSeconds ?? null;
  if (entry === undefined || time === null) {
    return { missing: `The run measured no prompt of one sequence at ${format.toUpperCase()}.` };
  }
  const sizes = sizesOf(entry);
  if (sizes === null) return { missing: 'The run does not tell the shape of the model whose prompt it measured.' };
  const { median, low, high } = time;
  return { model: entry.model.name, test: entry.test, sizes, tokens: entry.tokens, seconds: { median, low, high } };
}

function referenceOf(entry: ResultEntry): Reference | null {
  const sizes = sizesOf(entry);
  const dispatches = entry.counters?.dispatchesPerToken ?? 0;
  if (sizes === null || dispatches <= BESIDE_LAYERS) return null;
  return { model: entry.model.name, test: entry.test, layers: sizes.layers, dispatches };
}

const shapeSchema = z.object(sizes);

/** A result may come from anywhere: what its workload says of the shape counts only if it is whole. */
function sizesOf({ workload }: ResultEntry): PromptSizes | null {
  const shape = shapeSchema.safeParse(workload.shape);
  return shape.success ? { ...shape.data, experts: null } : null;
}

/** Of a step of decode: the embedding, the LM head with its norm, and the next token. */
const BESIDE_LAYERS = 3;

/** Dispatches of a token of a model with so many layers, in those of the reference, with as many for each layer. */
export function launchesOf({ layers: own, dispatches }: Reference, layers: number): number {
  return ((dispatches - BESIDE_LAYERS) * (layers / own) + BESIDE_LAYERS) / dispatches;
}
