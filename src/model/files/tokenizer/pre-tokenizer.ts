/** How a tokenizer.json cuts a text into the pieces that its model reads: the pre-tokenizers that are read. */

import { z } from 'zod';
import { bytesAsText } from './byte-level';
import { character, component, readComponent, readParts, type Component } from './component';
import { metaspaceComponent, type PrependScheme } from './metaspace';
import { literal, readPattern } from './pattern';
import { readRegex } from './regex';
import { inside, refusal, type Part } from './refused';
import { BEHAVIORS, charactersIn, split, type Pieces } from './split';
import { NUMERIC, PUNCTUATION, RUST_WORD, SPACE } from './unicode/sets';

export interface PreTokenizer {
  readonly apply: (pieces: Pieces) => Pieces;
  /** Whether it asks where the text began, which what comes before may shift. */
  readonly needsStart: boolean;
  /** Whether it cuts the text and changes nothing in it. */
  readonly keepsStart: boolean;
}

type Apply = PreTokenizer['apply'];

const cutting = (apply: Apply): PreTokenizer => ({ apply, needsStart: false, keepsStart: true });
const changing = (apply: Apply, needsStart = false): PreTokenizer => ({ apply, needsStart, keepsStart: false });

const behavior = z.enum(BEHAVIORS);

/** GPT-2's expression, which ByteLevel uses unless told not to. */
const GPT2 = readRegex("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

const WHITE_SPACE = charactersIn(SPACE);
const MARKS = charactersIn(PUNCTUATION);
const DIGITS = charactersIn(NUMERIC);

const PRE_TOKENIZERS: Readonly<Record<string, Component<PreTokenizer>>> = {
  ByteLevel: component(
    // Offsets are trimmed or not; nothing here gives them.
    { add_prefix_space: z.boolean(), trim_offsets: z.boolean(), use_regex: z.boolean().default(true) },
    ({ add_prefix_space: prefixed, use_regex: cut }) =>
      changing((pieces) => {
        const whole = prefixed ? each(pieces, (text) => (text.startsWith(' ') ? text : ` ${text}`)) : pieces;
        return each(cut ? split(whole, GPT2.find, 'Isolated') : whole, bytesAsText);
      }),
  ),
  Split: component(
    { pattern: z.unknown(), behavior, invert: z.boolean() },
    ({ pattern, behavior: how, invert }, part) => {
      const wanted = readPattern(pattern, part);
      return cutting((pieces) => split(pieces, wanted.find, how, invert));
    },
  ),
  Metaspace: metaspaceComponent(({ replacement, scheme, splits }) =>
    changing(metaspace(replacement, scheme, splits), scheme === 'first'),
  ),
  Whitespace: component({}, () => {
    const words = charactersIn(RUST_WORD);
    return cutting((pieces) => split(split(pieces, WHITE_SPACE, 'Removed'), words, 'Contiguous'));
  }),
  WhitespaceSplit: component({}, () => cutting((pieces) => split(pieces, WHITE_SPACE, 'Removed'))),
  BertPreTokenizer: component({}, () =>
    cutting((pieces) => split(split(pieces, WHITE_SPACE, 'Removed'), MARKS, 'Isolated')),
  ),
  Punctuation: component({ behavior: behavior.default('Isolated') }, ({ behavior: how }) =>
    cutting((pieces) => split(pieces, MARKS, how)),
  ),
  Digits: component({ individual_digits: z.boolean() }, ({ individual_digits: single }) =>
    cutting((pieces) => split(pieces, DIGITS, single ? 'Isolated' : 'Contiguous')),
  ),
  CharDelimiterSplit: component({ delimiter: character }, ({ delimiter }) => {
    const { find } = literal(delimiter);
    return cutting((pieces) => split(pieces, find, 'Removed'));
  }),
  FixedLength: component({ length: z.number().int().min(1).default(5) }, ({ length }) =>
    cutting((pieces) => split(pieces, (text) => everyFew(text, length), 'Isolated')),
  ),
  Sequence: component({ pretokenizers: z.array(z.unknown()).max(64) }, ({ pretokenizers }, part, depth) => {
    const all = readParts(PRE_TOKENIZERS, pretokenizers, inside(part, 'pretokenizers', pretokenizers), depth);
    const moved = all.findIndex(({ keepsStart }) => !keepsStart);
    if (moved >= 0 && all.slice(moved + 1).some(({ needsStart }) => needsStart)) {
      throw refusal(part, 'Tokamark reads the prepend_scheme "first" only before ByteLevel and other Metaspaces');
    }
    return {
      apply: (pieces) => all.reduce((cut, { apply }) => apply(cut), pieces),
      needsStart: all.some(({ needsStart }) => needsStart),
      keepsStart: moved < 0,
    };
  }),
};

export function readPreTokenizer(value: unknown, file: string): PreTokenizer {
  const part: Part = { value, file, where: 'pre_tokenizer' };
  if (value === null || value === undefined) return cutting((pieces) => pieces);
  return readComponent(PRE_TOKENIZERS, part);
}

function each({ texts, atStart }: Pieces, change: (text: string, index: number) => string): Pieces {
  return { texts: texts.map(change), atStart };
}

function metaspace(replacement: string, scheme: PrependScheme, cut: boolean): Apply {
  const { find } = literal(replacement);
  return (pieces) => {
    const marked = each(pieces, (text, index) => {
      const spaced = text.replaceAll(' ', () => replacement);
      const wanted = scheme === 'always' || (scheme === 'first' && pieces.atStart && index === 0);
      return wanted && !spaced.startsWith(replacement) ? replacement + spaced : spaced;
    });
    return cut ? split(marked, find, 'MergedWithNext') : marked;
  };
}

function everyFew(text: string, length: number): number[] {
  const found: number[] = [];
  let start = 0;
  let count = 0;
  let end = 0;
  for (const one of text) {
    end += one.length;
    count += 1;
    if (count === length) {
      found.push(start, end);
      start = end;
      count = 0;
    }
  }
  return found;
}
