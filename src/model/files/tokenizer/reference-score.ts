/**
 * A score as the reference reads it from the file: its JSON reader divides the digits by a power of ten, which can end one bit away
 * from the nearest double. Where two ways to cut a text are as likely, that bit decides between them.
 */

const LARGEST_POWER = 308;

/** @param score as JSON.parse reads it: the double nearest to the digits, whose shortest digits are those of the file */
export function referenceScore(score: number): number {
  const [, sign, whole, fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(score)) ?? [];
  if (whole === undefined) return score;
  let exponent = Number(power) - fraction.length;
  let value = Number(BigInt(whole + fraction));
  if (exponent < -LARGEST_POWER) {
    value /= 1e308;
    exponent += LARGEST_POWER;
  }
  value = exponent >= 0 ? value * Number(`1e${exponent}`) : value / Number(`1e${-exponent}`);
  return sign === '-' ? -value : value;
}
