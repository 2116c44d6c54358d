/**
 * How long a reader waits for each token while decode streams, one row for each model and format: the time from one token to the next, as
 * the CPU read them. Of the headline's repetitions, and of the texts, with whatever else the device did meanwhile.
 */
import { quantile } from 'simple-statistics';
import { showSeconds } from '../quantity';
import type { Latency, Result } from '../schema';
import { left, right, sheetOf, sheetSection, softwareMark, type ColumnOf, type Sheet } from '../table';
import type { ResultPart } from './part';

/** @param passes when each token was read, of one text or several alike. @returns null where none has two */
export function latencyOf(
  of: Pick<Latency, 'engine' | 'format' | 'model' | 'of'>,
  passes: readonly (readonly number[])[],
): Latency | null {
  const each = passes.map((times) => times.slice(1).map((time, i) => Math.max(0, time - (times[i] ?? time))));
  const waits = each.flat();
  if (waits.length === 0) return null;
  const longest = Math.max(...waits);
  const within = each.find((some) => some.includes(longest)) ?? waits;
  return {
    ...of,
    waits,
    median: quantile(waits, 0.5),
    p90: waits.length < 10 ? null : quantile(waits, 0.9),
    p99: waits.length < 100 ? null : quantile(waits, 0.99),
    longest: { seconds: longest, token: within.indexOf(longest) + 2 },
    histogram: histogramOf(waits),
  };
}

/** What a coarse clock calls nothing is in the class of a microsecond. */
const LEAST_SECONDS = 1e-6;

function histogramOf(waits: readonly number[]): Latency['histogram'] {
  const classes = waits.map((wait) => Math.floor(2 * Math.log2(Math.max(wait, LEAST_SECONDS))));
  const [first, last] = [Math.min(...classes), Math.max(...classes)];
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    from: 2 ** ((first + i) / 2),
    to: 2 ** ((first + i + 1) / 2),
    count: classes.filter((one) => one === first + i).length,
  }));
}

type WaitsOf = NonNullable<Latency['of']>;

/** Of a document that does not say: the waits of a text are one fewer than its tokens, and those of repetitions are of them all. */
export function waitsOf({ of, engine, format, model, waits }: Latency, stories: Result['stories']): WaitsOf {
  if (of !== undefined) return of;
  const isOfText = stories.some(
    (story) =>
      story.engine === engine && story.format === format && story.model === model && story.tokens === waits.length + 1,
  );
  return isOfText ? 'text' : 'repetitions';
}

/** One model may do both: then nothing else tells the two apart. */
export const WAITS_OF: Readonly<Record<WaitsOf, string>> = { repetitions: 'timed', text: 'its text' };

const longEnough = (seconds: number | null): string => (seconds === null ? '-' : showSeconds(seconds));

const columnsOf = (stories: Result['stories']): readonly ColumnOf<Latency>[] => [
  left('model', ({ model }) => model),
  left('format', ({ format }) => format.toUpperCase()),
  left('of', (one) => WAITS_OF[waitsOf(one, stories)]),
  right('waits', ({ waits }) => String(waits.length)),
  right('median wait', ({ median }) => showSeconds(median)),
  right('90 % within', ({ p90 }) => longEnough(p90)),
  right('99 % within', ({ p99 }) => longEnough(p99)),
  right('longest', ({ longest }) => `${showSeconds(longest.seconds)} (token ${longest.token})`),
];

/** For text alone; the page draws it. */
const BARS_COLUMN = right<Latency>('from short to long', ({ histogram }) => barsOf(histogram));

export const latencySheet = (all: readonly Latency[], stories: Result['stories']): Sheet =>
  sheetOf(columnsOf(stories), all);

const BARS = '▁▂▃▄▅▆▇█';

/** `708 µs █▃·▁ 2.83 ms`: a bar for each class. */
function barsOf(histogram: Latency['histogram']): string {
  const most = Math.max(...histogram.map((one) => one.count));
  const bars = histogram.map((one) => (one.count === 0 ? '·' : (BARS[Math.ceil((8 * one.count) / most) - 1] ?? '')));
  return `${showSeconds(histogram[0]?.from ?? 0)} ${bars.join('')} ${showSeconds(histogram.at(-1)?.to ?? 0)}`;
}

/** What a reader must know of the rows. */
export const ABOUT_LATENCY =
  'Time from one token to the next, as the CPU read them back: timed, in the last pass of each repetition that counts; of its text, from the first token that the small model wrote on, with whatever else ran meanwhile.';

function section({ latency: told, adapter, stories }: Result): string {
  const sheet = sheetOf([...columnsOf(stories), BARS_COLUMN], told ?? []);
  return sheetSection('Latency by token', `${ABOUT_LATENCY}${softwareMark(adapter)}`, sheet);
}

export const latency: ResultPart<'latency'> = {
  // What was measured on a lost device is measured anew.
  fold: (before, told) => (told.type === 'restarted' ? null : before),
  markdown: section,
};
