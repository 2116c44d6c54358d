/** Bell-shaped values with outliers, as activations are. The seeded numbers behind them are foundation/random. */
import { mix, uniform } from '../foundation/random';

export { mix, uniform };

/** `length` values of about unit size; one in 64 is an outlier of up to 30. */
export function activations(length: number, seed: number): Float32Array<ArrayBuffer> {
  const next = uniform(seed);
  const values = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const bell = (next() + next() + next() + next() - 2) * 1.7;
    values[i] = next() < 1 / 64 ? bell * 15 : bell;
  }
  return values;
}
