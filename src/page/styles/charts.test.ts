/** The page's colours of pictures are those of a picture in a file: one palette, written twice, since a style sheet cannot import it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { INKS, PALETTES } from '../../report/charts/palette';

const css = readFileSync(join(import.meta.dirname, 'charts.css')).toString();
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
const tokensOf = (part: string) =>
  Object.fromEntries(
    [...part.matchAll(/--(chart-[\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value]) => [name, value]),
  );

it.each([
  ['light', light],
  ['dark', dark],
] as const)('%s: every ink that the page has no token of its own for', (name, part) => {
  const own = INKS.filter((ink) => PALETTES.page[ink].startsWith('var(--chart-'));
  expect(tokensOf(part)).toEqual(Object.fromEntries(own.map((ink) => [`chart-${ink}`, PALETTES[name][ink]])));
});
