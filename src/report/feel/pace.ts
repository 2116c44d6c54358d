/** How fast a text is typed, how well that is known, and the address `#/feel?…` that says so: hostile until it has passed. */
import { z } from 'zod';
import { TokamarkError } from '../../foundation/errors';
import { tokensPerSecond, type TokensPerSecond } from '../../foundation/units';
import { plainName } from '../outside-text';
import { READING_TOKENS_PER_SECOND } from '../reading-speed';

/** How well a pace is known: measured on a GPU, measured on a software adapter, worked out, or somebody's choice. */
export const BASES = ['measured', 'software', 'expected', 'chosen'] as const;
export type Basis = (typeof BASES)[number];

/** One text at one pace. */
export interface Pace {
  readonly name: string;
  readonly rate: TokensPerSecond;
  readonly basis: Basis;
}

/** How fast a person reads along. */
export const READING_RATE = tokensPerSecond(READING_TOKENS_PER_SECOND);

export const MOST_PACES = 4;
export const SLOWEST = tokensPerSecond(0.1);
export const FASTEST = tokensPerSecond(100_000);
export const NAME_LETTERS = 40;

const LONGEST = 800;
const ROUTE = '#/feel';
const LETTERS: Readonly<Record<Basis, string>> = { measured: 'm', software: 's', expected: 'e', chosen: 'c' };

/** A name as it fits, and a rate as an address gives it. */
export const paceOf = (name: string, rate: number, basis: Basis): Pace => ({
  name: plainName(name, NAME_LETTERS) || 'No name',
  rate: tokensPerSecond(Number(Math.min(FASTEST, Math.max(SLOWEST, rate)).toPrecision(4))),
  basis,
});

/** `#/feel?at=94.2m:Apple%20M3&at=38c:Mine` */
export function feelFragment(paces: readonly Pace[]): string {
  const query = new URLSearchParams();
  for (const { name, rate, basis } of paces.slice(0, MOST_PACES)) {
    const one = paceOf(name, rate, basis);
    query.append('at', `${one.rate}${LETTERS[basis]}:${one.name}`);
  }
  return paces.length === 0 ? ROUTE : `${ROUTE}?${query.toString()}`;
}

export const holdsFeel = (fragment: string): boolean => fragment === ROUTE || fragment.startsWith(`${ROUTE}?`);

const PACE = /^(\d{1,6}(?:\.\d{1,6})?)([msec]):(.*)$/s;

const pace = z
  .string()
  .regex(PACE, 'must be such as 94.2m:Apple M3')
  .transform((text) => {
    const [, rate = '', letter = '', name = ''] = PACE.exec(text) ?? [];
    return {
      ...{ name: plainName(name, NAME_LETTERS), rate: tokensPerSecond(Number(rate)) },
      basis: BASES.find((one) => LETTERS[one] === letter) ?? 'chosen',
    };
  })
  .refine(({ rate }) => rate >= SLOWEST && rate <= FASTEST, 'must be from 0.1 to 100000 tokens per second')
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
