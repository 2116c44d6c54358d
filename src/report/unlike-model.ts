/** Takes the speed from another engine that turns out to compute something else than the model: its logits of the forced passage say so. */
import { contestantName, isOurs } from '../benchmark/whose';
import type { Passage, Result, ResultEntry } from './schema';
import { twoDigits } from './two-digits';

/**
 * Nats per token from our FP16. Sums in another order come to 0.0001 to 0.001; four bits to some hundredths, of a small model to tenths;
 * a wrong kernel to several. Chosen between them, so that no rounding is taken for a fault.
 */
const MOST_KL = { fp16: 0.05, rounded: 1 } as const;

/** @param passage null: nobody knows */
export function withoutUnlike(results: readonly ResultEntry[], passage: Result['passage']): ResultEntry[] {
  const unlike = (passage?.rows ?? []).filter((row) => !isOurs(row) && isUnlike(row));
  return results.map((entry) => {
    const row = unlike.find(({ engine, format }) => engine === entry.engine && format === entry.format);
    return row === undefined
      ? entry
      : { ...entry, ...NO_SPEED, outliers: [], status: 'failed', error: entry.error ?? errorOf(row) };
  });
}

type Row = Passage['rows'][number];

/** What is not a number was refused as it was read. */
const isUnlike = ({ kl, format, error }: Row): boolean =>
  error?.code === 'kernel-check' || (kl !== null && kl > (format === 'fp16' ? MOST_KL.fp16 : MOST_KL.rounded));

const NO_SPEED = { tokensPerSecond: null, ttftSeconds: null, cold: null, tail: null };

const errorOf = (row: Row): NonNullable<ResultEntry['error']> =>
  row.error ?? {
    code: 'kernel-check',
    message: `${contestantName(row)} does not compute this model here: over the passage that all read, it is ${twoDigits(row.kl ?? 0)} nats per token from Tokamark’s FP16.`,
    where: contestantName(row),
    remedy:
      'Its speed is of other work, and is left out. Update the browser and the graphics driver, or try another browser.',
  };
