/** What a token asked of the device, and which kernel variants did it, in words: for the page and for Markdown alike. */
import { contestantName } from '../benchmark/whose';
import type { ResultEntry } from './schema';
import { modelColumn } from './several-models';
import { left, right, sheetOf, type Sheet } from './table';

type Counters = NonNullable<ResultEntry['counters']>;
interface Counted {
  readonly entry: ResultEntry;
  readonly counters: Counters;
}

const mean = (title: string, value: (counters: Counters) => number) =>
  right<Counted>(title, ({ counters }) => String(Number(value(counters).toPrecision(3))));

/** Per token, each in the mean over a pass. */
const COLUMNS = [
  left<Counted>('format', ({ entry }) => contestantName(entry)),
  left<Counted>('test', ({ entry }) => entry.test),
  mean('dispatches', ({ dispatchesPerToken }) => dispatchesPerToken),
  mean('passes', ({ passesPerToken }) => passesPerToken),
  mean('submits', ({ submitsPerToken }) => submitsPerToken),
  mean('bytes uploaded', ({ bytesUploadedPerToken }) => bytesUploadedPerToken),
  mean('bytes read back', ({ bytesReadBackPerToken }) => bytesReadBackPerToken),
  mean('ms encoding', ({ encodeMillisecondsPerToken }) => encodeMillisecondsPerToken),
];

/** One row for each measured test; none for a test that has not run. */
export function workSheet(entries: readonly ResultEntry[]): Sheet {
  const counted = entries.flatMap((entry) => (entry.counters ? [{ entry, counters: entry.counters }] : []));
  return sheetOf([...modelColumn(counted, ({ entry }) => entry), ...COLUMNS], counted);
}

/** Every site of the measured models with its variant, each once. */
export function variantSheet(entries: readonly ResultEntry[]): Sheet {
  const all = new Map(entries.flatMap(({ variants }) => Object.entries(variants ?? {})));
  const columns = [
    left<[string, string]>('site', ([site]) => site),
    left<[string, string]>('variant that ran', ([, variant]) => variant),
  ];
  return sheetOf(columns, [...all]);
}
