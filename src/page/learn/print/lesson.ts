/** The lesson as a plan: its parts in order, the minutes of each in a long and a short lesson, and what of the room is on the wall then. */
import { learnFragment } from '../address';
import type { Language } from '../../catalogue/languages';
import { opening, STEPS, type LearnState, type Step } from '../state';

export type Part = Step | 'begin' | 'group';

/** Long, and short; 0 where the short lesson leaves it out. */
const MINUTES: Readonly<Record<Part, readonly [number, number]>> = {
  begin: [4, 2],
  weight: [5, 2],
  rounding: [6, 4],
  outlier: [6, 4],
  blocks: [7, 0],
  speed: [6, 3],
  limits: [6, 2],
  group: [5, 3],
};

export interface LessonPart {
  readonly part: Part;
  readonly long: number;
  readonly short: number;
  /** As the page's address ends. */
  readonly address: string;
}

export const lesson = (language: Language): readonly LessonPart[] =>
  (['begin', ...STEPS, 'group'] as const).map((part) => {
    const [long, short] = MINUTES[part];
    return { part, long, short, address: wall(language, shownIn(part)) };
  });

export const totalOf = (parts: readonly LessonPart[], of: 'long' | 'short'): number =>
  parts.reduce((sum, part) => sum + part[of], 0);

/** What a pupil opens. */
export const addressOfStep = (language: Language, step: Step): string => learnFragment({ ...opening(language), step });

const wall = (language: Language, shown: Partial<LearnState>): string =>
  learnFragment({ ...opening(language), projected: true, ...shown });

/** The class is no step, and not for the wall alone: a teacher pastes there. */
const shownIn = (part: Part): Partial<LearnState> => {
  if (part === 'begin') return {};
  if (part === 'group') return { step: 'limits', codes: '', projected: false };
  return { step: part };
};
