/** Every word of the room is shown somewhere: read out of its sources as they are written, since no compiler looks into a catalogue. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EN as SEND_EN } from '../send/catalogue/en';
import { ABOUT_EN } from './about-en';
import { EN } from './en';

const ROOM = join(import.meta.dirname, '..');
/** Has words of its own. */
const SEND = join(ROOM, 'send');
/** Draws the room too, and its head. */
const SITE = join(import.meta.dirname, '../../../../server/board/src/site');

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name, parentPath }) => /(?<!\.test)\.tsx?$/.test(name) && !parentPath.includes('catalogue'))
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name)).toString());

const OF_SEND = sourcesIn(SEND);

type Path = readonly string[];

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (words: object, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (isGroup(value) ? Reflect.get(value, key) : undefined), words);

function leavesOf(words: object, path: Path): readonly string[] {
  const value = at(words, path);
  if (!isGroup(value)) return value === undefined ? [] : [path.join('.')];
  return Object.keys(value).flatMap((key) => leavesOf(words, [...path, key]));
}

const NAME = String.raw`(?<![.\w])(\w+)((?:\.\w+)*)`;
const ALIAS = new RegExp(String.raw`const (?:(\w+)|\{ ([\w, ]+) \}) = ${NAME};`, 'g');

/** The words that a source names: `WORDS.own.you`, through a name for a part of them, or a whole part by a key that it computes. */
function shownIn(source: string, root: string, words: object): readonly string[] {
  const known = new Map<string, Path[]>([[root, [[]]]]);
  const shown: string[] = [];
  const call = (name: string, path: Path): void => {
    if (isGroup(at(words, path))) known.set(name, [...(known.get(name) ?? []), path]);
    else shown.push(...leavesOf(words, path));
  };
  const rest = source.replace(
    ALIAS,
    (all: string, whole: string | undefined, parts: string | undefined, from: string, chain: string) => {
      const bases = known.get(from);
      if (bases === undefined) return all;
      for (const base of bases) {
        const path = [...base, ...chain.split('.').slice(1)];
        if (whole !== undefined) call(whole, path);
        for (const part of parts?.split(', ') ?? []) call(part, [...path, part]);
      }
      return '';
    },
  );
  for (const [all, name = '', chain = ''] of rest.matchAll(new RegExp(String.raw`${NAME}\[?`, 'g'))) {
    for (const base of known.get(name) ?? []) {
      const keys = chain.split('.').slice(1);
      // What follows a word is a method of its text.
      const path = keys.reduce<Path>((so, key) => (isGroup(at(words, so)) ? [...so, key] : so), base);
      const isWhole = all.endsWith('[') || (name === root && keys.length > 0);
      if (!isGroup(at(words, path)) || isWhole) shown.push(...leavesOf(words, path).filter(isNear(path)));
    }
  }
  return shown;
}

/** A key of the whole catalogue that is computed is that of a word, and of no part. */
const isNear =
  (path: Path) =>
  (leaf: string): boolean =>
    path.length > 0 || !leaf.includes('.');

const OF_ROOM = [...sourcesIn(ROOM).filter((source) => !OF_SEND.includes(source)), ...sourcesIn(SITE)];

test.each([
  { of: 'the room', root: 'WORDS', words: EN, sources: OF_ROOM },
  { of: 'how far to believe it', root: 'ABOUT_WORDS', words: ABOUT_EN, sources: OF_ROOM },
  { of: 'sending', root: 'WORDS', words: SEND_EN, sources: OF_SEND },
])('the words of $of are all seen', ({ root, words, sources }) => {
  const shown = new Set(sources.flatMap((source) => shownIn(source, root, words)));
  expect(leavesOf(words, []).filter((leaf) => !shown.has(leaf))).toEqual([]);
});
