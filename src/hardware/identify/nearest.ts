/** Rows whose number is that of a mistyped name, or begins like it. */
import type { Catalogue, Preset } from '../catalogue';
import { rowsOf } from './candidates';
import { readName } from './device-name';

/** Of the maker that the text names; empty where no number is alike: a shared `rtx` says nothing. */
export function nearestRows(text: string, catalogue: Catalogue): readonly Preset[] {
  const { names, vendor } = readName(text);
  const core = new Set(names.flatMap((name) => [...name.core]));
  const laptop = names.some((name) => name.laptop);
  const rows = rowsOf(catalogue).filter(({ preset }) => vendor === null || preset.vendor === vendor);
  const scored = rows.map(({ preset, name }) => {
    const alike = [...core].filter((word) => /\d/.test(word)).map((word) => closeness(word, [...name.core]));
    const shared = [...core].filter((word) => name.core.has(word)).length;
    const score = Math.max(0, ...alike) * 10;
    return { preset, score: score === 0 ? 0 : score + shared + (name.laptop === laptop ? 0.5 : 0) };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score > 0 && score > best - 1).map(({ preset }) => preset);
}

/** 2: the same; 1: one begins with the other. */
function closeness(word: string, of: readonly string[]): number {
  if (of.includes(word)) return 2;
  const begins = (one: string) => one.length >= 3 && word.length >= 3 && (one.startsWith(word) || word.startsWith(one));
  return of.some((one) => /\d/.test(one) && begins(one)) ? 1 : 0;
}
