/** Money with its currency. There is no exchange rate here: amounts of two currencies are never added up. */

export const CURRENCIES = ['USD', 'EUR', 'GBP'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** A value in a currency: `Money<PerKilowattHour>` is a price of electricity. */
export interface Money<Q> {
  readonly value: Q;
  readonly currency: Currency;
}
