/**
 * A pupil's measurement as a code to be read aloud, typed or shown as a QR code: `TMK1-` and six more groups of four characters. It has
 * a version, 100 bits of content, and a check of four characters over all of it (reed-solomon.ts). What is read here comes from outside.
 */
import { TokamarkError } from '../../foundation/errors';
import { tokensPerSecond as speed, type TokensPerSecond } from '../../foundation/units';
import { symbolOf, valueOf } from './alphabet';
import { packBits, unpackBits, type Field } from './bits';
import { CLASS_ARCHITECTURES, CLASS_FORMATS, CLASS_KINDS, CLASS_MAKERS, CLASS_MODELS } from './fields';
import { MEASURED_AS, type ClassMeasurement } from './measurement';
import { CHECKS, checksOf, damageOf, isWhole } from './reed-solomon';

/** By which a code is found among other words. */
export const CODE_PREFIX = 'TMK';
const VERSION = '1';
/** Of each format: three digits, as a page shows them, of 0.01 to just below 10,000,000 tokens per second; 0 is "not measured". */
const SPEED_BITS = 13;
const LEAST_POWER = -2;
const DECADES = 9;
const DIGITS = 900;
export const SLOWEST = 10 ** LEAST_POWER;
export const FASTEST = 9.99e6;
const WIDTHS = [3, 5, 4, 4, 6, ...CLASS_FORMATS.map(() => SPEED_BITS)];
/** Characters without dashes: prefix, version, content and check. */
export const CODE_LENGTH = CODE_PREFIX.length + 1 + 20 + CHECKS;
export const GROUP = 4;

/** What is wrong with a code. Places count from 1, without dashes. */
export type CodeProblem =
  | { readonly kind: 'prefix' }
  | { readonly kind: 'length'; readonly has: number }
  /** No code has this character. */
  | { readonly kind: 'character'; readonly at: number; readonly character: string }
  /** The check tells that this one is wrong. */
  | { readonly kind: 'typo'; readonly at: number; readonly character: string }
  /** It and the next stand in each other's place. */
  | { readonly kind: 'swapped'; readonly at: number; readonly characters: string }
  | { readonly kind: 'checksum' }
  | { readonly kind: 'version'; readonly version: string }
  /** Whole, but it names what this version does not know, or no speed. */
  | { readonly kind: 'content' };

export type CodeRead =
  | { readonly ok: true; readonly code: string; readonly measurement: ClassMeasurement }
  | { readonly ok: false; readonly problem: CodeProblem };

/** @throws TokamarkError `range` where there is no speed, or one that no code can hold */
export function classCode({ tokensPerSecond, model, measuredAs, device }: ClassMeasurement): string {
  const steps = CLASS_FORMATS.map((format) => stepOf(tokensPerSecond[format]));
  if (steps.every((step) => step === 0)) refuse('There is no speed to make a code of.');
  const content = packBits(
    [
      placeIn(MEASURED_AS, measuredAs),
      placeIn(CLASS_MODELS, model),
      placeIn(CLASS_KINDS, device.kind),
      placeIn(CLASS_MAKERS, device.maker),
      placeIn(CLASS_ARCHITECTURES, device.architecture),
      ...steps,
    ].map((value, i): Field => ({ value, bits: WIDTHS[i] ?? 0 })),
  );
  const word = [...symbolsOf(CODE_PREFIX + VERSION), ...content];
  return grouped([...word, ...checksOf(word)].map(symbolOf).join(''));
}

/** Case, blanks and dashes do not matter, and O, I and L are read as 0 and 1. */
export function readClassCode(text: string): CodeRead {
  const characters = Array.from(text.slice(0, LONGEST).replace(NOTHING, ''));
  const values = characters.map(valueOf);
  const failed = (problem: CodeProblem): CodeRead => ({ ok: false, problem });
  if (characters.length !== CODE_LENGTH) {
    return failed(startsRight(characters) ? { kind: 'length', has: characters.length } : { kind: 'prefix' });
  }
  const wrong = values.indexOf(null);
  if (wrong >= 0) return failed({ kind: 'character', at: wrong + 1, character: characters[wrong] ?? '' });
  const word = values.map((value) => value ?? 0);
  if (!isWhole(word)) return failed(problemOf(word, characters));
  const code = word.map(symbolOf).join('');
  if (!code.startsWith(CODE_PREFIX)) return failed({ kind: 'prefix' });
  const version = code[CODE_PREFIX.length] ?? '';
  if (version !== VERSION) return failed({ kind: 'version', version });
  const measurement = contentOf(word.slice(CODE_PREFIX.length + 1, -CHECKS));
  return measurement === null ? failed({ kind: 'content' }) : { ok: true, code: grouped(code), measurement };
}

/** No code with its blanks and dashes is longer; what follows would only take time. */
const LONGEST = 400;
/** Blanks, dashes of every kind, and what nobody sees. */
const NOTHING = /[\s\p{Pd}\p{Cf}\u2212]/gu;

const startsRight = (characters: readonly string[]): boolean =>
  characters.slice(0, CODE_PREFIX.length).join('').toUpperCase() === CODE_PREFIX;

function problemOf(word: readonly number[], characters: readonly string[]): CodeProblem {
  const damage = damageOf(word);
  if (damage === null) return startsRight(characters) ? { kind: 'checksum' } : { kind: 'prefix' };
  const at = damage.at + 1;
  return damage.kind === 'typo'
    ? { kind: 'typo', at, character: characters[damage.at] ?? '' }
    : { kind: 'swapped', at, characters: characters.slice(damage.at, at + 1).join('') };
}

/** Null where it names what is in no list, or has no speed. */
function contentOf(symbols: readonly number[]): ClassMeasurement | null {
  const [way = 0, model = 0, kind = 0, maker = 0, architecture = 0, ...steps] = unpackBits(symbols, WIDTHS);
  const [measuredAs, modelName] = [MEASURED_AS[way - 1], CLASS_MODELS[model - 1]];
  const isListed = kind <= CLASS_KINDS.length && maker <= CLASS_MAKERS.length;
  if (measuredAs === undefined || modelName === undefined || !isListed) return null;
  if (architecture > CLASS_ARCHITECTURES.length || steps.some((step) => step > DECADES * DIGITS)) return null;
  if (steps.every((step) => step === 0)) return null;
  const speeds = CLASS_FORMATS.flatMap((format, i) => {
    const step = steps[i] ?? 0;
    return step === 0 ? [] : [[format, speedOf(step)] as const];
  });
  return {
    tokensPerSecond: Object.fromEntries(speeds),
    ...{ model: modelName, measuredAs },
    device: {
      kind: CLASS_KINDS[kind - 1] ?? null,
      maker: CLASS_MAKERS[maker - 1] ?? null,
      architecture: CLASS_ARCHITECTURES[architecture - 1] ?? null,
    },
  };
}

function stepOf(rate: TokensPerSecond | undefined): number {
  if (rate === undefined) return 0;
  if (!(rate >= SLOWEST && rate <= FASTEST)) refuse(`A speed of ${rate} tokens per second has no place in a code.`);
  const [digits = '', power = ''] = rate.toExponential(2).split('e');
  return 1 + (Number(power) - LEAST_POWER) * DIGITS + (Math.round(100 * Number(digits)) - 100);
}

const speedOf = (step: number): TokensPerSecond =>
  speed(Number(`${100 + ((step - 1) % DIGITS)}e${Math.floor((step - 1) / DIGITS) + LEAST_POWER - 2}`));

/** From 1; 0 where it is not known. */
const placeIn = <T>(list: readonly T[], one: T | null): number => (one === null ? 0 : list.indexOf(one) + 1);

const symbolsOf = (text: string): readonly number[] => Array.from(text).map((one) => valueOf(one) ?? 0);

const grouped = (code: string): string => code.replace(/.{4}(?=.)/g, '$&-');

function refuse(message: string): never {
  throw new TokamarkError({
    code: 'range',
    message,
    where: 'class code',
    remedy: 'Measure again, then make the code.',
  });
}
