/** Turns the text of each option into a checked value, and says what is wrong with one in words. Not which options there are. */
import { z } from 'zod';
import { PROFILE_NAMES, type ProfileName } from '../benchmark/suite/suite';
import { MODEL_FORMATS, type ModelFormat } from '../kernels/format';
import type { PowerPreference } from '../worker/protocol';
import type { AdapterChoice } from './adapter-choice';
import { destination } from './destination';
import { nearest } from './nearest';

/** `1`, `0.5`, `.5`, `1e-9`, with a sign. */
const isDecimal = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

type Check<T> = (text: string, refuse: (message: string) => never) => T;

/** A schema that reads text with `check`; what it refuses becomes the issue of that option. */
function fromText<T>(check: Check<T>) {
  return z.string().transform((text, context): T => {
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

/** Each once, in the order given. */
export const wholeNumbers = (least: number, most = MOST) =>
  fromText((text, refuse) => [...new Set(text.split(',').map((part) => readWhole(part.trim(), least, most, refuse)))]);

function readWhole(text: string, least: number, most: number, refuse: (message: string) => never): number {
  const value = /^\d{1,400}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  const open = value > most ? `of at most ${most}` : `of at least ${least}`;
  return refuse(`must be a whole number ${most === MOST ? open : `from ${least} to ${most}`}, not "${text}"`);
}

/** Below, logits divided by it leave the range of f32, and no token would be the likeliest. */
const LEAST_TEMPERATURE = 1e-30;
/** Above, every token is nearly as likely as any other. */
const MOST_TEMPERATURE = 10;

export const temperature = fromText((text, refuse) => {
  const value = isDecimal(text) ? Number(text) : Number.NaN;
  if (value === 0 || (value >= LEAST_TEMPERATURE && value <= MOST_TEMPERATURE)) return Math.abs(value);
  const why = value > 0 && value < 1 ? `, and above 0 at least ${LEAST_TEMPERATURE}, which f32 can divide by` : '';
  return refuse(`must be a number from 0 to ${MOST_TEMPERATURE}${why}, not "${text}"`);
});

/** A week: no run is as long. */
const MOST_SECONDS = 604_800;
/** A clock of a page or a busy system tells no less apart. */
const LEAST_SECONDS = 0.001;

/** Seconds, or null for `none`. */
export const budget = fromText((text, refuse): number | null => {
  if (text.toLowerCase() === 'none') return null;
  const value = isDecimal(text) ? Number(text) : Number.NaN;
  if (value >= LEAST_SECONDS && value <= MOST_SECONDS) return value;
  return refuse(
    `must be a number of seconds or none, from ${LEAST_SECONDS} to ${MOST_SECONDS} (a week), not "${text}"`,
  );
});

const isFormat = (text: string): text is ModelFormat => MODEL_FORMATS.some((format) => format === text);

function oneFormat(text: string, refuse: (message: string) => never): ModelFormat {
  const name = text.trim().toLowerCase();
  if (isFormat(name)) return name;
  const meant = nearest(name, MODEL_FORMATS);
  const suggestion = meant === null ? '' : ` (did you mean ${meant}?)`;
  return refuse(`has no format "${text.trim()}"${suggestion}; there are ${MODEL_FORMATS.join(', ')}`);
}

export const format = fromText(oneFormat);

/** Each format once, in the order given. */
export const formats = fromText((text, refuse) => [...new Set(text.split(',').map((name) => oneFormat(name, refuse)))]);

const isProfile = (text: string): text is ProfileName => PROFILE_NAMES.some((name) => name === text);

export const profile = fromText((text, refuse): ProfileName => {
  const name = text.toLowerCase();
  return isProfile(name) ? name : refuse(`has no profile "${text}"; there are ${PROFILE_NAMES.join(', ')}`);
});

export const shapeName = (names: readonly string[]) =>
  fromText((text, refuse) => {
    const known = names.find((name) => name.toLowerCase() === text.toLowerCase());
    if (known !== undefined) return known;
    const meant = nearest(text, names);
    const suggestion = meant === null ? '' : ` (did you mean ${meant}?)`;
    return refuse(`has no shape "${text}"${suggestion}; there are ${names.join(', ')}`);
  });

const POWER = ['high-performance', 'low-power'] as const satisfies readonly PowerPreference[];

const isPower = (text: string): text is PowerPreference => POWER.some((name) => name === text);

export const power = fromText((text, refuse) =>
  isPower(text) ? text : refuse(`must be ${POWER.join(' or ')}, not "${text}"`),
);

/** What `--adapter` says; a power preference may stand there too. */
export const adapter = fromText((text, refuse): AdapterChoice => {
  if (text === '') return refuse('must be an index, a name, or software');
  if (isPower(text)) return { kind: 'preferred', power: text };
  if (text === 'software') return { kind: 'software' };
  return /^\d+$/.test(text) ? { kind: 'index', index: Number(text) } : { kind: 'name', name: text };
});

export const file = fromText((text, refuse) => (text === '' ? refuse('must name a file, or be -') : destination(text)));

export const folder = fromText((text, refuse) => (text === '' ? refuse('must name a folder') : text));

export const path = fromText((text, refuse) => (text === '' ? refuse('must name a file') : text));

/** Numbers separated by commas, each once. */
export const decimals = fromText((text, refuse) => {
  const parts = text.split(',').map((part) => part.trim());
  return parts.every(isDecimal)
    ? [...new Set(parts.map(Number))]
    : refuse(`must be numbers separated by commas, not "${text}"`);
});

/** `apple-m4=600,rtx-5090=2500` */
export const pricesById = fromText((text, refuse): Record<string, number> => {
  const pairs = text.split(',').map((part): [string, string] => {
    const [id = '', price = ''] = part.split('=').map((side) => side.trim());
    return [id, price];
  });
  if (!pairs.every(([id, price]) => id !== '' && isDecimal(price))) {
    return refuse(`must be id=price, such as apple-m4=600, not "${text}"`);
  }
  return Object.fromEntries(pairs.map(([id, price]) => [id, Number(price)]));
});

/** Any number; what it may be is checked where its meaning is known. */
export const decimal = fromText((text, refuse) =>
  isDecimal(text) ? Number(text) : refuse(`must be a number, not "${text}"`),
);
