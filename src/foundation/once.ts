/** What takes long to make and never changes, such as data that is loaded when first asked for. What failed to come is made anew. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  const forget = (): void => {
    made = null;
  };
  return () => {
    if (made !== null) return made.value;
    const value = make();
    made = { value };
    if (value instanceof Promise) void value.then(undefined, forget);
    return value;
  };
}
