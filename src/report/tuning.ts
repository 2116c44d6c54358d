/** The findings of the tuner, as a result holds them, and what a reader should know of them. */
import type { SiteOutcome, TuningOutcome, VariantOutcome, VariantStatus } from '../tuning/outcome';
import { showSeconds } from './quantity';
import type { Tuning } from './schema';

type Site = Tuning['sites'][number];
type Variant = NonNullable<Site['variants']>[number];

/** Digits that a time or an error has a meaning to. */
const DIGITS = 4;
/** An error of more times its tolerance than this says no more. */
const MOST = 1e6;

export function tuningOf({ source, seconds, complete, sites }: TuningOutcome): Tuning {
  return { ...{ source, seconds, complete }, sites: sites.map(siteOf) };
}

function siteOf({ candidates, ...site }: SiteOutcome): Site {
  const refused = candidates.flatMap(({ id, status, check, message, details }) => {
    if (status !== 'wrong' && status !== 'failed' && status !== 'out-of-memory') return [];
    const why = status === 'wrong' ? (check?.shape ?? '') : message;
    return [{ variant: id, why, ...(details === undefined ? {} : { details }) }];
  });
  return { ...site, variants: candidates.map(variantOf), ...(refused.length === 0 ? {} : { refused }) };
}

const variantOf = ({ id, status, seconds, check }: VariantOutcome): Variant => [
  id,
  status,
  seconds === null ? null : digits(seconds),
  check === null ? null : digits(shareOf(check)),
];

/** A check for equal bits has no tolerance. */
function shareOf({ error, tolerance }: NonNullable<VariantOutcome['check']>): number {
  if (error === 0) return 0;
  return Math.min(MOST, error / tolerance);
}

const digits = (value: number): number => Number(value.toPrecision(DIGITS));

/** By what became of them; older documents tell it in another form. */
const statusesOf = ({ variants, candidates = [] }: Site): readonly VariantStatus[] =>
  variants?.map(([, status]) => status) ?? candidates.map(({ status }) => status);

/** One line. */
export function tuningSentence(tuning: Tuning | null): string {
  if (tuning === null || tuning.source === 'off') return 'defaults, not tuned';
  const { sites } = tuning;
  const changed = sites.filter((site) => site.chosen !== site.default).length;
  const all = sites.flatMap(statusesOf);
  const count = (...statuses: readonly VariantStatus[]): number => all.filter((one) => statuses.includes(one)).length;
  const notes = [
    [count('timed'), 'timed to the end'],
    [count('slower'), 'left early as slower'],
    [count('wrong'), 'wrong here and dropped'],
    [count('failed', 'out-of-memory'), 'refused by the device'],
    [count('blacklisted'), 'left out for a hang or a lost device'],
    [count('unpromising'), 'not tried, since no gain is expected of them'],
    [count('untried'), 'left for another run'],
  ] as const;
  const how = tuning.source === 'tuned' ? `tuned in ${showSeconds(tuning.seconds)}` : 'remembered from an earlier run';
  const found = notes.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  const variants = found.length === 0 ? [] : [`of ${all.length} variants, ${found.join(', ')}`];
  return [`${how}, ${changed} of ${sites.length} sites run a variant other than the default`, ...variants].join('; ');
}
