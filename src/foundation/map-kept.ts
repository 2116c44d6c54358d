/** The array itself where `make` changes none of its values, so that nothing is copied for nothing. */
export function mapKept(values: readonly unknown[], make: (value: unknown) => unknown): unknown {
  let copy: unknown[] | null = null;
  for (const [i, value] of values.entries()) {
    const made = make(value);
    if (!Object.is(made, value)) (copy ??= [...values])[i] = made;
  }
  return copy ?? values;
}
