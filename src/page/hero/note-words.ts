/** The words of a note: which figures it is about, as a person calls them, and what happened to them with what to do now. */
import { FEWEST_REPETITIONS } from '../../benchmark/ladder';
import { contestantName } from '../../benchmark/whose';
import { deliveryOf } from '../../benchmark/workload';
import { listed } from '../../foundation/listed';
import type { Reach } from '../../report/interval-reach';
import { outlierCause, whichOutliers } from '../../report/outlier-words';
import type { ResultEntry, Warning } from '../../report/schema';
import { capitalised } from '../format/capitalised';

/** Groups of figures that a sentence names; the others are counted. */
const MOST_NAMED = 3;

/** `writing in INT4 and FP16, and reading a prompt in INT4`. @param all of the run: where it is about each of them, it says that */
export function figuresInWords(
  about: readonly ResultEntry[],
  all: readonly ResultEntry[],
  large: ResultEntry | null,
): string {
  if (about.length > 2 && about.length === all.length) return 'every test of this run';
  const formatsOf = new Map<string, string[]>();
  for (const entry of about) {
    const doing = doingOf(entry, large);
    formatsOf.set(doing, [...(formatsOf.get(doing) ?? []), contestantName(entry)]);
  }
  // What is in the same formats is said together.
  const groups = new Map<string, string[]>();
  for (const [doing, formats] of formatsOf) {
    const key = listed(formats);
    groups.set(key, [...(groups.get(key) ?? []), doing]);
  }
  const named = [...groups].map(([formats, doing]) => ({
    words: `${listed(doing)} in ${formats}`,
    count: doing.reduce((sum, one) => sum + (formatsOf.get(one)?.length ?? 0), 0),
  }));
  const shown = named.slice(0, MOST_NAMED).map(({ words }) => words);
  const more = named.slice(MOST_NAMED).reduce((sum, { count }) => sum + count, 0);
  if (more > 0) return `${shown.join(', ')} and ${more} other ${more === 1 ? 'test' : 'tests'}`;
  return listed(shown, ', and ');
}

/** `writing`, with what is other than of the large number. */
function doingOf({ phase, model, batch, depth, ...entry }: ResultEntry, large: ResultEntry | null): string {
  const doing =
    phase === 'prefill'
      ? 'reading a prompt'
      : deliveryOf(entry) === 'batched'
        ? 'writing without reading each token back'
        : 'writing';
  return [
    doing,
    ...(batch > 1 ? [`${batch} texts at once`] : []),
    ...(depth > 0 ? [`after ${depth} tokens of context`] : []),
    ...(large !== null && model.name !== large.model.name ? [`with ${model.name}`] : []),
  ].join(' ');
}

/** What has one cause, whichever figures it met: one note. */
export interface NoteCause {
  readonly key: string;
  /** @param figures in words @param entries which they are */
  readonly say: (figures: string, entries: readonly ResultEntry[]) => string;
}

/** Of a warning of one figure. */
export function causeOf({ code, message }: Warning, { tokensPerSecond, outliers }: ResultEntry): NoteCause {
  const samples = tokensPerSecond?.samples ?? [];
  switch (code) {
    case 'warm-up':
      return {
        key: code,
        say: (figures) =>
          `Before the repetitions of ${figures}, no two warm-up runs agreed within 5 %: the device may not have settled yet. Close other programs and run again.`,
      };
    case 'few-repetitions':
      return {
        key: code,
        say: (figures, entries) =>
          `Fewer than ${FEWEST_REPETITIONS} repetitions count of ${figures}: ${entries.length === 1 ? 'its interval says' : 'their intervals say'} little. Close other programs, or give a longer budget, and run again.`,
      };
    case 'outlier': {
      const cause = outlierCause(samples, outliers);
      return {
        key: `${code} ${cause}`,
        say: (figures, entries) =>
          entries.length === 1
            ? `${whichOutliers(samples, outliers)} of ${figures} is far from the others, and is kept. ${cause}`
            : `A repetition is far from the others in each of these, and is kept: ${figures}. ${cause}`,
      };
    }
    default:
      return { key: `${code} ${message}`, say: (figures) => `${capitalised(figures)}: ${message}` };
  }
}

/** Of an interval that reaches beyond what it is of. */
export function reachWords({ beyond, why }: Reach, figures: string): string {
  const where = {
    slowest: 'below its slowest repetition',
    fastest: 'above its fastest repetition',
    both: 'beyond its repetitions on both sides',
  };
  const because = {
    runs: 'it is widened by what changes between the kept runs of this machine, which one run alone cannot show',
    trend: `the speed ${beyond === 'fastest' ? 'rose' : 'fell'} during the run, and it is widened to hold where the run ended`,
    neighbours:
      'repetitions resemble the ones right before them, so that they say less than as many independent ones, and it is widened by that',
  };
  return `The interval of ${figures} reaches ${where[beyond]}: ${because[why]}.`;
}
