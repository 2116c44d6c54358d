/**
 * Characters without regard to case. Only what is certain: ASCII letters (with ſ and the Kelvin sign, as Unicode folds them) and
 * characters that have no case. The reference also folds several characters into one (ss and ß): those are refused.
 */

import { CodePoints } from '../unicode/code-points';
import { UnreadableRegex } from './node';

const ALSO: Readonly<Record<string, string>> = { s: '\u017F', k: '\u212A' };

/** Two letters that the reference takes for one of Unicode's ligatures, or for ß. */
const FOLDED_PAIRS = /ss|st|ff|fi|fl/;

export function foldCharacter(character: string): CodePoints {
  if (/^[A-Za-z]$/.test(character)) {
    const lower = character.toLowerCase();
    return CodePoints.ofText(lower + lower.toUpperCase() + (ALSO[lower] ?? ''));
  }
  if (character !== character.toLowerCase() || character !== character.toUpperCase() || /\p{M}/u.test(character)) {
    throw new UnreadableRegex(`${character} without regard to case is not read`);
  }
  return CodePoints.ofText(character);
}

/** A range of ASCII; others may hold letters whose other case is not certain. */
export function foldRange(first: string, last: string): CodePoints {
  if (last > '\u007F') throw new UnreadableRegex(`the range ${first}-${last} without regard to case is not read`);
  const all: CodePoints[] = [];
  for (let point = first.charCodeAt(0); point <= last.charCodeAt(0); point += 1) {
    all.push(foldCharacter(String.fromCharCode(point)));
  }
  return CodePoints.union(all);
}

/** @param run letters that follow each other */
export function refuseFoldedPairs(run: string): void {
  const pair = FOLDED_PAIRS.exec(run.toLowerCase())?.[0];
  if (pair !== undefined) throw new UnreadableRegex(`"${pair}" without regard to case is not read`);
}
