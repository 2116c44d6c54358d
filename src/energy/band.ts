/** A quantity that is known between two bounds, with the likeliest value between them. Not an interval of samples. */

/** A type and no interface, so that a result's schema takes it as it is. */
export type Band<Q extends number> = {
  readonly low: Q;
  readonly central: Q;
  readonly high: Q;
};

/** Bounds in order whatever rounding did; not a check of what was computed. */
export function band<Q extends number>(low: Q, central: Q, high: Q): Band<Q> {
  return { low: low < central ? low : central, central, high: high > central ? high : central };
}

export type Side = keyof Band<number>;

/** Of a value that falls as another grows. */
export const OTHER_SIDE = { low: 'high', central: 'central', high: 'low' } as const;

/** Each of the three by itself. */
export const bySide = <Q extends number>(of: (side: Side) => Q): Band<Q> => band(of('low'), of('central'), of('high'));

/** A value that is taken as it is. */
export function exactly<Q extends number>(value: Q): Band<Q> {
  return { low: value, central: value, high: value };
}

/** For a function that grows with its argument. */
export function rising<A extends number, B extends number>(of: Band<A>, change: (value: A) => B): Band<B> {
  return band(change(of.low), change(of.central), change(of.high));
}

/** For a function that falls as its argument grows: low comes of high. */
export function falling<A extends number, B extends number>(of: Band<A>, change: (value: A) => B): Band<B> {
  return band(change(of.high), change(of.central), change(of.low));
}
