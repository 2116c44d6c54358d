/**
 * SentencePiece's table of replacements (`precompiled_charsmap`): a double array over UTF-8 bytes, then the replacements. As the
 * reference applies it: to a grapheme of less than six bytes as a whole, by the shortest key that it begins with, which drops what
 * else is in it (an accent, say); to longer ones character by character.
 */

import { z } from 'zod';
import { GRAPHEME_CONTROLS, GRAPHEME_JOINS, GRAPHEME_PREPENDS } from './unicode/sets';
import { component } from './component';
import { inside, refusal, type Part } from './refused';
import { lossyText } from './token-text';

const LONGEST_GRAPHEME = 5;

const encoder = new TextEncoder();

export const precompiled = component({ precompiled_charsmap: z.string() }, ({ precompiled_charsmap: packed }, part) => {
  const table = readTable(packed, inside(part, 'precompiled_charsmap', packed));
  return (text: string): string => {
    let mapped = '';
    for (let start = 0; start < text.length;) {
      const end = graphemeEnd(text, start);
      const grapheme = text.slice(start, end);
      const whole = isShort(grapheme) ? table(grapheme) : null;
      if (whole !== null) mapped += whole;
      else for (const character of grapheme) mapped += table(character) ?? character;
      start = end;
    }
    return mapped;
  };
});

function isShort(grapheme: string): boolean {
  return grapheme.length <= LONGEST_GRAPHEME && encoder.encode(grapheme).length <= LONGEST_GRAPHEME;
}

/** The replacement of what a text begins with; null where there is none. */
type Table = (text: string) => string | null;

const UNIT_BYTES = 4;

function readTable(packed: string, part: Part): Table {
  const bytes = base64(packed, part);
  const view = new DataView(bytes.buffer);
  const trieBytes = bytes.length < UNIT_BYTES ? 0 : view.getUint32(0, true);
  const textsFrom = UNIT_BYTES + trieBytes;
  if (trieBytes % UNIT_BYTES !== 0 || trieBytes === 0 || textsFrom > bytes.length) {
    throw refusal(part, 'this is no table of SentencePiece');
  }
  const units = Uint32Array.from({ length: trieBytes / UNIT_BYTES }, (_, i) =>
    view.getUint32(UNIT_BYTES * (i + 1), true),
  );
  const texts = bytes.subarray(textsFrom);
  const known = new Map<string, string | null>();
  return (text) => {
    const cached = known.get(text);
    if (cached !== undefined) return cached;
    const at = shortestKey(units, encoder.encode(text));
    const found = at === null ? null : lossyText(texts.subarray(at, endOf(texts, at)));
    if (known.size < 100_000) known.set(text, found);
    return found;
  };
}

function base64(packed: string, part: Part): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  } catch {
    throw refusal(part, 'this is not base64');
  }
}

/** What the double array holds for the shortest key that `key` begins with. */
function shortestKey(units: Uint32Array, key: Uint8Array): number | null {
  let node = offset(units[0] ?? 0);
  for (const byte of key) {
    if (byte === 0) return null;
    node ^= byte;
    const unit = units[node] ?? 0;
    if ((unit & 0x800000ff) >>> 0 !== byte) return null;
    node ^= offset(unit);
    if (((unit >>> 8) & 1) === 1) return (units[node] ?? 0) & 0x7fffffff;
  }
  return null;
}

function offset(unit: number): number {
  return (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
}

function endOf(texts: Uint8Array, from: number): number {
  const end = texts.indexOf(0, from);
  return end < 0 ? texts.length : end;
}

/** Without the rules for Hangul, flags, conjuncts and emoji: what they join takes more bytes than a grapheme may have here. */
function graphemeEnd(text: string, start: number): number {
  if (text.startsWith('\r\n', start)) return start + 2;
  let end = start;
  let before = text.codePointAt(end) ?? 0;
  end += before > 0xffff ? 2 : 1;
  if (GRAPHEME_CONTROLS.has(before)) return end;
  while (end < text.length) {
    const point = text.codePointAt(end) ?? 0;
    const joined = GRAPHEME_JOINS.has(point) || (GRAPHEME_PREPENDS.has(before) && !GRAPHEME_CONTROLS.has(point));
    if (!joined) break;
    end += point > 0xffff ? 2 : 1;
    before = point;
  }
  return end;
}
