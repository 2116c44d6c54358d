/**
 * How a speed feels: a text that appears token by token at any pace, and which of its letters are there at a moment. Pure: whoever draws
 * it brings the clock. The address `#/feel?…` says whose paces stand beside each other, and is hostile until it has passed.
 */
import { z } from 'zod';
import { TokamarkError } from '../foundation/errors';
import { seconds, tokensPerSecond, type Seconds, type TokensPerSecond } from '../foundation/units';
import { plainName } from './outside-text';
import { READING_TOKENS_PER_SECOND } from './reading-speed';

/** One text at one pace. */
export interface Pace {
  readonly name: string;
  readonly rate: TokensPerSecond;
}

/** How fast a person reads along. */
export const READING: Pace = { name: 'Reading', rate: tokensPerSecond(READING_TOKENS_PER_SECOND) };

export interface TypedText {
  readonly text: string;
  /** After each token, how many of the text's UTF-16 units are there; rising. */
  readonly ends: readonly number[];
}

export function typedText(tokens: readonly string[]): TypedText {
  let end = 0;
  const ends = tokens.map((token) => (end += token.length));
  return { text: tokens.join(''), ends };
}

/** A clock's milliseconds have fewer digits than this: the token that is due at a moment is there at it. */
const DUE = 1e-6;

/** Tokens that are there: none at 0, the first after one token's time. */
export function tokensAt({ ends }: TypedText, rate: TokensPerSecond, elapsed: Seconds): number {
  const due = Math.floor(elapsed * rate + DUE);
  return Number.isFinite(due) ? Math.min(ends.length, Math.max(0, due)) : 0;
}

/** The letters that are there: half a letter, whose rest the next token brings, is not. */
export function visibleAt(typed: TypedText, rate: TokensPerSecond, elapsed: Seconds): string {
  const tokens = tokensAt(typed, rate, elapsed);
  const shown = typed.text.slice(0, tokens === 0 ? 0 : typed.ends[tokens - 1]);
  return /[\ud800-\udbff]$/.test(shown) ? shown.slice(0, -1) : shown;
}

/** When the next token is there; null after the last. */
export function nextAt(typed: TypedText, rate: TokensPerSecond, elapsed: Seconds): Seconds | null {
  const tokens = tokensAt(typed, rate, elapsed);
  return tokens >= typed.ends.length ? null : seconds((tokens + 1) / rate);
}

/** Until the whole text is there. */
export const timeToWrite = ({ ends }: TypedText, rate: TokensPerSecond): Seconds => seconds(ends.length / rate);

const MOST_PACES = 4;
const NAME_LETTERS = 40;
const LONGEST = 600;
const ROUTE = '#/feel';

/** `#/feel?at=94.2:Apple%20M3&at=38:Mine` */
export function feelFragment(paces: readonly Pace[]): string {
  const query = new URLSearchParams();
  for (const { name, rate } of paces.slice(0, MOST_PACES)) {
    query.append('at', `${Number(rate.toPrecision(4))}:${plainName(name, NAME_LETTERS)}`);
  }
  return paces.length === 0 ? ROUTE : `${ROUTE}?${query.toString()}`;
}

export const holdsFeel = (fragment: string): boolean => fragment === ROUTE || fragment.startsWith(`${ROUTE}?`);

const pace = z
  .string()
  .regex(/^\d{1,6}(?:\.\d{1,4})?:.*$/s, 'must be such as 94.2:Apple M3')
  .transform((text) => {
    const at = text.indexOf(':');
    return { name: plainName(text.slice(at + 1), NAME_LETTERS), rate: tokensPerSecond(Number(text.slice(0, at))) };
  })
  .refine(({ rate }) => rate >= 0.1 && rate <= 100_000, 'must be from 0.1 to 100000 tokens per second')
  .refine(({ name }) => name !== '', 'must have a name');

const paces = z.array(pace).max(MOST_PACES, `must have at most ${MOST_PACES - 1} others beside it`);

/** @throws TokamarkError `link` that says what is wrong */
export function parseFeel(fragment: string): readonly Pace[] {
  if (fragment.length > LONGEST || !holdsFeel(fragment)) throw refused('It is no address of a pace.');
  const query = new URLSearchParams(fragment.slice(ROUTE.length + 1));
  const other = [...query.keys()].find((key) => key !== 'at');
  if (other !== undefined) throw refused(`It has no field ${plainName(other, NAME_LETTERS)}.`);
  const parsed = paces.safeParse(query.getAll('at'));
  if (!parsed.success) throw refused(`A pace ${parsed.error.issues[0]?.message ?? 'is not valid'}.`);
  return parsed.data;
}

const refused = (reason: string): TokamarkError =>
  new TokamarkError({
    code: 'link',
    message: `This link to feel a speed cannot be read. ${reason}`,
    where: 'at',
    remedy: 'Copy all of the link again, or choose a speed yourself.',
  });
