/** The fields of a duel's link, one by one: short keys, numbers that a machine can give, names without what nobody sees. */
import { z } from 'zod';
import { plainName } from '../outside-text';
import { LONGEST_LINK } from '../receipt/link';
import { MOST_REPETITIONS, NAME_LETTERS } from './duel';
import { refusedLink } from './refused';

/** Tokens per second: as results from outside are checked. */
const FASTEST = 1e9;
const SLOWEST = 1e-6;
/** Of the bandwidth that a run measured: a cache may hold a small model's weights. */
const LARGEST_SHARE = 100;
const MOST_FIGURES = 16;

/** Median, low, high. */
const range = (least: number, most: number) => {
  const value = z.number().min(least).max(most);
  return z
    .tuple([value, value, value])
    .refine(([median, low, high]) => low <= median && median <= high, 'has an interval that its median is not in');
};

const name = z
  .string()
  .max(4 * NAME_LETTERS)
  .transform((text) => plainName(text, NAME_LETTERS))
  .refine((text) => text !== '', 'has no letters that are seen');

const index = z.number().int().min(0).max(MOST_FIGURES);
const speed = z.number().min(SLOWEST).max(FASTEST);

const figure = z
  .tuple([
    index,
    index,
    range(SLOWEST, FASTEST),
    z.array(speed).min(1).max(MOST_REPETITIONS),
    z.union([z.literal(0), range(1e-9, LARGEST_SHARE)]),
  ])
  .refine(([, , [median], samples]) => median >= Math.min(...samples) && median <= Math.max(...samples), {
    message: 'has a median that its samples are not around',
  })
  .transform(([format, test, of, samples, share]) => ({
    ...{ format, test, speed: of, samples },
    share: share === 0 ? null : share,
  }));

export type FigureField = z.output<typeof figure>;
export type Range = readonly [median: number, low: number, high: number];

const fields = z
  .strictObject({
    n: name,
    s: z.literal(1).optional(),
    b: name,
    d: z.iso.date().refine((day) => day >= '2024-01-01' && day < '2100-01-01', 'is no day on which this could run'),
    u: z.string().regex(/^[a-z0-9-]{1,30}$/, 'is no name of a suite'),
    r: z.string().max(LONGEST_LINK),
    f: z.array(figure).min(1).max(MOST_FIGURES),
  })
  .transform(({ n, s, b, d, u, r, f }) => ({
    ...{ name: n, software: s === 1, runtime: b, date: d },
    ...{ suite: u, receipt: r, figures: f },
  }));

const NAMES: Readonly<Record<string, string>> = {
  ...{ n: 'name', s: 'software', b: 'browser', d: 'date', u: 'suite', r: 'receipt', f: 'figures' },
};

/** @throws TokamarkError `link` that names the field */
export function duelFields(document: unknown): z.output<typeof fields> {
  const parsed = fields.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw refusedLink(`It has a field that no challenge has: ${plainName(issue.keys.join(', '), 40)}.`);
  }
  const [first, ...path] = issue?.path ?? [];
  const where =
    first === undefined ? '' : [NAMES[String(first)] ?? '', ...path.map((key) => `[${String(key)}]`)].join('');
  throw refusedLink(`Its ${where === '' ? 'text' : where} is not valid: ${issue?.message ?? 'it is missing'}.`, where);
}
