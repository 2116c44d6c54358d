/**
 * Finds the longest of many texts at each place of another one, from left to right, none over another. In one pass: from each
 * place it goes on only as far as one of them does.
 */

import { PairTable } from './pair-table';

export interface Trie {
  readonly steps: PairTable;
  /** The number of the text that ends at a node; -1 where none does. */
  readonly ends: readonly number[];
}

/** @param texts none of them empty, with a number of 0 or more each */
export function makeTrie(texts: ReadonlyMap<string, number>): Trie {
  const steps = new PairTable(8 * texts.size);
  const ends = [-1];
  for (const [text, number] of texts) {
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      let next = steps.get(node, unit);
      if (next < 0) {
        next = ends.push(-1) - 1;
        steps.set(node, unit, next);
      }
      node = next;
    }
    ends[node] = number;
  }
  return { steps, ends };
}

export function findLongest(
  { steps, ends }: Trie,
  text: string,
  found: (number: number, start: number, end: number) => void,
): void {
  for (let start = 0; start < text.length;) {
    let node = 0;
    let number = -1;
    let end = start + 1;
    for (let at = start; at < text.length; at += 1) {
      node = steps.get(node, text.charCodeAt(at));
      if (node < 0) break;
      const here = ends[node] ?? -1;
      if (here < 0) continue;
      number = here;
      end = at + 1;
    }
    if (number >= 0) found(number, start, end);
    start = end;
  }
}
