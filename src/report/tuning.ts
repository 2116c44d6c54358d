/** The findings of the tuner, as a result holds them. */
import type { TuningOutcome } from '../tuning/outcome';
import { showSeconds } from './quantity';
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

/** What a reader should know of it, in one line. */
export function tuningSentence(tuning: Tuning | null): string {
  if (tuning === null || tuning.source === 'off') return 'defaults, not tuned';
  const { sites } = tuning;
  const changed = sites.filter((site) => site.chosen !== site.default).length;
  const all = sites.flatMap(({ candidates }) => candidates);
  const count = (status: (typeof all)[number]['status']): number => all.filter((each) => each.status === status).length;
  const notes = [
    [count('wrong'), 'wrong here and dropped'],
    [count('blacklisted'), 'left out for a hang or a lost device'],
    [count('untried'), 'left for another run'],
  ] as const;
  const how = tuning.source === 'tuned' ? `tuned in ${showSeconds(tuning.seconds)}` : 'remembered from an earlier run';
  const found = notes.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return [`${how}, ${changed} of ${sites.length} sites run a variant other than the default`, ...found].join('; ');
}
