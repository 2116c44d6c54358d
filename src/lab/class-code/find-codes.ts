/**
 * The codes in a text that somebody pasted: a column of a chat or of a spreadsheet, with other words around them. What looks like a code
 * and is none is told with its line, so that its pupil can be asked again.
 */
import { valueOf } from './alphabet';
import { CODE_LENGTH, CODE_PREFIX, readClassCode, type CodeRead } from './class-code';

export interface FoundCode {
  /** From 1. */
  readonly line: number;
  /** As it stands there. */
  readonly text: string;
  readonly read: CodeRead;
}

/** Of a school, not of a class: more is a mistake. */
export const MOST_CODES = 300;
const MOST_LETTERS = 100_000;

export function findClassCodes(text: string): readonly FoundCode[] {
  const lines = text.slice(0, MOST_LETTERS).split(/\r\n|\r|\n/);
  const found: FoundCode[] = [];
  for (const [i, line] of lines.entries()) {
    for (const one of codesOfLine(line.replace(UNSEEN, ''))) {
      if (found.push({ line: i + 1, ...one }) === MOST_CODES) return found;
    }
  }
  return found;
}

type Found = Omit<FoundCode, 'line'>;

const UNSEEN = /\p{Cf}/gu;
/** What ends a cell or a quotation: no code goes on behind it. */
const CELLS = /[\t,;|"'“”„‘’«»<>()[\]{}]+/;

function* codesOfLine(line: string): Generator<Found> {
  for (const cell of line.split(CELLS)) yield* codesOfCell(cell);
}

/** Its words are taken one after the other: a code may have blanks within. */
function* codesOfCell(cell: string): Generator<Found> {
  const words = cell.split(/\s+/).filter((word) => word !== '');
  for (let at = 0; at < words.length;) {
    const taken = codeFrom(words, at);
    if (taken === null) at += 1;
    else {
      at += taken.words;
      yield { text: taken.text, read: readClassCode(taken.text) };
    }
  }
}

interface Taken {
  readonly text: string;
  readonly words: number;
}

function codeFrom(words: readonly string[], at: number): Taken | null {
  const first = (words[at] ?? '').slice(-LONGEST_WORD);
  const begins = startOf(first);
  if (begins === null) return looksLikeCode(first) ? { text: withoutEnd(first), words: 1 } : null;
  let text = withoutEnd(first.slice(begins));
  let taken = 1;
  while (at + taken < words.length && lengthOf(text) < CODE_LENGTH) {
    const next = withoutEnd(words[at + taken] ?? '');
    if (!goesOn(text, next)) break;
    text += ` ${next}`;
    taken += 1;
  }
  return /^TMK[\dOIL]/i.test(plainOf(text)) ? { text, words: taken } : null;
}

/** `Anna:TMK1-…` begins at the T, `T-M-K-1` too; what follows letters or digits is part of another word. */
function startOf(word: string): number | null {
  const match = /(?<![\p{L}\p{N}])T\p{Pd}?M\p{Pd}?K(?=\p{Pd}?[\dOIL]|\p{Pd}?$)/iu.exec(word);
  return match === null ? (/^TM?$/i.test(word) ? 0 : null) : match.index;
}

/** A short word, or one with digits or dashes, and written as what stands before it: `thanks` and `bye` are none. */
function goesOn(text: string, word: string): boolean {
  if (startOf(word) !== null && lengthOf(word) > CODE_PREFIX.length) return false;
  if (!/^[\p{L}\p{N}\p{Pd}\u2212]+$/u.test(word)) return false;
  if (isCapital(text) && !/[\p{Lu}\p{N}\p{Pd}\u2212]/u.test(word)) return false;
  return lengthOf(word) <= 8 || /[\p{N}\p{Pd}]/u.test(word);
}

const isCapital = (text: string): boolean => text === text.toUpperCase();

/** Long, of characters that codes have, in groups or with digits among them: a code whose beginning is wrong. */
function looksLikeCode(word: string): boolean {
  const plain = withoutEnd(word);
  const length = lengthOf(plain);
  if (length < CODE_LENGTH - 2 || length > CODE_LENGTH + 2 || !/^[\p{L}\p{N}\p{Pd}\u2212]+$/u.test(plain)) return false;
  if (!/\p{N}/u.test(plain) || !/\p{L}/u.test(plain)) return false;
  return Array.from(plainOf(plain)).filter((one) => valueOf(one) === null).length <= 2;
}

const plainOf = (text: string): string => text.replace(/[\s\p{Pd}\u2212]/gu, '');

const lengthOf = (text: string): number => Array.from(plainOf(text)).length;

/** A full stop, a colon or a smile behind it. */
const withoutEnd = (word: string): string => word.slice(0, LONGEST_WORD).replace(/[^\p{L}\p{N}]+$/u, '');

/** A code with a dash behind each character, and words before it. */
const LONGEST_WORD = 200;
