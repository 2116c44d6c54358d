/** `[...]` as Oniguruma reads it: nested classes, intersections by `&&`, POSIX classes. */

import { CodePoints } from '../unicode/code-points';
import { posixSet } from '../unicode/sets';
import { readEscape, type Escape } from './escapes';
import { foldCharacter, foldRange } from './fold';
import { UnreadableRegex } from './node';
import type { Reader } from './reader';

/** What `\p{L}` gains without regard to case: ι folds to it, and it is a mark. */
const YPOGEGRAMMENI = CodePoints.ofText('\u0345');

/** The reader stands behind `[`. */
export function readBrackets(reader: Reader, ignoreCase: boolean, depth = 0): CodePoints {
  if (depth > 16) throw new UnreadableRegex('its brackets are nested too deep');
  const negative = reader.take('^');
  if (reader.looksAt(']')) throw new UnreadableRegex('brackets that begin with ] are not read');
  const intersected: CodePoints[] = [];
  let sets: CodePoints[] = [];
  while (!reader.take(']')) {
    if (reader.take('&&')) {
      if (sets.length === 0) throw new UnreadableRegex('an intersection with nothing is not read');
      intersected.push(CodePoints.union(sets));
      sets = [];
    } else sets.push(readItem(reader, ignoreCase, negative && depth === 0, depth));
  }
  if (sets.length === 0) throw new UnreadableRegex('an intersection with nothing is not read');
  const set = intersected.reduce((all, one) => all.and(one), CodePoints.union(sets));
  return negative ? set.complement() : set;
}

function readItem(reader: Reader, ignoreCase: boolean, negative: boolean, depth: number): CodePoints {
  if (reader.looksAt('[:')) {
    const posix = readPosix(reader);
    if (posix !== null) {
      if (ignoreCase) throw new UnreadableRegex('a POSIX class without regard to case is not read');
      return posix;
    }
  }
  if (reader.take('[')) {
    if (ignoreCase) throw new UnreadableRegex('nested brackets without regard to case are not read');
    return readBrackets(reader, ignoreCase, depth + 1);
  }
  const first = readAtom(reader);
  if (first.kind === 'set') {
    if (reader.looksAt('-') && reader.peek(1) !== ']') {
      throw new UnreadableRegex(`a range that begins with ${first.name} is not read`);
    }
    return ignoreCase ? folded(first, negative) : first.set;
  }
  const range = reader.looksAt('-') && !reader.looksAt('-]') && !reader.looksAt('-&&') && !reader.looksAt('-[');
  if (!range) return ignoreCase ? foldCharacter(first.character) : CodePoints.ofText(first.character);
  reader.next();
  const last = readAtom(reader);
  if (last.kind === 'set') throw new UnreadableRegex(`a range that ends with ${last.name} is not read`);
  const [from, to] = [first.character.codePointAt(0) ?? 0, last.character.codePointAt(0) ?? 0];
  if (from > to) throw new UnreadableRegex(`the range ${first.character}-${last.character} is empty`);
  return ignoreCase ? foldRange(first.character, last.character) : CodePoints.of([[from, to]]);
}

function folded({ set, closed, name }: Escape & { kind: 'set' }, negative: boolean): CodePoints {
  if (closed) return set;
  // Without the negation, ß among the letters would make the reference take two s as well.
  if (name === '\\p{L}' && negative) return CodePoints.union([set, YPOGEGRAMMENI]);
  throw new UnreadableRegex(`${name} in brackets without regard to case is not read`);
}

function readAtom(reader: Reader): Escape {
  if (!reader.take('\\')) return { kind: 'character', character: reader.next() };
  const escape = readEscape(reader, true);
  if (escape === null) throw new UnreadableRegex(`\\${reader.peek()} in brackets is not read`);
  return escape;
}

/** Null where it is a nested class that merely begins with a colon. */
function readPosix(reader: Reader): CodePoints | null {
  let length = 2;
  let name = '';
  while (/^[\^a-z]$/.test(reader.peek(length))) name += reader.peek(length++);
  if (reader.peek(length) !== ':' || reader.peek(length + 1) !== ']') return null;
  reader.take(`[:${name}:]`);
  const set = posixSet(name.replace(/^\^/, ''));
  if (set === null) throw new UnreadableRegex(`the class [:${name}:] is not read`);
  return name.startsWith('^') ? set.complement() : set;
}
