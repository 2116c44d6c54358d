/** Who judges submissions: this thread, or threads of their own (judge-threads.ts), so that whoever reads has it to themselves. */
import type { ChallengeKeys } from '../challenge/sign';
import { judging, type Asked, type Judged, type Questions } from './judging';

export interface Judges {
  /** @returns null where `heard` said that there is nothing to judge. @throws as judging, and what a question throws */
  readonly judge: (asked: Asked, questions: Questions) => Promise<Judged | null>;
  readonly dispose: () => Promise<void>;
}

/** For tests, and what has nobody else to answer meanwhile. */
export const judgesHere = (keys: ChallengeKeys): Judges => ({
  judge: (asked, questions) => judging(asked, keys, questions),
  dispose: () => Promise.resolve(),
});
