/** What tuning found, as it stands in a result. Not how it was found (see tuning/). */
import type { TuningOutcome } from '../tuning/outcome';
import type { Tuning } from './schema';

export function tuningOf({ source, seconds, complete, sites }: TuningOutcome): Tuning {
  return {
    ...{ source, seconds, complete },
    sites: sites.map((site) => ({
      ...site,
      candidates: site.candidates.map((each) => ({ ...each, check: each.check === null ? null : { ...each.check } })),
    })),
  };
}
