/** Where what a document says differs from what its other fields give, however deep: the path of the first difference. */

/** Doubles that were computed in another order. */
const ROUNDING = 1e-6;

export interface Difference {
  /** From the value that was compared: `.points[2].model`. */
  readonly path: string;
  readonly expected: unknown;
}

/**
 * Fields that `expected` does not have are another version's, and are not compared.
 * @param slack by which numbers may differ that came from much larger ones
 */
export function differenceIn(given: unknown, expected: unknown, slack = 0, path = ''): Difference | null {
  if (typeof given === 'number' && typeof expected === 'number') {
    const allowed = ROUNDING * Math.max(Math.abs(given), Math.abs(expected)) + slack;
    return Math.abs(given - expected) <= allowed ? null : { path, expected };
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(given) || given.length !== expected.length) return { path, expected };
  } else if (typeof expected !== 'object' || expected === null || typeof given !== 'object' || given === null) {
    return given === expected ? null : { path, expected };
  }
  for (const [key, inner] of Object.entries(expected)) {
    const at = Array.isArray(expected) ? `${path}[${key}]` : `${path}.${key}`;
    const found = differenceIn(Reflect.get(given, key), inner, slack, at);
    if (found !== null) return found;
  }
  return null;
}
