/** The codes that a teacher has collected, as data, and how they change: one pure function. What comes in is hostile text. */
import { readClassCode, type CodeProblem } from '../../../lab/class-code/class-code';
import { findClassCodes } from '../../../lab/class-code/find-codes';
import type { ClassMember } from '../../../report/charts/class-groups';

/** What a person is told, in the order in which it came. */
export type ClassNote =
  | { readonly kind: 'added'; readonly fresh: number; readonly repeated: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'no-code'; readonly picture: string }
  | { readonly kind: 'unreadable'; readonly picture: string }
  | { readonly kind: 'no-reader' }
  | { readonly kind: 'full' }
  | { readonly kind: 'bad-address' }
  /** `line` counts in the text that is left in the box; of a picture there is none. */
  | {
      readonly kind: 'bad';
      readonly from: { readonly line: number } | { readonly picture: string };
      readonly text: string;
      readonly problem: CodeProblem;
    };

export interface ClassList {
  readonly members: readonly ClassMember[];
  /** Of the box: what is typed, or the lines whose codes are damaged. */
  readonly draft: string;
  readonly notes: readonly ClassNote[];
  /** Pictures that are being read. */
  readonly reading: number;
}

/** What was found in a picture: the texts of its QR codes, or why there are none. */
export type PictureFound = readonly string[] | 'unreadable' | 'no-reader';

export type ClassEvent =
  | { readonly type: 'draft'; readonly text: string }
  /** All codes of a text that was pasted, or of the box. */
  | { readonly type: 'take'; readonly text: string }
  | { readonly type: 'reading'; readonly pictures: number }
  | { readonly type: 'picture'; readonly name: string; readonly found: PictureFound }
  | { readonly type: 'remove'; readonly code: string }
  | { readonly type: 'clear' };

/** More lines than anybody tells apart in one picture. */
export const MOST_MEMBERS = 100;

const EMPTY: ClassList = { members: [], draft: '', notes: [], reading: 0 };

export function reduceClass(list: ClassList, event: ClassEvent): ClassList {
  switch (event.type) {
    case 'draft':
      return { ...list, draft: event.text };
    case 'take':
      return taken(list, event.text);
    case 'reading':
      return { ...list, reading: list.reading + event.pictures, notes: [] };
    case 'picture':
      return pictured({ ...list, reading: Math.max(0, list.reading - 1) }, event.name, event.found);
    case 'remove':
      return { ...list, members: list.members.filter(({ code }) => code !== event.code), notes: [] };
    case 'clear':
      return EMPTY;
  }
}

/** Lines with a damaged code stay in the box, to be mended; the others have done their work. */
function taken(list: ClassList, text: string): ClassList {
  const found = findClassCodes(text);
  if (found.length === 0) {
    return { ...list, draft: text, notes: text.trim() === '' ? [] : [{ kind: 'nothing' }] };
  }
  const lines = text.split(/\r\n|\r|\n/);
  const damaged = [...new Set(found.filter(({ read }) => !read.ok).map(({ line }) => line))];
  const bad = found.flatMap(({ line, text: as, read }): ClassNote[] =>
    read.ok
      ? []
      : [{ kind: 'bad', from: { line: damaged.indexOf(line) + 1 }, text: shortened(as), problem: read.problem }],
  );
  const draft = damaged.map((line) => lines[line - 1] ?? '').join('\n');
  const read = found.flatMap((one) => (one.read.ok ? [one.read] : []));
  const joined = join(list, read);
  return { ...joined, draft, notes: [...joined.notes, ...bad] };
}

function pictured(list: ClassList, picture: string, found: PictureFound): ClassList {
  const told = (note: ClassNote): ClassList => ({ ...list, notes: [...list.notes, note] });
  if (found === 'no-reader') return list.notes.some(({ kind }) => kind === found) ? list : told({ kind: found });
  if (found === 'unreadable') return told({ kind: found, picture });
  const reads = found.map((text) => ({ text, read: readClassCode(text) }));
  if (reads.length === 0) return told({ kind: 'no-code', picture });
  const bad = reads.flatMap(({ text, read }): ClassNote[] =>
    read.ok ? [] : [{ kind: 'bad', from: { picture }, text: shortened(text), problem: read.problem }],
  );
  const joined = join(
    list,
    reads.flatMap(({ read }) => (read.ok ? [read] : [])),
  );
  return { ...joined, notes: [...summed([...joined.notes, ...list.notes]), ...bad] };
}

/** What was added stands first: of several pictures, one sum. */
function summed(notes: readonly ClassNote[]): readonly ClassNote[] {
  const sums = notes.flatMap((note) => (note.kind === 'added' ? [note] : []));
  const total = (of: 'fresh' | 'repeated'): number => sums.reduce((sum, note) => sum + note[of], 0);
  const others = notes.filter(({ kind }) => kind !== 'added');
  const added: ClassNote = { kind: 'added', fresh: total('fresh'), repeated: total('repeated') };
  return sums.length === 0 ? others : [added, ...others];
}

/** The same code twice is one device. */
function join(list: ClassList, read: readonly ClassMember[]): ClassList {
  const known = new Set(list.members.map(({ code }) => code));
  const fresh = read.filter(({ code }, i) => !known.has(code) && read.findIndex((one) => one.code === code) === i);
  const members = [...list.members, ...fresh.map(({ code, measurement }) => ({ code, measurement }))];
  const added: readonly ClassNote[] =
    read.length === 0 ? [] : [{ kind: 'added', fresh: fresh.length, repeated: read.length - fresh.length }];
  const full: readonly ClassNote[] = members.length > MOST_MEMBERS ? [{ kind: 'full' }] : [];
  return { ...list, members: members.slice(0, MOST_MEMBERS), notes: [...added, ...full] };
}

/** A QR code may hold a book. */
const LONGEST_SHOWN = 48;

const shortened = (text: string): string => {
  const characters = Array.from(text.replace(/[\p{C}\s]+/gu, ' ').trim());
  return characters.length <= LONGEST_SHOWN ? characters.join('') : `${characters.slice(0, LONGEST_SHOWN).join('')}…`;
};

/** For an address: the codes without their dashes. */
export const classText = (members: readonly ClassMember[]): string =>
  members.map(({ code }) => code.replaceAll('-', '')).join('.');

const LONGEST_ADDRESS = 10_000;

/** What an address says; damaged codes are left out, and that is said. */
export function classFrom(text: string): ClassList {
  const codes = text
    .slice(0, LONGEST_ADDRESS)
    .split('.')
    .filter((code) => code !== '');
  const read = codes.slice(0, MOST_MEMBERS).flatMap((code) => {
    const one = readClassCode(code);
    return one.ok ? [one] : [];
  });
  const { members } = join(EMPTY, read);
  return { ...EMPTY, members, notes: read.length === codes.length ? [] : [{ kind: 'bad-address' }] };
}
