/** What several ask of one thing, made once: it is kept for as long as the thing is, of which nothing changes. */
export function ofEach<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const kept = new WeakMap<Key, { readonly made: Made }>();
  return (key) => {
    const there = kept.get(key) ?? { made: make(key) };
    kept.set(key, there);
    return there.made;
  };
}
