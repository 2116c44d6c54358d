/**
 * How fast our engine would run a published model on the device of a run: tokens per second of decode, and the time to the first token of a
 * prompt. An extrapolation from the models that the run measured, with an interval that says how far it reaches.
 */
import type { Recipe } from '../kernels/recipe';
import type { Asked } from '../report/cost-model/calibrate';
import { expectedOf, type Expected } from '../report/cost-model/cost-model';
import { leastTokenSeconds } from '../report/cost-model/site-times';
import { promptOf, stepOf, type Step } from '../report/cost-model/pass';
import { figureOf } from '../statistics/figure';
import type { Interval } from '../statistics/interval';
import { isMissing, launchesOf, type DecodeBasis, type FormatBasis, type Missing, type PromptBasis } from './basis';
import type { PublishedModel } from './published-models';
import { bytesPerTokenOf, promptFlops } from './stored';
import { DECODE, distanceOf, inverse, PROMPT, widened } from './uncertainty';

export interface Prediction extends Interval {
  /** `sites`: of each site that was timed, by the cost model; `line`: of several models; `headline`: of one, with the share of the bandwidth that it reached; `prompt`: of one prompt. */
  readonly from: 'sites' | 'line' | 'headline' | 'prompt';
  /** The largest model that it starts from, and its test. */
  readonly model: string;
  readonly test: string;
  /** The natural logarithm of how many times more, or less, this model reads or computes than those measured. */
  readonly distance: number;
  /** Of `sites`: positions that a measured token saw at most, and what told how far off the prediction may be. */
  readonly deepest?: number;
  readonly checkedBy?: Expected['checkedBy'];
}

/** Tokens per second of all sequences of a step together, streamed. */
export function predictDecode(
  model: PublishedModel,
  recipe: Recipe,
  basis: FormatBasis,
  step: Step,
): Prediction | Missing {
  const { decode, mostBytesPerSecond } = basis;
  const { batch, context } = step;
  const own = bySites({ phase: 'decode', format: recipe.id, batch, pass: stepOf(model, recipe, step) }, basis);
  if (own !== null) return { ...own, ...inverse(own, batch), test: 'decode' };
  if (batch > 1) return { missing: 'Of several sequences at once only a run that was tuned tells anything.' };
  if (isMissing(decode)) return decode;
  const bytes = bytesPerTokenOf(model, recipe, context);
  const launches = launchesOf(decode, model.layers);
  const seconds = decode.kind === 'line' ? onLine(decode, launches, bytes) : asOne(decode, launches, bytes);
  if (isMissing(seconds)) return seconds;
  const { kind: from, model: of, test } = decode;
  const least = leastTokenSeconds(bytes, mostBytesPerSecond);
  return { ...inverse(atLeast(seconds.interval, least)), from, model: of, test, distance: seconds.distance };
}

/** Seconds by the cost model; null where the run does not have what it needs. */
function bySites(asked: Asked, { cost }: FormatBasis): Omit<Prediction, 'test'> | null {
  const expected = cost === null ? null : expectedOf(asked, cost.cost);
  return expected === null || cost === null ? null : { ...expected, from: 'sites', model: cost.model };
}

const atLeast = ({ median, low, high }: Interval, least: number): Interval => ({
  ...{ median: Math.max(median, least), low: Math.max(low, least), high: Math.max(high, least) },
});

interface Timed {
  readonly interval: Interval;
  readonly distance: number;
}

/** Round by round, so that what t0 and B have in common does not count twice. */
function onLine({ line }: Extract<DecodeBasis, { kind: 'line' }>, launches: number, bytes: number): Timed | Missing {
  const measured = line.points.map(({ bytesPerToken }) => bytesPerToken);
  const distance = distanceOf(bytes, measured);
  if (line.bandwidth === null && distance > 0) {
    return { missing: `The time of a token did not grow with the bytes that it reads, in ${line.test}.` };
  }
  const { t0Seconds, secondsPerByte } = line;
  const fixed = line.t0Of === 'dispatches' ? launches : 1;
  const rounds = Math.min(t0Seconds.samples.length, secondsPerByte.samples.length);
  const times = Array.from(
    { length: rounds },
    (_, i) => (t0Seconds.samples[i] ?? NaN) * fixed + (secondsPerByte.samples[i] ?? NaN) * bytes,
  );
  const { median, low, high } = figureOf(times);
  if (!(low > 0 && high < Infinity)) {
    return { missing: `The line of ${line.test} does not tell the time of such a token from none.` };
  }
  const off = Math.max(0, ...line.points.map(({ residual }) => Math.abs(residual)));
  return { interval: widened({ median, low, high }, DECODE, distance, off), distance };
}

/** At least the share of the time in which the roof reads the bytes goes with them, and at most all of it; the rest with the dispatches. */
function asOne(
  { secondsPerToken, bytes: own, share }: Extract<DecodeBasis, { kind: 'headline' }>,
  launches: number,
  bytes: number,
): Timed {
  const distance = distanceOf(bytes, [own]);
  const byBytes = bytes / own;
  const asShare = share * byBytes + (1 - share) * launches;
  const [least, most] = [Math.min(byBytes, asShare), Math.max(byBytes, asShare)];
  const interval = {
    median: secondsPerToken.median * Math.sqrt(least * most),
    low: secondsPerToken.low * least,
    high: secondsPerToken.high * most,
  };
  return { interval: widened(interval, DECODE, distance), distance };
}

/** Each expert gets its own part of the tokens, in launches of its own; nothing that a run measures is like that. */
const GROUPED: Missing = {
  missing: 'A prompt of a model with several experts falls apart into many small ones, and no run measures such.',
};

/** Seconds from a prompt of `tokens` to its first token. */
export function predictFirstToken(
  model: PublishedModel,
  recipe: Recipe,
  basis: FormatBasis,
  tokens: number,
): Prediction | Missing {
  if (model.experts !== null) return GROUPED;
  const { prompt, cost } = basis;
  const pass = promptOf(model, recipe, { tokens, chunk: cost?.chunk ?? tokens });
  const own = bySites({ phase: 'prefill', format: recipe.id, batch: 1, pass }, basis);
  if (own !== null) return { ...own, test: 'prefill' };
  if (isMissing(prompt)) return prompt;
  const ratio = promptFlops(model, tokens) / promptFlops(prompt.sizes, prompt.tokens);
  const { median, low, high } = prompt.seconds;
  const distance = distanceOf(ratio, [1]);
  const interval = { median: median * ratio, low: low * ratio, high: high * ratio };
  return { ...widened(interval, PROMPT, distance), ...from(prompt), distance };
}

const from = ({ model, test }: PromptBasis) => ({ from: 'prompt', model, test }) as const;
