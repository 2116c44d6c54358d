/**
 * Cost, latency and fidelity of each format in one view: a row per format, never one score. From a result's entries; what was not
 * measured stays null.
 */
import type { JoulesPerToken, PerMillionTokens } from '../../foundation/energy-units';
import { seconds, type Seconds } from '../../foundation/units';
import { ofSequence } from '../../report/batches';
import { ofHeadline } from '../../report/headline';
import { isOurs } from '../../benchmark/whose';
import type { Result, ResultEntry } from '../../report/schema';
import type { Band } from '../../energy/band';

/** Of one format, from other parts of the result. */
export interface ValueInput {
  readonly format: ResultEntry['format'];
  readonly joulesPerToken: Band<JoulesPerToken> | null;
  /** In `currency`; electricity and machine, or electricity alone: `costOf` says which. */
  readonly perMillionTokens: Band<PerMillionTokens> | null;
  readonly costOf: string;
  /** To FP16, nats per token. */
  readonly kl: number | null;
  /** Share of places where the most likely token is FP16's. */
  readonly top1: number | null;
}

export interface ValueRow extends ValueInput {
  readonly model: string;
  readonly depth: number;
  /** First token of the prompt's prefill; null where it was not measured. */
  readonly ttft: Interval<Seconds> | null;
  /** Between two tokens. */
  readonly perToken: Interval<Seconds> | null;
  /** Whole answer: the first token, and the others after it. */
  readonly answer: Interval<Seconds> | null;
}

interface Interval<Q> {
  readonly low: Q;
  readonly median: Q;
  readonly high: Q;
}

/** A row per format in the order of the result. The decode without context is taken, or the least deep; of one sequence, or the fewest at once. */
export function valueRows(
  { results }: Pick<Result, 'results'>,
  inputs: readonly ValueInput[],
  answerTokens: number,
): ValueRow[] {
  const own = results.filter(isOurs);
  const formats = [...new Set(own.map(({ format }) => format))];
  return formats.map((format) => {
    const of = (phase: ResultEntry['phase']) =>
      ofHeadline(own)
        .filter((entry) => entry.format === format && entry.phase === phase && entry.tokensPerSecond !== null)
        .toSorted((a, b) => a.depth - b.depth)[0];
    const decode = of('decode');
    const ttft = of('prefill')?.ttftSeconds ?? null;
    const first = ttft === null ? null : interval(ttft.low, ttft.median, ttft.high);
    // A higher speed is a shorter time: a person who reads one sequence of several waits for the step of all.
    const step = decode === undefined ? null : (ofSequence(decode)?.stepSeconds ?? null);
    const perToken = step === null ? null : interval(step.low, step.median, step.high);
    const given = inputs.find((one) => one.format === format);
    const others = Math.max(0, answerTokens - 1);
    const whole = (side: keyof Interval<Seconds>) => (first?.[side] ?? 0) + others * (perToken?.[side] ?? 0);
    return {
      ...(given ?? { format, joulesPerToken: null, perMillionTokens: null, costOf: '', kl: null, top1: null }),
      model: decode?.model.name ?? '',
      depth: decode?.depth ?? 0,
      ttft: first,
      perToken,
      answer: first === null || perToken === null ? null : interval(whole('low'), whole('median'), whole('high')),
    };
  });
}

const interval = (low: number, median: number, high: number): Interval<Seconds> => ({
  low: seconds(low),
  median: seconds(median),
  high: seconds(high),
});
