/** Whether a figure rests on enough repetitions to be compared with another. */
import { FEWEST_REPETITIONS } from '../benchmark/ladder';

/** An interval of fewer samples holds the truth far less often than it says. */
export const isEnough = (figure: { readonly samples: readonly number[] } | null): boolean =>
  (figure?.samples.length ?? 0) >= FEWEST_REPETITIONS;
