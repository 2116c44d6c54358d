/**
 * Regular expressions of tokenizers, with the reference's meaning in any browser.
 *
 *   const regex = readRegex('\\s+(?!\\S)|\\s+')    throws UnreadableRegex, which says what in it is not read
 *   regex.find(text)                              [start, end, start, end...] of all matches; throws TooManySteps
 *   regex.mayBeEmpty                              whether it can match no character
 *
 * Not JavaScript's own: their `\s`, `\w` and `$` mean other things, their `\p{L}` depends on the browser's version of Unicode, and
 * a hostile expression could hang the page.
 */

import { compileRegex } from './compile';
import { Matcher } from './matcher';
import { matchesNothing } from './node';
import { parseRegex } from './parse';

export { UnreadableRegex } from './node';
export { TooManySteps } from './matcher';

export interface Regex {
  readonly mayBeEmpty: boolean;
  readonly find: (text: string) => number[];
}

export function readRegex(pattern: string): Regex {
  const node = parseRegex(pattern);
  const matcher = new Matcher(compileRegex(node));
  return { mayBeEmpty: matchesNothing(node), find: (text) => findAll(matcher, text) };
}

/** As the reference's binding steps on: an empty match right behind the last one is passed over with its next character. */
function findAll(matcher: Matcher, text: string): number[] {
  matcher.begin(text);
  const found: number[] = [];
  let from = 0;
  let lastEnd = -1;
  while (from <= text.length) {
    const end = matcher.matchAt(from);
    if (end < 0) from = after(text, from);
    else if (end === from && lastEnd === end) from = after(text, from);
    else {
      found.push(from, end);
      from = end;
      lastEnd = end;
    }
  }
  return found;
}

function after(text: string, position: number): number {
  return position + ((text.codePointAt(position) ?? 0) > 0xffff ? 2 : 1);
}
