/** Draws many parts a few at a time, so that no frame is long: what waits for a later frame is below what a person looks at. */

const SLICE_MILLISECONDS = 8;

/**
 * @param parts in the order in which they are drawn; each costs nothing where nothing changed
 * @param now milliseconds
 * @returns draws for a while, and says whether there is more. `anew`: every part has to be drawn (again), since something changed;
 *   `began`: when the frame did, in which other things may have been drawn before
 */
export function slicesOf(parts: readonly (() => void)[], now = (): number => performance.now()) {
  let next = 0;
  let left = 0;
  return (anew: boolean, began = now()): boolean => {
    if (anew) left = parts.length;
    // A frame that something else has filled leaves all to the next ones, each of which draws one at least.
    let owed = !anew;
    while (left > 0 && (owed || now() < began + SLICE_MILLISECONDS)) {
      owed = false;
      parts[next]?.();
      next = (next + 1) % parts.length;
      left -= 1;
    }
    return left > 0;
  };
}
