/** Scores as text, for page, Markdown and terminal. No layout here. */
import { showInterval } from '../digits';
import type { Scores } from '../schema';
import { SCORE_SETS } from './weights';

export interface ScoreRow {
  /** `INT4 score`. */
  readonly name: string;
  /** `1230`, or `none`. */
  readonly value: string;
  /** `1200–1260`; empty without a score. */
  readonly range: string;
  readonly reason: string;
}

export function scoreRows({ scores }: Scores): ScoreRow[] {
  return scores.map(({ format, set, score, reason, software }) => {
    const title = SCORE_SETS.find((one) => one.set === set)?.title ?? set;
    const name = `${format.toUpperCase()} ${title}${software ? ' (software adapter)' : ''}`;
    if (score === null) return { name, value: 'none', range: '', reason };
    const { median, low, high } = showInterval(score);
    return { name, value: median, range: low === high ? '' : `${low}–${high}`, reason };
  });
}

/** What a reader must know of the number 1000. */
export const referenceSentence = ({ reference }: Scores): string =>
  `1000 is the reference of ${reference.suite}, frozen ${reference.startedAt.slice(0, 10)}: ${reference.about}`;
