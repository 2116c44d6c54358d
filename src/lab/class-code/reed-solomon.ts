/**
 * The check of a code: a Reed-Solomon code over GF(32) with four check symbols, shortened to what is given. Any two codes differ in at
 * least five places, so up to four wrong characters are always caught, wherever they are: each typo, and each swap of any two. Of all
 * other damage one in 2^20 passes. It only checks: what is wrong is said, and never quietly mended.
 */

const FIELD = 32;
/** x^5 + x^2 + 1, which is primitive. */
const POLYNOMIAL = 0b100101;
export const CHECKS = 4;

const { exponents, logarithms } = tables();

function tables() {
  const powers: number[] = [];
  const logs = new Map<number, number>();
  let power = 1;
  for (let k = 0; k < FIELD - 1; k += 1) {
    powers.push(power);
    logs.set(power, k);
    power <<= 1;
    if (power >= FIELD) power ^= POLYNOMIAL;
  }
  return { exponents: powers, logarithms: logs };
}

function times(a: number, b: number): number {
  const [logA, logB] = [logarithms.get(a), logarithms.get(b)];
  return logA === undefined || logB === undefined ? 0 : alphaTo(logA + logB);
}

/** A power of the field's generator. */
const alphaTo = (exponent: number): number => exponents[exponent % (FIELD - 1)] ?? 0;

/** The product of (x - α^k) for k of 1 to 4, without its leading 1; the highest power first. */
const GENERATOR = Array.from({ length: CHECKS }, (_, k) => alphaTo(k + 1))
  .reduce<readonly number[]>(
    (product, root) => [...product, 0].map((one, i) => one ^ times(product[i - 1] ?? 0, root)),
    [1],
  )
  .slice(1);

/** What stands behind `symbols` (at most 27, each 0 to 31). */
export function checksOf(symbols: readonly number[]): readonly number[] {
  return symbols.reduce<readonly number[]>(
    (rest, symbol) => {
      const lead = symbol ^ (rest[0] ?? 0);
      return GENERATOR.map((one, i) => times(lead, one) ^ (rest[i + 1] ?? 0));
    },
    Array.from({ length: CHECKS }, () => 0),
  );
}

/** @param word symbols with their checks */
export const isWhole = (word: readonly number[]): boolean => syndromesOf(word).every((one) => one === 0);

/** The word as a polynomial, at each of its four roots: all 0 where it is whole, and else what only its errors leave there. */
const syndromesOf = (word: readonly number[]): readonly number[] =>
  Array.from({ length: CHECKS }, (_, k) => word.reduce((sum, symbol) => times(sum, alphaTo(k + 1)) ^ symbol, 0));

export type Damage =
  /** One character, counted from 0. */
  | { readonly kind: 'typo'; readonly at: number }
  /** This one and the next. */
  | { readonly kind: 'swapped'; readonly at: number }
  | null;

/** Where a word that is not whole is damaged, if it is by as little as that: no second such answer is possible. */
export function damageOf(word: readonly number[]): Damage {
  const syndromes = syndromesOf(word);
  for (const at of word.keys()) {
    const power = word.length - 1 - at;
    if (isBy(syndromes, [power])) return { kind: 'typo', at };
    if (power > 0 && isBy(syndromes, [power, power - 1])) return { kind: 'swapped', at };
  }
  return null;
}

/** Whether one and the same difference at these powers leaves such syndromes. */
function isBy([first = 0, ...others]: readonly number[], powers: readonly number[]): boolean {
  const left = (k: number): number => powers.reduce((sum, power) => sum ^ alphaTo(k * power), 0);
  const difference = first === 0 ? 0 : over(first, left(1));
  return difference !== 0 && others.every((one, i) => one === times(difference, left(i + 2)));
}

/** 0 where `b` is. */
function over(a: number, b: number): number {
  const [logA, logB] = [logarithms.get(a), logarithms.get(b)];
  return logA === undefined || logB === undefined ? 0 : alphaTo(logA - logB + FIELD - 1);
}
