/** What an adapter has not answered yet, in pieces. */
import { PROOF_FORMATS } from '../../server/board/src/contract/proof';
import { mix } from '../../src/foundation/random';
import type { Answer, Asked } from './collect';

export interface Wanted {
  /** Of each format. */
  readonly prompts: number;
  /** At once, at most. */
  readonly together: number;
}

/** The next piece of each format; none where all is done. */
export function asksOf(
  done: readonly Pick<Answer, 'format' | 'seed'>[],
  { prompts, together }: Wanted,
): readonly Asked[] {
  return PROOF_FORMATS.flatMap((format) => {
    const seeds = new Set(done.filter((one) => one.format === format).map(({ seed }) => seed));
    const isMissing = (i: number): boolean => i < prompts && !seeds.has(mix(i));
    const from = Array.from({ length: prompts }, (_, i) => i).find(isMissing);
    if (from === undefined) return [];
    let to = from;
    while (to < from + together && isMissing(to)) to += 1;
    return [{ format, from, prompts: to - from }];
  });
}
