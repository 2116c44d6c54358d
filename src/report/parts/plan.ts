/** What the plan says of the headline workload. */
import type { ResultPart } from './part';

export const plan: ResultPart<'plan'> = {
  fold: (before, told) =>
    told.type === 'plan' ? { ...before, headline: told.headline, shrunk: [...told.shrunk], unmet: told.unmet } : before,
};
