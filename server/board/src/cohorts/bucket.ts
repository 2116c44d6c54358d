/**
 * Ranges of values that follow each other without a gap, each 0.2 to 0.4 % wide: devices of one kind differ by some percent, so a cohort has
 * about a hundred that are not empty, however many devices it has. The same on every machine, bit by bit: a range is what the first 20 bits
 * of a double say.
 */

export interface Bucket {
  readonly low: number;
  /** The first value of the next. */
  readonly high: number;
}

/** Of a double's 64 bits its sign, its exponent and the first 8 of its fraction. */
const SHIFT = 32 - 20;
/** What is smaller is no speed of anything. */
const LEAST = 2 ** -1000;

/** @param value 0 or more */
export function bucketOf(value: number): Bucket {
  if (value < LEAST) return { low: 0, high: LEAST };
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const number = view.getUint32(0) >>> SHIFT;
  const at = (bucket: number): number => {
    view.setUint32(0, bucket << SHIFT);
    view.setUint32(4, 0);
    return view.getFloat64(0);
  };
  return { low: at(number), high: at(number + 1) };
}
