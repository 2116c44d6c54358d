/** Compares outputs with a reference and keeps the largest error, with its place. Never averages: one wrong element fails a kernel. */
import type { CheckResult } from '../kernel';

/** f32's unit roundoff: half the distance from 1 to the next number. */
export const UNIT_ROUNDOFF = 2 ** -24;

/** Row and column of an output, or neither. */
type At = readonly [row?: number, column?: number];

export class ErrorMeter {
  private largest = 0;
  private compared = 0;
  private worst = '';

  /**
   * @param size the size of the numbers that went into `expected` (for a sum, the sum of magnitudes): cancellation makes an
   * error relative to the result alone meaningless
   * @param at row and column, for the message
   */
  compare(got: number | undefined, expected: number, size: number, at: At = []): void {
    this.take(Math.abs((got ?? NaN) - expected) / Math.max(size, Number.MIN_VALUE), got, expected, at);
  }

  /** For outputs that are right or wrong, such as a token id or a packed word. */
  equal(got: number | undefined, expected: number, at: At = []): void {
    this.take(got === expected ? 0 : Infinity, got, expected, at);
  }

  /** An element that the kernel must not write still holds its poison. */
  untouched(got: number | undefined, at: At = []): void {
    this.take(Number.isNaN(got) ? 0 : Infinity, got, 'no write', at);
  }

  private take(error: number, got: number | undefined, expected: number | string, [row, column]: At): void {
    this.compared += 1;
    const counted = Number.isFinite(error) ? error : Infinity;
    if (counted <= this.largest) return;
    this.largest = counted;
    const where = column === undefined ? `output ${this.compared}` : `row ${row}, column ${column}`;
    this.worst = `${where}: got ${got}, expected ${expected}`;
  }

  /** @param tolerance what `largestError` may be at most; 0 is stated as the smallest positive number */
  result(tolerance: number): CheckResult {
    const { compared, worst } = this;
    if (compared === 0) return { largestError: Infinity, tolerance, compared, worst };
    return { largestError: this.largest, tolerance: Math.max(tolerance, Number.MIN_VALUE), compared, worst };
  }
}

/**
 * What a sum of `terms` products in f32 may be off by, over the sum of their magnitudes. The worst case grows with the number
 * of terms, the usual one with its square root (Higham, Accuracy and Stability of Numerical Algorithms, 2.8); eight times that.
 */
export const sumTolerance = (terms: number): number => 8 * UNIT_ROUNDOFF * Math.sqrt(Math.max(1, terms));
