/** Which outputs of a large kernel are compared with the reference: the edges always, the rest spread evenly. */

/** At most `most` indices of 0..length-1, rising, with both ends. */
export function spread(length: number, most: number): readonly number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)));
}
