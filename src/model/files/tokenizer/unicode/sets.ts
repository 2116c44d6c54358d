/**
 * The sets of code points that tokenizers speak of, as the reference has them: its regular expressions follow Unicode 16, Rust
 * itself 17, its crates for punctuation, accents and normal forms older ones. A browser's own `\p{L}` is of yet another version.
 */

import { CodePoints } from './code-points';
import tables from './tables.json';

const categories = new Map<string, CodePoints>(
  Object.entries(tables.categories).map(([name, packed]) => [name, CodePoints.unpack(packed)]),
);
const scripts = new Map<string, CodePoints>(
  Object.entries(tables.scripts).map(([name, packed]) => [name.toLowerCase(), CodePoints.unpack(packed)]),
);

function group(letter: string): CodePoints {
  return CodePoints.union([...categories].flatMap(([name, set]) => (name.startsWith(letter) ? [set] : [])));
}

const only = (name: string): CodePoints => categories.get(name) ?? CodePoints.of([]);
const point = (...points: number[]): CodePoints => CodePoints.of(points.map((one) => [one, one] as const));

const letters = group('L');
const marks = group('M');
const numbers = group('N');
const punctuation = group('P');
const symbols = group('S');
const separators = group('Z');

export const ANY = CodePoints.of([[0, 0x10ffff]]);
export const NEWLINE = point(0x0a);
/** `\s` of the reference's regular expressions, and what Rust calls white space. */
export const SPACE = CodePoints.union([separators, CodePoints.of([[0x09, 0x0d]]), point(0x85)]);
export const DIGIT = only('Nd');
export const HEX = CodePoints.of([
  [0x30, 0x39],
  [0x41, 0x46],
  [0x61, 0x66],
]);
const alpha = CodePoints.union([letters, only('Nl'), CodePoints.unpack(tables.otherAlpha)]);
/** `\w` within brackets. */
export const WORD_IN_BRACKETS = CodePoints.union([alpha, marks, DIGIT, only('Pc')]);
/** `\w` on its own and `\b`: the reference counts six numbers of Latin-1 (² ³ ¹ ¼ ½ ¾) as well. */
export const WORD = CodePoints.union([WORD_IN_BRACKETS, point(0xb2, 0xb3, 0xb9, 0xbc, 0xbd, 0xbe)]);
/** `\w` of Rust's regular expressions, which added tokens and the pre-tokenizer Whitespace use. */
export const RUST_WORD = CodePoints.union([WORD_IN_BRACKETS, point(0x200c, 0x200d)]);
/** Rust's `is_numeric`. */
export const NUMERIC = CodePoints.union([numbers, CodePoints.unpack(tables.numericBeyondN)]);
/** What the pre-tokenizers Punctuation and BertPreTokenizer split at. */
export const PUNCTUATION = CodePoints.union([
  punctuation.without(CodePoints.unpack(tables.punctuationWithoutP)),
  CodePoints.unpack(tables.punctuationBeyondP),
]);
/** What StripAccents takes away. */
export const ACCENTS = CodePoints.union([
  marks.without(CodePoints.unpack(tables.marksWithoutM)),
  CodePoints.unpack(tables.marksBeyondM),
]);
/** Younger than the reference's normal forms, which leave each as it is. */
export const WITHOUT_NORMAL_FORM = CodePoints.unpack(tables.withoutNormalForm);

/** Of graphemes: what joins the character before it, what joins the one behind it, and what nothing joins. */
export const GRAPHEME_JOINS = CodePoints.unpack(tables.graphemeJoins);
export const GRAPHEME_PREPENDS = CodePoints.unpack(tables.graphemePrepends);
export const GRAPHEME_CONTROLS = CodePoints.unpack(tables.graphemeControls);

const younger = new Map<number, number>(
  tables.youngLower.split(' ').map((pair) => {
    const [upper = '', lower = ''] = pair.split('.');
    return [parseInt(upper, 36), parseInt(lower, 36)];
  }),
);

/** A character in lower case as Rust has it, without regard to its neighbours. */
export function lowerCase(character: string): string {
  const young = younger.get(character.codePointAt(0) ?? 0);
  return young === undefined ? character.toLowerCase() : String.fromCodePoint(young);
}

const POSIX: Readonly<Record<string, CodePoints>> = {
  alpha,
  digit: DIGIT,
  alnum: CodePoints.union([alpha, DIGIT]),
  space: SPACE,
  blank: CodePoints.union([only('Zs'), point(0x09)]),
  cntrl: only('Cc'),
  xdigit: HEX,
  upper: CodePoints.union([only('Lu'), CodePoints.unpack(tables.otherUpper)]),
  lower: CodePoints.union([only('Ll'), CodePoints.unpack(tables.otherLower)]),
};

const NAMED: Readonly<Record<string, CodePoints>> = {
  ...POSIX,
  l: letters,
  letter: letters,
  m: marks,
  mark: marks,
  n: numbers,
  number: numbers,
  p: punctuation,
  punctuation,
  punct: punctuation,
  s: symbols,
  symbol: symbols,
  z: separators,
  separator: separators,
  any: ANY,
  ascii: CodePoints.of([[0, 0x7f]]),
};

const byName = new Map<string, CodePoints>([
  ...Object.entries(NAMED),
  ...[...categories].map(([name, set]) => [name.toLowerCase(), set] as const),
  ...scripts,
]);

/** `[:name:]`; null where the name is not known here. */
export function posixSet(name: string): CodePoints | null {
  if (name === 'punct') return CodePoints.union([punctuation, symbols]);
  if (name === 'word') return WORD_IN_BRACKETS;
  return Object.hasOwn(POSIX, name) ? (POSIX[name] ?? null) : null;
}

/** `\p{name}`, within brackets or not; null where the name is not known here. */
export function propertySet(name: string, inBrackets: boolean): CodePoints | null {
  const plain = name.toLowerCase().replace(/[ _-]/g, '');
  if (plain === 'word') return inBrackets ? WORD_IN_BRACKETS : WORD;
  return byName.get(plain) ?? null;
}
