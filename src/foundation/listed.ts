/** `a`, `a and b`, `a, b and c`. */
export const listed = (texts: readonly string[], last = ' and '): string =>
  [texts.slice(0, -1).join(', '), ...texts.slice(-1)].filter(Boolean).join(last);
