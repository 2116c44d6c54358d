/** What stands on paper around the room's own words: the worksheet of a pupil and the page for teachers. One type, a file per language. */
import type { Step } from '../state';

export interface PaperMessages {
  readonly sheet: SheetWords;
  readonly readings: ReadingWords;
  readonly teacher: TeacherWords;
  /** On the screen alone. */
  readonly screen: { readonly print: string; readonly room: string };
}

export interface SheetWords {
  readonly lead: string;
  /** Where the page is: the room's address follows, or a line to write it on. */
  readonly address: string;
  readonly page: (number: number, of: number) => string;
  readonly see: string;
  readonly explain: string;
  readonly steps: Readonly<Record<Step, SheetStep>>;
  readonly code: { readonly title: string; readonly ask: (groups: number, size: number) => string };
}

export interface SheetStep {
  /** What to do, and what to write down of it. */
  readonly see: string;
  /** The beginning of a sentence that tells nothing yet. */
  readonly explain: string;
}

/** What a pupil writes down where the room has no word for it. */
export interface ReadingWords {
  readonly above: string;
  readonly below: string;
  readonly value: string;
  readonly before: string;
  readonly after: string;
  readonly timesFewer: string;
}

export interface TeacherWords {
  readonly aim: { readonly title: string; readonly lead: string; readonly able: readonly string[] };
  readonly needs: { readonly title: string; readonly list: readonly string[] };
  readonly plan: {
    readonly title: string;
    /** Where the addresses of the table begin. */
    readonly lead: string;
    /** A lesson of so many minutes. */
    readonly minutes: (total: number) => string;
    readonly part: string;
    readonly work: string;
    readonly begin: string;
    readonly group: string;
    readonly steps: Readonly<Record<Step | 'begin' | 'group', string>>;
    /** What the short lesson leaves out. */
    readonly short: string;
  };
  readonly keys: { readonly title: string; readonly more: string };
  readonly chart: { readonly title: string; readonly list: readonly string[] };
  readonly solutions: {
    readonly title: string;
    readonly lead: string;
    readonly right: string;
    readonly reads: string;
    /** Of a figure that each device has for itself. */
    readonly own: string;
    readonly often: string;
    /** What pupils say who have not yet understood, and what helps. */
    readonly mistakes: Readonly<Record<Step, { readonly says: string; readonly helps: string }>>;
  };
  readonly asked: string;
  readonly trouble: {
    readonly title: string;
    readonly list: readonly { readonly problem: string; readonly remedy: string }[];
  };
}
