/** `{ "String": ... }` or `{ "Regex": ... }` of a tokenizer.json: where it matches a text. */

import { z } from 'zod';
import { readRegex, TooManySteps, UnreadableRegex } from './regex';
import { inside, read, refusal, type Part } from './refused';
import { TokamarkError } from '../../../foundation/errors';
import { isCharacter } from './component';

export interface Pattern {
  readonly mayBeEmpty: boolean;
  /** Whether it is one character, and no expression. */
  readonly isCharacter: boolean;
  /** Start and end of each match in turn, in UTF-16 units. @throws TokamarkError `tokenizer` where it takes too long */
  readonly find: (text: string) => number[];
}

const schema = z.union([z.strictObject({ String: z.string().min(1) }), z.strictObject({ Regex: z.string() })], {
  error: 'Tokamark reads { "String": ... }, not empty, and { "Regex": ... }',
});

export function readPattern(value: unknown, part: Part): Pattern {
  const place = inside(part, 'pattern', value);
  const pattern = read(schema, place);
  return 'String' in pattern ? literal(pattern.String) : expression(pattern.Regex, place);
}

export function literal(wanted: string): Pattern {
  return {
    mayBeEmpty: false,
    isCharacter: isCharacter(wanted),
    find(text) {
      const found: number[] = [];
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        found.push(at, at + wanted.length);
      }
      return found;
    },
  };
}

function expression(source: string, place: Part): Pattern {
  try {
    const regex = readRegex(source);
    return {
      mayBeEmpty: regex.mayBeEmpty,
      isCharacter: false,
      find: (text) => patiently(() => regex.find(text), source, place),
    };
  } catch (cause) {
    if (cause instanceof UnreadableRegex) throw refusal(place, `in this regular expression ${cause.message}`);
    throw cause;
  }
}

function patiently<T>(find: () => T, source: string, { file, where }: Part): T {
  try {
    return find();
  } catch (cause) {
    if (!(cause instanceof TooManySteps)) throw cause;
    throw new TokamarkError({
      code: 'tokenizer',
      message: `${file}: the regular expression ${source} (${where}) takes too long on this text.`,
      where,
      remedy: 'Give a shorter text.',
    });
  }
}

/** The text with each match replaced by `content`, as it is written. */
export function replaced(text: string, pattern: Pattern, content: string): string {
  const found = pattern.find(text);
  if (found.length === 0) return text;
  const parts: string[] = [];
  let end = 0;
  for (let i = 0; i < found.length; i += 2) {
    parts.push(text.slice(end, found[i]));
    end = found[i + 1] ?? end;
  }
  parts.push(text.slice(end));
  return parts.join(content);
}
