/** Numbers of a few bits each, one behind the other, as symbols of five bits. */
const SYMBOL_BITS = 5;

export interface Field {
  readonly bits: number;
  readonly value: number;
}

/** The highest bit first; as many bits as whole symbols have. */
export function packBits(fields: readonly Field[]): readonly number[] {
  const all = fields.flatMap(({ bits, value }) =>
    Array.from({ length: bits }, (_, i) => Math.floor(value / 2 ** (bits - 1 - i)) % 2),
  );
  return Array.from({ length: Math.ceil(all.length / SYMBOL_BITS) }, (_, k) =>
    valueOfBits(Array.from({ length: SYMBOL_BITS }, (__, i) => all[SYMBOL_BITS * k + i] ?? 0)),
  );
}

/** @param widths in bits, of each number */
export function unpackBits(symbols: readonly number[], widths: readonly number[]): readonly number[] {
  const all = symbols.flatMap((symbol) => Array.from({ length: SYMBOL_BITS }, (_, i) => (symbol >> (4 - i)) & 1));
  let at = 0;
  return widths.map((width) => {
    at += width;
    return valueOfBits(all.slice(at - width, at));
  });
}

const valueOfBits = (bits: readonly number[]): number => bits.reduce((value, bit) => 2 * value + bit, 0);
