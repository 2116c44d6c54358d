/** The embedding's row of each token, as float64: a look-up, so that the kernel must give it exactly up to f32. */
export const gatherReference = (
  row: (token: number) => Float64Array,
  tokens: readonly number[],
): readonly Float64Array[] => tokens.map(row);
