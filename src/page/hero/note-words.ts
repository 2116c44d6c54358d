/** The words of a note: which figures it is about, as a person calls them, and what happened to them with what to do now. */
import { FEWEST_REPETITIONS } from '../../benchmark/ladder';
import { contestantName } from '../../benchmark/whose';
import { deliveryOf } from '../../benchmark/workload';
import { listed } from '../../foundation/listed';
import type { Reach } from '../../report/interval-reach';
import { outlierCause, whichOutliers } from '../../report/outlier-words';
import type { ResultEntry, Warning } from '../../report/schema';
import { capitalised } from '../format/capitalised';
import { WORDS } from './catalogue/words';

const SAID = WORDS.notes;

/** Groups of figures that a sentence names; the others are counted. */
const MOST_NAMED = 3;

/** `writing in INT4 and FP16, and reading a prompt in INT4`. @param all of the run: where it is about each of them, it says that */
export function figuresInWords(
  about: readonly ResultEntry[],
  all: readonly ResultEntry[],
  large: ResultEntry | null,
): string {
  if (about.length > 2 && about.length === all.length) return SAID.everyTest;
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
    words: SAID.inFormats(listed(doing), formats),
    count: doing.reduce((sum, one) => sum + (formatsOf.get(one)?.length ?? 0), 0),
  }));
  const shown = named.slice(0, MOST_NAMED).map(({ words }) => words);
  const more = named.slice(MOST_NAMED).reduce((sum, { count }) => sum + count, 0);
  if (more > 0) return SAID.andOthers(shown, more);
  return listed(shown, SAID.lastAnd);
}

/** `writing`, with what is other than of the large number. */
function doingOf({ phase, model, batch, depth, ...entry }: ResultEntry, large: ResultEntry | null): string {
  const doing = phase === 'prefill' ? SAID.reading : deliveryOf(entry) === 'batched' ? SAID.batched : SAID.writing;
  return [
    doing,
    ...(batch > 1 ? [SAID.atOnce(batch)] : []),
    ...(depth > 0 ? [SAID.afterContext(depth)] : []),
    ...(large !== null && model.name !== large.model.name ? [SAID.withModel(model.name)] : []),
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
      return { key: code, say: SAID.unsettled };
    case 'few-repetitions':
      return {
        key: code,
        say: (figures, entries) => (entries.length === 1 ? SAID.few : SAID.fewOfSeveral)(FEWEST_REPETITIONS, figures),
      };
    case 'outlier': {
      const cause = outlierCause(samples, outliers);
      return {
        key: `${code} ${cause}`,
        say: (figures, entries) =>
          entries.length === 1
            ? SAID.outlier(whichOutliers(samples, outliers), figures, cause)
            : SAID.outliersOfSeveral(figures, cause),
      };
    }
    default:
      return { key: `${code} ${message}`, say: (figures) => `${capitalised(figures)}: ${message}` };
  }
}

/** Of an interval that reaches beyond what it is of. */
export function reachWords({ beyond, why }: Reach, figures: string): string {
  const { because } = SAID;
  const trend = beyond === 'fastest' ? because.rose : because.fell;
  return SAID.reaches(figures, SAID.beyond[beyond], why === 'trend' ? trend : because[why]);
}
