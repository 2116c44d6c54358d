/** Holds outputs against a reference and keeps the largest error. Never averages: one wrong element fails a kernel. */
import type { CheckResult } from '../kernel';

/** f32's unit roundoff: half the distance from 1 to the next number. */
export const UNIT_ROUNDOFF = 2 ** -24;

export class ErrorMeter {
  private largest = 0;
  private compared = 0;

  /**
   * @param size the size of the numbers that went into `expected` (for a sum, the sum of magnitudes): cancellation makes an
   * error relative to the result alone meaningless
   */
  compare(got: number | undefined, expected: number, size: number): void {
    const error = Math.abs((got ?? NaN) - expected) / Math.max(size, Number.MIN_VALUE);
    this.largest = Math.max(this.largest, Number.isFinite(error) ? error : Infinity);
    this.compared += 1;
  }

  /** For outputs that are right or wrong, such as a token id or a packed word. */
  equal(got: number | undefined, expected: number): void {
    this.compare(got === expected ? 0 : Infinity, 0, 1);
  }

  /** A place that the kernel has no business to write still holds its poison. */
  untouched(got: number | undefined): void {
    this.equal(Number.isNaN(got) ? 0 : 1, 0);
  }

  /** @param tolerance what `largestError` may be at most; 0 is stated as the smallest positive number */
  result(tolerance: number): CheckResult {
    if (this.compared === 0) return { largestError: Infinity, tolerance, compared: 0 };
    return { largestError: this.largest, tolerance: Math.max(tolerance, Number.MIN_VALUE), compared: this.compared };
  }
}

/**
 * What a sum of `terms` products in f32 may be off by, over the sum of their magnitudes. The worst case grows with the number
 * of terms, the usual one with its square root (Higham, Accuracy and Stability of Numerical Algorithms, 2.8); eight times that.
 */
export const sumTolerance = (terms: number): number => 8 * UNIT_ROUNDOFF * Math.sqrt(Math.max(1, terms));
