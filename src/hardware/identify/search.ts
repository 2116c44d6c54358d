/**
 * Rows of the catalogue for who types a part of a name, such as `4090`: those that have all of its words, the plainest first, and the one that
 * is taken. What a driver or a browser says is read by resolve.ts, which would rather ask than guess.
 */
import type { Catalogue, Preset } from '../catalogue';
import { spread } from './device-name';
import { nearestRows } from './nearest';
import { identify } from './resolve';

export interface Searched {
  /** Null: none, or several of which none is plainer than the rest. */
  readonly taken: Preset | null;
  /** The likelier first. */
  readonly matches: readonly Preset[];
  /** Nothing has all of the words: those that match only have a number like one of them. */
  readonly near: boolean;
}

/** Of an empty text all rows. */
export function searchRows(text: string, catalogue: Catalogue): Searched {
  const asked = wordsOf(text).filter((word) => !SPOKEN.has(word));
  if (text.trim() === '') return { taken: null, matches: catalogue.presets, near: false };
  const scored = catalogue.presets
    .flatMap((preset) => scoreOf(asked, preset) ?? [])
    .toSorted((a, b) => b.score - a.score || a.left - b.left);
  const found = scored.map(({ preset }) => preset);
  const named = namedBy(text, catalogue);
  if (named !== null) return { taken: named, matches: [named, ...found.filter((one) => one !== named)], near: false };
  const [first, second] = scored;
  if (first === undefined) return { taken: null, matches: nearTo(text, asked, catalogue), near: true };
  const isPlainest = second === undefined || (first.whole && (!second.whole || (first.left === 0 && second.left > 0)));
  return { taken: isPlainest ? first.preset : null, matches: found, near: false };
}

/** By its whole name, its id, or what a driver calls it. */
function namedBy(text: string, catalogue: Catalogue): Preset | null {
  const wanted = text.trim().toLowerCase();
  const row = catalogue.presets.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (row !== undefined) return row;
  const { status, candidates } = identify({ renderer: text, vendor: '', architecture: '' }, catalogue);
  return status === 'known' ? (candidates[0] ?? null) : null;
}

/** No row needs these. */
const SPOKEN = new Set(['gpu', 'graphics', 'card', 'the', 'a', 'an', 'my', 'with', 'desktop']);
/** A row is none the less plain for them: its number has them alone. */
const BRANDS = new Set('geforce radeon rtx gtx rx arc nvidia amd intel apple qualcomm samsung instinct'.split(' '));
const SAME: Readonly<Record<string, string>> = { mobile: 'laptop', notebook: 'laptop', datacenter: 'datacentre' };

const wordsOf = (text: string): readonly string[] =>
  spread(text.toLowerCase())
    .replace(/\b(\d{1,3}) ?gi?b\b/g, '$1gb')
    .split(/[^a-z0-9+]+/)
    .flatMap((word) => (word === '' ? [] : [SAME[word] ?? word]));

interface Scored {
  readonly preset: Preset;
  readonly score: number;
  /** Each word is one of the row's, and not only how one begins. */
  readonly whole: boolean;
  /** How many words of the row tell it from its siblings, and were not typed. */
  readonly left: number;
}

/** Null where a word is none of the row's. */
function scoreOf(asked: readonly string[], preset: Preset): Scored | null {
  const { id, name, memoryGB, vendor, class: kind } = preset;
  const memory = memoryGB === null ? [] : [memoryGB].flat().map((one) => `${one}gb`);
  const own = new Set([...wordsOf(name), ...wordsOf(id), ...memory, vendor, kind]);
  const scores = asked.map((word) => (own.has(word) ? 2 : [...own].some((one) => one.startsWith(word)) ? 1 : 0));
  if (scores.length === 0 || scores.includes(0)) return null;
  // What stands in parentheses is about it, and no part of its name.
  const telling = wordsOf(name.replace(/\(.*\)/, '')).filter((word) => !SPOKEN.has(word) && !BRANDS.has(word));
  return {
    preset,
    score: scores.reduce<number>((sum, one) => sum + one, 0),
    whole: !scores.includes(1),
    left: telling.filter((word) => !asked.includes(word)).length,
  };
}

/** Rows of a number that begins alike, else of one that a single slip of the fingers turns into it. */
function nearTo(text: string, asked: readonly string[], catalogue: Catalogue): readonly Preset[] {
  const alike = nearestRows(text, catalogue);
  if (alike.length > 0) return alike;
  const numbers = asked.filter((word) => word.length >= 3 && /\d/.test(word));
  return catalogue.presets.filter(({ name }) =>
    wordsOf(name).some((one) => numbers.some((number) => one.length >= 3 && isSlip(number, one))),
  );
}

/** One character wrong, missing or too many, or two of them the wrong way round. */
function isSlip(typed: string, meant: string): boolean {
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start += 1;
  const [left, right] = [typed.slice(start), meant.slice(start)];
  return (
    left.slice(1) === right.slice(1) ||
    left.slice(1) === right ||
    left === right.slice(1) ||
    (left.slice(2) === right.slice(2) && left[0] === right[1] && left[1] === right[0])
  );
}
