/** Draws many parts a few at a time, so that no frame is long: what waits for a later frame is below what a person looks at. */

const SLICE_MILLISECONDS = 8;

/**
 * @param parts in the order in which they are drawn; each costs nothing where nothing changed
 * @param now milliseconds
 * @returns draws for a while, and says whether there is more. `anew`: every part has to be drawn (again), since something changed.
 */
export function slicesOf(parts: readonly (() => void)[], now = (): number => performance.now()) {
  let next = 0;
  let left = 0;
  return (anew: boolean): boolean => {
    if (anew) left = parts.length;
    const until = now() + SLICE_MILLISECONDS;
    while (left > 0 && now() < until) {
      parts[next]?.();
      next = (next + 1) % parts.length;
      left -= 1;
    }
    return left > 0;
  };
}
