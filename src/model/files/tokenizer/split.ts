/** Cuts texts at matches, by the five behaviours of the reference. What matches is the caller's. */

import type { Pattern } from './pattern';
import type { CodePoints } from './unicode/code-points';

export const BEHAVIORS = ['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'] as const;

export type Behavior = (typeof BEHAVIORS)[number];

/** The pieces of a text, none of them empty, and whether the first one begins where the text as it was given began. */
export interface Pieces {
  readonly texts: readonly string[];
  readonly atStart: boolean;
}

/** Start, end and whether it is a match, of all parts of a text in turn; empty matches are among them. */
type Parts = { readonly start: number; readonly end: number; readonly match: boolean }[];

/** @param invert takes what lies between the matches for them */
export function split(pieces: Pieces, find: Pattern['find'], behavior: Behavior, invert = false): Pieces {
  const texts: string[] = [];
  let atStart = pieces.atStart;
  pieces.texts.forEach((text, index) => {
    const cut = cuts(parts(text, find(text), invert), behavior).filter(({ start, end }) => end > start);
    if (index === 0) atStart &&= cut[0]?.start === 0;
    for (const { start, end } of cut) texts.push(text.slice(start, end));
  });
  return { texts, atStart };
}

/** Each character of the set is a match of its own. */
export function charactersIn(set: CodePoints): Pattern['find'] {
  return (text) => {
    const found: number[] = [];
    for (let at = 0; at < text.length;) {
      const point = text.codePointAt(at) ?? 0;
      const end = at + (point > 0xffff ? 2 : 1);
      if (set.has(point)) found.push(at, end);
      at = end;
    }
    return found;
  };
}

function parts(text: string, found: readonly number[], invert: boolean): Parts {
  const all: Parts = [];
  let last = 0;
  for (let i = 0; i < found.length; i += 2) {
    const start = found[i] ?? 0;
    const end = found[i + 1] ?? 0;
    if (start > last) all.push({ start: last, end: start, match: invert });
    all.push({ start, end, match: !invert });
    last = end;
  }
  if (last < text.length) all.push({ start: last, end: text.length, match: invert });
  return all;
}

function cuts(all: Parts, behavior: Behavior): Parts {
  switch (behavior) {
    case 'Isolated':
      return all;
    case 'Removed':
      return all.filter(({ match }) => !match);
    case 'Contiguous':
      return joined(all, (match, before) => match === before);
    case 'MergedWithPrevious':
      return joined(all, (match, before) => match && !before);
    case 'MergedWithNext': {
      const backwards = all.map(({ start, end, match }) => ({ start: -end, end: -start, match })).reverse();
      const merged = joined(backwards, (match, before) => match && !before);
      return merged.map(({ start, end, match }) => ({ start: -end, end: -start, match })).reverse();
    }
  }
}

/** Joins a part to the one before it where `joins` says so; before the first there was no match. */
function joined(all: Parts, joins: (match: boolean, before: boolean) => boolean): Parts {
  const merged: Parts = [];
  let before = false;
  for (const part of all) {
    const last = merged.pop();
    if (last !== undefined && joins(part.match, before)) merged.push({ ...last, end: part.end });
    else if (last === undefined) merged.push(part);
    else merged.push(last, part);
    before = part.match;
  }
  return merged;
}
