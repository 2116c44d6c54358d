/** Text that a person or a browser gave and that others will read: as letters that are seen, on one line, and not too long. */
import { z } from 'zod';
import { mapKept } from '../../../../src/foundation/map-kept';
import { plainName, printable } from '../../../../src/report/outside-text';

/** Code units for a character: marks and what is taken out included. */
const UNITS = 8;

/** A short text; what nobody sees is taken out of it, and nothing may be left of it. */
export const shownText = (most: number) =>
  z
    .string()
    .max(UNITS * most)
    .transform((text) => plainName(text, most))
    .refine((text) => text !== '', 'nothing that can be seen is left of it');

/** What turns the direction of writing would show one text as another. */
const TURNS = /\p{Bidi_Control}/gu;

/** Almost every text and name of a document: nothing is to be taken out of it. */
const PLAIN = /^[ -~]*$/;

const plain = (text: string): string => (PLAIN.test(text) ? text : printable(text).replace(TURNS, ''));

/**
 * A document as it may be kept and given out again: each text in it without controls and marks of direction. Numbers and names stay. What
 * has nothing to be taken out is the value itself: that is almost every document, and none is copied for nothing.
 */
export function withPlainTexts(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  // JSON has a negative zero, and nothing of a run is one.
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (Array.isArray(value)) return mapKept(value, withPlainTexts);
  if (typeof value !== 'object' || value === null) return value;
  const before: readonly [string, unknown][] = Object.entries(value);
  const entries = before.map(([key, inner]) => [plain(key), withPlainTexts(inner)] as const);
  const isSame = entries.every(([key, inner], i) => {
    const [name, was] = before[i] ?? [];
    return key === name && key !== '__proto__' && Object.is(inner, was);
  });
  // With what nobody sees taken out, a name may have become one that changes an object.
  return isSame ? value : Object.fromEntries(entries.filter(([key]) => key !== '__proto__'));
}
