/** What a tokenizer.json does to a text before it is cut: the normalizers that are read, each as the reference has it. */

import { z } from 'zod';
import { bytesAsText } from './byte-level';
import { component, isCharacter, readComponent, readParts, type Component } from './component';
import { normalForm } from './normal-forms';
import { readPattern, replaced } from './pattern';
import { precompiled } from './precompiled';
import { inside, refusal, type Part } from './refused';
import type { CodePoints } from './unicode/code-points';
import { ACCENTS, lowerCase, SPACE } from './unicode/sets';

export interface Normalizer {
  readonly apply: (text: string) => string;
  /** Whether the first character of what it gives always comes from the first one of the text, and from that one alone. */
  readonly keepsStart: boolean;
}

const simple = (apply: (text: string) => string, keepsStart = false): Normalizer => ({ apply, keepsStart });

const NORMALIZERS: Readonly<Record<string, Component<Normalizer>>> = {
  NFC: component({}, () => simple(normalForm('NFC'))),
  NFD: component({}, () => simple(normalForm('NFD'))),
  NFKC: component({}, () => simple(normalForm('NFKC'))),
  NFKD: component({}, () => simple(normalForm('NFKD'))),
  Lowercase: component({}, () => simple(lowerCased)),
  StripAccents: component({}, () => simple((text) => filtered(text, ACCENTS))),
  Nmt: component({}, () => simple(nmt)),
  ByteLevel: component({}, () => simple(bytesAsText)),
  Strip: component({ strip_left: z.boolean(), strip_right: z.boolean() }, ({ strip_left: left, strip_right: right }) =>
    simple((text) => stripped(text, left, right)),
  ),
  // An empty one shifts what the reference believes to be the first character.
  Prepend: component({ prepend: z.string().min(1) }, ({ prepend }) =>
    simple((text) => (text === '' ? text : prepend + text)),
  ),
  Replace: component({ pattern: z.unknown(), content: z.string() }, ({ pattern, content }, part) => {
    const wanted = readPattern(pattern, part);
    if (wanted.mayBeEmpty) throw refusal(part, 'Tokamark reads no replacement of nothing');
    return simple((text) => replaced(text, wanted, content), wanted.isCharacter && isCharacter(content));
  }),
  Precompiled: (part, depth) => simple(precompiled(part, depth)),
  Sequence: component({ normalizers: z.array(z.unknown()).max(64) }, ({ normalizers }, part, depth) => {
    const all = readParts(NORMALIZERS, normalizers, inside(part, 'normalizers', normalizers), depth);
    return simple(
      (text) => all.reduce((whole, { apply }) => apply(whole), text),
      all.every(({ keepsStart }) => keepsStart),
    );
  }),
};

export function readNormalizer(value: unknown, file: string): Normalizer {
  const part: Part = { value, file, where: 'normalizer' };
  if (value === null || value === undefined) return simple((text) => text, true);
  return readComponent(NORMALIZERS, part);
}

/** Character by character: at the end of a word JavaScript would make another sigma. */
function lowerCased(text: string): string {
  let lower = '';
  for (const character of text) lower += lowerCase(character);
  return lower;
}

function filtered(text: string, without: CodePoints): string {
  let kept = '';
  for (const character of text) if (!without.has(character.codePointAt(0) ?? 0)) kept += character;
  return kept;
}

function stripped(text: string, left: boolean, right: boolean): string {
  let start = 0;
  let end = text.length;
  // No white space lies beyond the first 65,536 code points.
  if (left) while (start < end && SPACE.has(text.charCodeAt(start))) start += 1;
  if (right) while (end > start && SPACE.has(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** As SentencePiece's nmt rules for control characters and white space, with the reference's own choice of them. */
const NMT_REMOVED = /[\u0001-\u0008\u000B\u000E-\u001F\u007F\u008F\u009F]/gu;
const NMT_SPACES = /[\t\n\f\r\u1680\u200B-\u200F\u2028\u2029\u2581\uFEFF\uFFFD]/gu;

function nmt(text: string): string {
  return text.replace(NMT_REMOVED, '').replace(NMT_SPACES, ' ');
}
