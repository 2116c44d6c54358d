/**
 * What is made of something kept, for a query: the very same object is given out again for as long as that is kept, so that whatever hangs on
 * it, its text and its ETag (api/reads/answers.ts), is not made anew for each who asks. It keeps nothing alive that it was made of.
 */
interface Made<T> {
  readonly from: WeakRef<object>;
  readonly made: T;
}

/** @param most of them are kept; the one asked for longest ago goes first */
export function madeOnce<T>(most: number): (from: object, key: string, make: () => T) => T {
  const kept = new Map<string, Made<T>>();
  return (from, key, make) => {
    const there = kept.get(key);
    const now = there?.from.deref() === from ? there : { from: new WeakRef(from), made: make() };
    kept.delete(key);
    kept.set(key, now);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return now.made;
  };
}
