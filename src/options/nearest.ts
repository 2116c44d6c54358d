/** The name that was probably meant, for "did you mean". Commander does the same for options, but not for their values. */

/** The candidate with the fewest edits from `given`, if few enough that it may be a slip of the finger. */
export function nearest(given: string, candidates: readonly string[]): string | null {
  const wanted = given.toLowerCase();
  const ranked = candidates
    .map((name) => ({
      name,
      edits: name.toLowerCase().startsWith(wanted) ? 1 : editDistance(wanted, name.toLowerCase()),
    }))
    .sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  if (wanted === '' || best === undefined || best.edits > Math.ceil(best.name.length / 3)) return null;
  return best.name;
}

/** Insertions, deletions and replacements of one character (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
