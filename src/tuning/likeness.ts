/**
 * How alike two ids are that consist of words and numbers, such as `lanes8 rows4 shared` or `decode qkv int4 960x576`. Knows no word
 * and no number: an id nobody has tried is judged by its parts.
 */

/** By the name of a part, what the id has there: 1 for a word, the logarithm of a number. */
export type Parts = ReadonlyMap<string, number>;

/** A word that only one of two ids has, in doublings of a number. */
const WORD = 1;

/**
 * @param named how a number without a word of its own is named: by the `word` before it (the `4x16` of `lane 4x16`), or by its `place`
 * among such numbers (the `960x576` of `qkv int4 960x576`)
 */
export function partsOf(id: string, named: 'word' | 'place'): Parts {
  const parts = new Map<string, number>();
  let word = '';
  let place = 0;
  for (const piece of id.split(/[\s,/|:]+/)) {
    const [, name = '', numbers = ''] = /^([^\d]*)(.*)$/s.exec(piece) ?? [];
    if (name !== '') parts.set(name, WORD);
    if (numbers === '') {
      word = name;
      continue;
    }
    const before = name === '' && named === 'word' ? word : name;
    for (const [i, number] of numbers
      .split(/\D+/)
      .filter((text) => text !== '')
      .entries()) {
      const key = name === '' && named === 'place' ? `${place++}` : `${before} ${i}`;
      parts.set(key, 1 + Math.log2(1 + Number(number)));
    }
  }
  return parts;
}

/** Doublings by which the numbers differ, and words that only one has; zero for the same parts. */
export function distance(a: Parts, b: Parts): number {
  let sum = 0;
  for (const [name, value] of a) sum += Math.abs(value - (b.get(name) ?? 0));
  for (const [name, value] of b) if (!a.has(name)) sum += value;
  return sum;
}

/** Of the site of an id: the logarithm of the product of the numbers that have no word of their own, such as `960x576`. */
export function sizeOf(id: string): number {
  let sum = 0;
  for (const [name, value] of partsOf(id, 'place')) if (/^\d+$/.test(name)) sum += value;
  return sum;
}
