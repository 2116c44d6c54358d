/** What the pupil's code and the class chart say: one type, a file per language. */
import { GROUP, type CodeProblem } from '../../../lab/class-code/class-code';
import type { ClassWords } from '../../../report/charts/class-words';
import type { PictureWords } from '../../pictures/picture-words';

export interface ClassMessages {
  readonly own: {
    readonly title: string;
    readonly lead: string;
    /** What the code holds, and what it does not. */
    readonly holds: string;
    readonly none: string;
    readonly copy: string;
    readonly copied: string;
    /** What a screen reader says of the picture. */
    readonly qr: string;
    /** The values of the code in a row: `FP16 120 tokens/s, INT4 230 tokens/s`. */
    readonly rate: (format: string, rate: string) => string;
  };
  readonly list: {
    readonly title: string;
    readonly lead: string;
    readonly paste: string;
    readonly pasteHint: string;
    readonly add: string;
    readonly choosePictures: string;
    readonly dropHere: string;
    readonly reading: (pictures: number) => string;
    readonly added: (fresh: number, repeated: number) => string;
    readonly nothing: string;
    readonly nothingInPicture: (picture: string) => string;
    readonly unreadable: (picture: string) => string;
    readonly noReader: string;
    /** Beside a code that is none: where it stands, and what is wrong. */
    readonly badInText: (line: number, text: string, problem: string) => string;
    readonly badInPicture: (picture: string, text: string, problem: string) => string;
    readonly full: (most: number) => string;
    readonly badAddress: string;
    readonly devices: (count: number) => string;
    readonly remove: string;
    readonly removeOf: (device: string) => string;
    readonly clear: string;
    readonly keeps: string;
    readonly empty: string;
  };
  /** The way to the page with the answers, folded. */
  readonly teacher: {
    readonly title: string;
    readonly says: string;
    readonly open: string;
    /** From the page. */
    readonly page: string;
  };
  readonly problem: (problem: CodeProblem) => string;
  readonly chart: ClassWords;
  readonly picture: PictureWords;
}

/** Where a character stands, as a person counts: the group, and the place in it. */
export const placeOf = (at: number): { readonly group: number; readonly place: number } => ({
  group: Math.ceil(at / GROUP),
  place: ((at - 1) % GROUP) + 1,
});
