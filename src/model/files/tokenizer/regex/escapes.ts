/** What stands behind a backslash, in brackets and out of them: a set of code points, or one character. */

import type { CodePoints } from '../unicode/code-points';
import { DIGIT, HEX, propertySet, SPACE, WORD, WORD_IN_BRACKETS } from '../unicode/sets';
import { UnreadableRegex } from './node';
import type { Reader } from './reader';

export type Escape =
  | { readonly kind: 'character'; readonly character: string }
  /** `closed`: it holds each letter in upper and lower case, or none at all; `name` as written. */
  | { readonly kind: 'set'; readonly set: CodePoints; readonly closed: boolean; readonly name: string };

const CONTROLS: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\u0007',
  e: '\u001B',
};

/** Classes in which no letter has its other case outside. */
const CLOSED = new Set(['n', 'nd', 'p', 'z', 'number', 'punctuation', 'separator', 'digit', 'space', 'word', 'w']);

const LAST_POINT = 0x10ffff;

/** The reader stands behind the backslash. Null: it is none of these (an anchor, say), and nothing has been read. */
export function readEscape(reader: Reader, inBrackets: boolean): Escape | null {
  const letter = reader.peek();
  const set = classSet(letter.toLowerCase(), inBrackets);
  if (set !== null) {
    reader.next();
    const negative = letter !== letter.toLowerCase();
    return { kind: 'set', set: negative ? set.complement() : set, closed: true, name: `\\${letter}` };
  }
  if (letter === 'p' || letter === 'P') return readProperty(reader, inBrackets);
  if (letter === 'x' || letter === 'u') return { kind: 'character', character: readCode(reader) };
  const control = Object.hasOwn(CONTROLS, letter) ? CONTROLS[letter] : undefined;
  if (control !== undefined) {
    reader.next();
    return { kind: 'character', character: control };
  }
  if (/^[A-Za-z0-9]$/.test(letter) || letter === '') return null;
  return { kind: 'character', character: reader.next() };
}

function classSet(letter: string, inBrackets: boolean): CodePoints | null {
  switch (letter) {
    case 's':
      return SPACE;
    case 'd':
      return DIGIT;
    case 'h':
      return HEX;
    case 'w':
      return inBrackets ? WORD_IN_BRACKETS : WORD;
    default:
      return null;
  }
}

function readProperty(reader: Reader, inBrackets: boolean): Escape {
  const letter = reader.next();
  if (!reader.take('{')) throw new UnreadableRegex(`\\${letter} without braces is not read`);
  const inverted = reader.take('^');
  const name = reader.until('}');
  const set = propertySet(name, inBrackets);
  if (set === null) throw new UnreadableRegex(`the property \\p{${name}} is not read`);
  const negative = inverted !== (letter === 'P');
  return {
    kind: 'set',
    set: negative ? set.complement() : set,
    closed: CLOSED.has(name.toLowerCase()),
    name: `\\p{${negative ? '^' : ''}${name}}`,
  };
}

/** `\x41`, `\x{1F600}` and `\u0041`. From `\x80` on, two digits are a byte of UTF-8 in the reference, not a character. */
function readCode(reader: Reader): string {
  const letter = reader.next();
  const digits = letter === 'x' && reader.take('{') ? reader.until('}') : fixedDigits(reader, letter === 'x' ? 2 : 4);
  const code = /^[0-9A-Fa-f]{1,8}$/.test(digits) ? parseInt(digits, 16) : NaN;
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  if (!(code <= LAST_POINT) || surrogate || (letter === 'x' && digits.length === 2 && code >= 0x80)) {
    throw new UnreadableRegex(`\\${letter}${digits} is not read`);
  }
  return String.fromCodePoint(code);
}

function fixedDigits(reader: Reader, count: number): string {
  let digits = '';
  while (digits.length < count) digits += reader.next();
  return digits;
}
