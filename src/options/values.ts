/**
 * Turns the text of an option into a checked value, and says in words what is wrong with one: for the command line, the form and a
 * receipt alike.
 */
import { z } from 'zod';
import { MODEL_FORMATS, type ModelFormat } from '../kernels/recipe';
import { nearest } from './nearest';

/** `1`, `0.5`, `.5`, `1e-9`, with a sign. */
export const isDecimal = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

type Refuse = (message: string) => never;

/** A schema that reads text with `check`; what it refuses becomes the issue of that option. */
export function fromText<T>(check: (text: string, refuse: Refuse) => T) {
  return z.string('is missing').transform((text, context): T => {
    const refused = new Error('refused');
    try {
      return check(text.trim(), (message) => {
        context.addIssue({ code: 'custom', message });
        throw refused;
      });
    } catch (thrown) {
      if (thrown === refused) return z.NEVER;
      throw thrown;
    }
  });
}

/** What the kernels and the result hold in 32 bits with a sign, and more than any option needs. */
const MOST = 2 ** 31 - 1;

export const wholeNumber = (least: number, most = MOST) =>
  fromText((text, refuse) => readWhole(text, least, most, refuse));

/** Separated by commas; each once, in the order given. */
export const wholeNumbers = (least: number, most = MOST) =>
  fromText((text, refuse) => [...new Set(text.split(',').map((part) => readWhole(part.trim(), least, most, refuse)))]);

function readWhole(text: string, least: number, most: number, refuse: Refuse): number {
  const value = /^\d{1,400}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  const open = value > most ? `of at most ${most}` : `of at least ${least}`;
  return refuse(`must be a whole number ${most === MOST ? open : `from ${least} to ${most}`}, not "${text}"`);
}

/** Any number; what it may be is checked where its meaning is known. */
export const decimal = fromText((text, refuse) =>
  isDecimal(text) ? Number(text) : refuse(`must be a number, not "${text}"`),
);

/** A week: no run is as long. */
const MOST_SECONDS = 604_800;
/** A clock of a page or a busy system tells no less apart. */
const LEAST_SECONDS = 0.001;

export const NONE = 'none';

/** Seconds, or null for `none`. */
export const secondsOrNone = fromText((text, refuse): number | null => {
  if (text.toLowerCase() === NONE) return null;
  const value = isDecimal(text) ? Number(text) : Number.NaN;
  if (value >= LEAST_SECONDS && value <= MOST_SECONDS) return value;
  return refuse(
    `must be a number of seconds or none, from ${LEAST_SECONDS} to ${MOST_SECONDS} (a week), not "${text}"`,
  );
});

/** What a switch or a tick stands for. */
export const ON = '1';
export const OFF = '0';

export const onOrOff = z.enum([OFF, ON], `must be ${OFF} or ${ON}`).transform((text) => text === ON);

const isFormat = (text: string): text is ModelFormat => MODEL_FORMATS.some((format) => format === text);

function oneFormat(text: string, refuse: Refuse): ModelFormat {
  const name = text.trim().toLowerCase();
  return isFormat(name) ? name : refuse(unknown('format', text.trim(), MODEL_FORMATS));
}

export const format = fromText(oneFormat);

/** Each format once, in the order given. */
export const formats = fromText((text, refuse) => [...new Set(text.split(',').map((name) => oneFormat(name, refuse)))]);

/** The same, or none of them. */
export const formatsOrNone = fromText((text, refuse): readonly ModelFormat[] =>
  text.toLowerCase() === NONE ? [] : [...new Set(text.split(',').map((name) => oneFormat(name, refuse)))],
);

/** One of `names`, in any case; `what` they are is said where it is none. */
export const oneOf = <T extends string>(what: string, names: readonly T[]) =>
  fromText((text, refuse): T => {
    const known = names.find((name) => name.toLowerCase() === text.toLowerCase());
    return known ?? refuse(unknown(what, text, names));
  });

/** Some of `names`, separated by commas; each once, in the order given. */
export const someOf = <T extends string>(what: string, names: readonly T[]) =>
  fromText((text, refuse): readonly T[] => [
    ...new Set(
      text.split(',').map((part) => {
        const name = part.trim().toLowerCase();
        return names.find((known) => known.toLowerCase() === name) ?? refuse(unknown(what, part.trim(), names));
      }),
    ),
  ]);

function unknown(what: string, text: string, names: readonly string[]): string {
  const meant = nearest(text, names);
  const suggestion = meant === null ? '' : ` (did you mean ${meant}?)`;
  return `has no ${what} "${text}"${suggestion}; there are ${names.join(', ')}`;
}
