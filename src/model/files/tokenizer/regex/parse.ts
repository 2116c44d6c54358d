/**
 * Reads a regular expression as Oniguruma does (its own syntax, UTF-8, no options), as far as that is certain: it says by name
 * what it does not read. Where the same text means another thing in JavaScript, that is the point: `$` is the end of a line,
 * `a{1,3}+` repeats a repetition, `(?m)` lets the full stop match line ends.
 */

import { CodePoints } from '../unicode/code-points';
import { ANY, NEWLINE } from '../unicode/sets';
import { readBrackets } from './brackets';
import { readEscape } from './escapes';
import { foldCharacter, refuseFoldedPairs } from './fold';
import { matchesNothing, UnreadableRegex, widthOf, type Assertion, type Node } from './node';
import { Reader } from './reader';

interface Options {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
}

const MOST_DEPTH = 64;
const MOST_REPETITIONS = 1_000;
const LONGEST_PATTERN = 20_000;

const ANCHORS: Readonly<Record<string, Assertion>> = {
  A: 'text-start',
  z: 'text-end',
  Z: 'last-line-end',
  b: 'word-boundary',
  B: 'no-word-boundary',
};

const NO_NEWLINE = NEWLINE.complement();
const empty: Node = { kind: 'sequence', items: [] };

/** @throws UnreadableRegex */
export function parseRegex(pattern: string): Node {
  if (pattern.length > LONGEST_PATTERN) throw new UnreadableRegex('it is too long');
  const reader = new Reader(pattern);
  const node = readChoice(reader, { ignoreCase: false, dotAll: false }, 0);
  if (!reader.done) throw new UnreadableRegex('it has a ) without a (');
  return node;
}

function readChoice(reader: Reader, options: Options, depth: number): Node {
  if (depth > MOST_DEPTH) throw new UnreadableRegex('its groups are nested too deep');
  // `(?i)` holds until the group ends, alternatives included.
  const inner = readLoneOptions(reader, options);
  const choices = [readSequence(reader, inner, depth)];
  while (reader.take('|')) choices.push(readSequence(reader, inner, depth));
  const [only] = choices;
  return choices.length === 1 && only !== undefined ? only : { kind: 'choice', options: choices };
}

function readLoneOptions(reader: Reader, options: Options): Options {
  let found = options;
  while (reader.looksAt('(?')) {
    let length = 2;
    while (/^[im-]$/.test(reader.peek(length))) length += 1;
    if (length === 2 || reader.peek(length) !== ')') break;
    reader.take('(?');
    found = withLetters(reader.until(')'), found);
  }
  return found;
}

function withLetters(letters: string, options: Options): Options {
  const [on = '', off = '', ...more] = letters.split('-');
  if (more.length > 0 || !/^[im]*$/.test(on + off)) throw new UnreadableRegex(`the options (?${letters}) are not read`);
  return {
    ignoreCase: on.includes('i') || (options.ignoreCase && !off.includes('i')),
    dotAll: on.includes('m') || (options.dotAll && !off.includes('m')),
  };
}

function readSequence(reader: Reader, options: Options, depth: number): Node {
  const items: Node[] = [];
  let run = '';
  while (!reader.done && !reader.looksAt('|') && !reader.looksAt(')')) {
    const character = reader.peek();
    const atom = readAtom(reader, options, depth);
    const item = readRepetitions(reader, atom);
    if (options.ignoreCase) {
      run = item === atom && /^[A-Za-z]$/.test(character) ? run + character : '';
      refuseFoldedPairs(run);
    }
    items.push(item);
  }
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: 'sequence', items };
}

function readAtom(reader: Reader, options: Options, depth: number): Node {
  if (reader.take('(')) return readGroup(reader, options, depth);
  if (reader.take('[')) return { kind: 'set', set: readBrackets(reader, options.ignoreCase) };
  if (reader.take('.')) return { kind: 'set', set: options.dotAll ? ANY : NO_NEWLINE };
  if (reader.take('^')) return { kind: 'assertion', what: 'line-start' };
  if (reader.take('$')) return { kind: 'assertion', what: 'line-end' };
  if (reader.take('\\')) return readEscaped(reader, options);
  if (/^[*+?]$/.test(reader.peek())) throw new UnreadableRegex(`${reader.peek()} repeats nothing`);
  return character(reader.next(), options);
}

function readEscaped(reader: Reader, options: Options): Node {
  const escape = readEscape(reader, false);
  if (escape !== null) {
    return escape.kind === 'set' ? { kind: 'set', set: escape.set } : character(escape.character, options);
  }
  const letter = reader.peek();
  const what = Object.hasOwn(ANCHORS, letter) ? ANCHORS[letter] : undefined;
  if (what !== undefined) {
    reader.next();
    return { kind: 'assertion', what };
  }
  if (reader.take('N')) return { kind: 'set', set: NO_NEWLINE };
  if (reader.take('O')) return { kind: 'set', set: ANY };
  if (reader.take('R')) return lineBreak;
  throw new UnreadableRegex(`\\${letter} is not read`);
}

const lineBreak: Node = {
  kind: 'atomic',
  body: {
    kind: 'choice',
    options: [
      {
        kind: 'sequence',
        items: ['\r', '\n'].map((one): Node => ({ kind: 'set', set: CodePoints.ofText(one) })),
      },
      { kind: 'set', set: CodePoints.ofText('\n\v\f\r\u0085\u2028\u2029') },
    ],
  },
};

function character(one: string, { ignoreCase }: Options): Node {
  return { kind: 'set', set: ignoreCase ? foldCharacter(one) : CodePoints.ofText(one) };
}

/** The reader stands behind the opening parenthesis. */
function readGroup(reader: Reader, options: Options, depth: number): Node {
  const body = (inner = options): Node => {
    const node = readChoice(reader, inner, depth + 1);
    if (!reader.take(')')) throw new UnreadableRegex('it has a ( without a )');
    return node;
  };
  if (reader.looksAt('*')) throw new UnreadableRegex('(* is not read');
  if (!reader.take('?')) return body();
  if (reader.take(':')) return body();
  if (reader.take('>')) return { kind: 'atomic', body: body() };
  if (reader.take('=')) return { kind: 'ahead', negative: false, body: body() };
  if (reader.take('!')) return { kind: 'ahead', negative: true, body: body() };
  if (reader.take('<=')) return behind(body(), false);
  if (reader.take('<!')) return behind(body(), true);
  if (reader.take('<')) {
    const name = reader.until('>');
    if (!/^[A-Za-z_]\w*$/.test(name)) throw new UnreadableRegex(`the group (?<${name}> is not read`);
    return body();
  }
  if (reader.take('#')) {
    reader.until(')');
    return empty;
  }
  let letters = '';
  while (/^[a-zA-Z-]$/.test(reader.peek())) letters += reader.next();
  if (letters === '' || !reader.take(':'))
    throw new UnreadableRegex(`the group (?${letters}${reader.peek()} is not read here`);
  return body(withLetters(letters, options));
}

/** Each alternative of a fixed width of its own. */
function behind(body: Node, negative: boolean): Node {
  const options = body.kind === 'choice' ? body.options : [body];
  const each = options.map((option): Node => {
    const width = widthOf(option);
    if (width === null) throw new UnreadableRegex('a look behind of more than one width is not read');
    return { kind: 'behind', negative, body: option, width };
  });
  if (each.length === 1) return each[0] ?? empty;
  return negative ? { kind: 'sequence', items: each } : { kind: 'choice', options: each };
}

function readRepetitions(reader: Reader, atom: Node): Node {
  let node = atom;
  for (let repetition = readRepetition(reader); repetition !== null; repetition = readRepetition(reader)) {
    const { min, max, mode } = repetition;
    if (node.kind === 'assertion' || node.kind === 'ahead' || node.kind === 'behind') {
      throw new UnreadableRegex('a repeated assertion is not read');
    }
    if (max > 1 && matchesNothing(node)) throw new UnreadableRegex('a repetition of what may be empty is not read');
    node = { kind: 'repeat', body: node, min, max, mode };
  }
  return node;
}

type Repetition = Pick<Node & { kind: 'repeat' }, 'min' | 'max' | 'mode'>;

function readRepetition(reader: Reader): Repetition | null {
  const bounds = readBounds(reader);
  if (bounds === null) return null;
  const { min, max, braces } = bounds;
  // `{n}?` is an optional `{n}`, and `{n,m}+` a repetition of `{n,m}`: neither is lazy nor possessive.
  if (!(braces && min === max) && reader.take('?')) return { min, max, mode: 'lazy' };
  if (!braces && reader.take('+')) return { min, max, mode: 'possessive' };
  return { min, max, mode: 'greedy' };
}

function readBounds(reader: Reader): { min: number; max: number; braces: boolean } | null {
  if (reader.take('*')) return { min: 0, max: Infinity, braces: false };
  if (reader.take('+')) return { min: 1, max: Infinity, braces: false };
  if (reader.take('?')) return { min: 0, max: 1, braces: false };
  if (!reader.take('{')) return null;
  const low = reader.digits();
  const comma = reader.take(',');
  const high = comma ? reader.digits() : low;
  if (!reader.take('}') || (low === '' && high === '')) {
    throw new UnreadableRegex('a { that is no repetition is not read without a backslash');
  }
  const min = low === '' ? 0 : Number(low);
  const max = high === '' ? Infinity : Number(high);
  if (min > max || min > MOST_REPETITIONS || (max > MOST_REPETITIONS && max !== Infinity)) {
    throw new UnreadableRegex(`the repetition {${low},${high}} is not read`);
  }
  return { min, max, braces: true };
}
