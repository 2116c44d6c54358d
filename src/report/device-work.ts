/** What a token asked of the device, and which kernel variants did it, in words: for the page and for Markdown alike. */
import type { ResultEntry } from './schema';

export interface WorkRow {
  readonly format: string;
  readonly test: string;
  /** Texts in the order of WORK_COLUMNS. */
  readonly values: readonly string[];
}

/** Per token, each in the mean over a pass. */
export const WORK_COLUMNS = [
  'dispatches',
  'passes',
  'submits',
  'bytes uploaded',
  'bytes read back',
  'ms encoding',
] as const;

/** One row for each measured test; none for a test that has not run. */
export function workRows(entries: readonly ResultEntry[]): readonly WorkRow[] {
  return entries.flatMap(({ counters, format, test }) => {
    if (counters === null || counters === undefined) return [];
    const values = [
      counters.dispatchesPerToken,
      counters.passesPerToken,
      counters.submitsPerToken,
      counters.bytesUploadedPerToken,
      counters.bytesReadBackPerToken,
      counters.encodeMillisecondsPerToken,
    ];
    return [{ format: format.toUpperCase(), test, values: values.map(showMean) }];
  });
}

const showMean = (value: number): string => String(Number(value.toPrecision(3)));

export interface VariantRow {
  readonly place: string;
  readonly variant: string;
}

/** Every place of the measured models with the variant that ran there, each once. */
export function variantRows(entries: readonly ResultEntry[]): readonly VariantRow[] {
  const all = new Map(entries.flatMap(({ variants }) => Object.entries(variants ?? {})));
  return [...all].map(([place, variant]) => ({ place, variant }));
}
