/** Types that carry a unit, so that seconds cannot be passed where bytes are meant. Not a library of conversions. */

declare const unit: unique symbol;

/** A number that carries the unit `U`; made with one of the functions below, read as a plain number. */
export type Quantity<U extends string> = number & { readonly [unit]: U };

export type Seconds = Quantity<'s'>;
export type Bytes = Quantity<'B'>;
export type Flops = Quantity<'FLOP'>;
export type TokensPerSecond = Quantity<'tokens/s'>;
export type BytesPerSecond = Quantity<'B/s'>;
/** Operations of one kind, such as FLOPs. */
export type OpsPerSecond = Quantity<'op/s'>;

export const quantity =
  <U extends string>() =>
  (value: number): Quantity<U> => {
    // The one place where a number gains its unit: TypeScript has no other way to brand a primitive.
    return value as Quantity<U>;
  };

export const seconds = quantity<'s'>();
export const bytes = quantity<'B'>();
export const flops = quantity<'FLOP'>();
export const tokensPerSecond = quantity<'tokens/s'>();
export const bytesPerSecond = quantity<'B/s'>();
export const opsPerSecond = quantity<'op/s'>();
