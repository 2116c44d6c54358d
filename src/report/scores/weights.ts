/** Which tests make a score, and how much each counts. A change here needs a new suite, and with it a new reference. */

/** Scores are of a format and one of these: nothing is averaged over formats, or over short and long context. */
export const SCORE_SETS = [
  {
    set: 'headline',
    title: 'score',
    weights: { tg64: 0.5, pp512: 0.5 },
  },
  {
    set: 'depth-2048',
    title: 'score after 2,048 tokens',
    weights: { 'tg64 @ d2048': 0.5, 'pp512 @ d2048': 0.5 },
  },
] as const satisfies readonly ScoreSet[];

interface ScoreSet {
  readonly set: string;
  readonly title: string;
  /** By test; they add up to 1. */
  readonly weights: Readonly<Record<string, number>>;
}
