/** Links that are nearly right, from links that are: the same for the same seed. */
import { uniform } from '../../src/foundation/random';
import { packText, unpackText } from '../../src/report/links/packed';
import { CHARACTERS, TEXTS, VALUES } from './hostile';

export interface Dice {
  /** A whole number below `count`. */
  readonly below: (count: number) => number;
  readonly of: <T>(all: readonly T[], otherwise: T) => T;
}

export function dice(seed: number): Dice {
  const next = uniform(seed);
  const below = (count: number): number => Math.floor(next() * count);
  return { below, of: (all, otherwise) => all[below(all.length)] ?? otherwise };
}

/** What is mutated: the letters of the link, its document, the receipt in that, or its compressed bytes. */
export const KINDS = ['letters', 'document', 'receipt', 'bytes', 'nonsense'] as const;
export type Kind = (typeof KINDS)[number];

/** A link, and the text that is packed in it. */
export interface Sample {
  readonly link: string;
  readonly document: string;
}

const PACKED = /^duel=1\.(.*)\.end$/s;

export const sampleOf = async (link: string): Promise<Sample> => ({
  link,
  document: await unpackText(PACKED.exec(link)?.[1] ?? ''),
});

const written = (packed: string): string => `duel=1.${packed}.end`;

export async function mutated({ link, document }: Sample, kind: Kind, roll: Dice): Promise<string> {
  switch (kind) {
    case 'letters':
      return address(altered(link, roll), roll);
    case 'document':
      return address(written(await packText(JSON.stringify(alteredValue(JSON.parse(document), roll)))), roll);
    case 'receipt':
      return address(written(await packText(withReceipt(document, roll))), roll);
    case 'bytes':
      return address(written(alteredLetters(PACKED.exec(link)?.[1] ?? '', roll)), roll);
    case 'nonsense':
      return nonsense(roll);
  }
}

/** The link alone, or behind a page. */
const address = (fragment: string, roll: Dice): string =>
  `${roll.of(['', '#', '#/', 'https://example.org/tokamark/#', 'https://example.org/?x=1#/'], '')}${fragment}`;

/** Up to four places of it removed, replaced, doubled, swapped or cut off. */
function altered(text: string, roll: Dice): string {
  let changed = text;
  for (let times = 1 + roll.below(4); times > 0; times -= 1) {
    const [from, to] = [roll.below(changed.length + 1), roll.below(changed.length + 1)].sort((a, b) => a - b);
    const [start = 0, end = start] = [from, roll.below(4) === 0 ? to : Math.min(changed.length, (from ?? 0) + 1)];
    const piece = changed.slice(start, end);
    const put = [
      ...[() => '', () => roll.of(CHARACTERS, '.'), () => piece + piece, () => roll.of(TEXTS, '')],
      ...[() => Array.from(piece).reverse().join(''), () => String.fromCharCode(roll.below(0x10000))],
    ];
    changed = changed.slice(0, start) + roll.of(put, () => '')() + changed.slice(end);
  }
  return changed.slice(0, 20_000);
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Still base64url: what is inflated is damaged. */
function alteredLetters(packed: string, roll: Dice): string {
  const letters = Array.from(packed);
  for (let times = 1 + roll.below(8); times > 0; times -= 1) {
    letters[roll.below(letters.length)] = LETTERS.charAt(roll.below(LETTERS.length));
  }
  return letters.slice(0, roll.below(6) === 0 ? roll.below(letters.length) : letters.length).join('');
}

/** A place of a document: replaced, removed, doubled, or given to. */
function alteredValue(value: unknown, roll: Dice): unknown {
  if (Array.isArray(value) && value.length > 0 && roll.below(5) > 0) {
    const at = roll.below(value.length);
    const items: readonly unknown[] = value;
    return items.flatMap((item, i): readonly unknown[] => {
      if (i !== at) return [item];
      return roll.of([[], [item, item], [alteredValue(item, roll)], [alteredValue(item, roll)]], [item]);
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && roll.below(5) > 0) {
    const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
    const at = roll.below(entries.length + 1);
    if (at === entries.length) return Object.fromEntries([...entries, [roll.of(TEXTS, 'x'), roll.of(VALUES, null)]]);
    return Object.fromEntries(
      entries.flatMap(([key, item], i): readonly (readonly [string, unknown])[] => {
        if (i !== at) return [[key, item]];
        return roll.below(4) === 0 ? [] : [[key, alteredValue(item, roll)]];
      }),
    );
  }
  if (typeof value === 'number' && roll.below(2) === 0) return value * roll.of([-1, 0, 1e3, 1e9, 1e-9, 1.01], 1);
  if (typeof value === 'string' && roll.below(2) === 0) return altered(value, roll);
  return roll.of(VALUES, null);
}

/** One of its fields changed, twice there or gone; or any place of its text. */
function withReceipt(document: string, roll: Dice): string {
  const fields: unknown = JSON.parse(document);
  if (typeof fields !== 'object' || fields === null || !('r' in fields) || typeof fields.r !== 'string')
    return document;
  const parts = fields.r.split('&');
  const at = roll.below(parts.length);
  const part = parts[at] ?? '';
  const [name = '', value = ''] = part.split('=');
  const put = [
    ...[
      () => altered(part, roll),
      () => `${name}=${altered(value, roll)}`,
      () => `${name}=${encodeURIComponent(wellFormed(roll.of(TEXTS, '')))}`,
    ],
    ...[
      () => `${part}&${part}`,
      () => `${name}=${roll.below(1e9)}`,
      () => `${encodeURIComponent(wellFormed(roll.of(TEXTS, 'x')))}=1`,
    ],
  ];
  const receipt = parts.with(at, roll.of(put, () => '')()).join('&');
  return JSON.stringify({ ...fields, r: receipt });
}

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '?');

function nonsense(roll: Dice): string {
  const most = roll.of([10, 100, 1000, 5000], 10);
  const text = Array.from({ length: roll.below(most) }, () =>
    roll.below(3) === 0 ? roll.of(CHARACTERS, '.') : LETTERS.charAt(roll.below(LETTERS.length)),
  ).join('');
  return `${roll.of(['', 'duel=', '#duel=1.', '#/duel=', 'duel=2.', '#feel'], '')}${text}${roll.of(['', '.end'], '')}`;
}
