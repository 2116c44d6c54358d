/** What others show of the page, and what a browser shows of it when it is installed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backgroundsOf, linkTags, manifestOf, themeTags } from './site-meta';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): Buffer => readFileSync(join(ROOT, path));
const html = read('index.html').toString();
const backgrounds = backgroundsOf(read('src/page/styles/tokens.css').toString());

/** Width and height of a PNG. */
function sizeOf(path: string): string {
  const content = read(join('public', path));
  expect(content.subarray(1, 4).toString()).toBe('PNG');
  return `${content.readUInt32BE(16)}x${content.readUInt32BE(20)}`;
}

describe('the page that is linked', () => {
  const properties = (address: string): ReadonlyMap<string, string> =>
    new Map(linkTags(html, address).map(({ attrs = {} }) => [String(attrs['property']), String(attrs['content'])]));

  it.each(['https://host.example/tokamark', 'https://host.example/tokamark/'])('has a picture below %s', (address) => {
    expect(properties(address).get('og:image')).toBe('https://host.example/tokamark/og.png');
    expect(sizeOf('og.png')).toBe('1200x630');
  });

  it('has the page’s own title and description', () => {
    const given = properties('https://host.example/');
    expect(given.get('og:title')).toMatch(/^Tokamark: /);
    expect(given.get('og:description')).toContain('tokens a second');
  });

  it('has none where the address is not known', () => {
    expect(linkTags(html, '')).toEqual([]);
  });
});

describe('the installed page', () => {
  it('has icons of the sizes that it names', () => {
    const drawn = manifestOf(backgrounds).icons.filter(({ type }) => type === 'image/png');
    expect(drawn.map(({ src }) => sizeOf(src))).toEqual(drawn.map(({ sizes }) => sizes));
    expect(sizeOf('icon-180.png')).toBe('180x180');
    expect(read('public/icon.svg').toString()).toMatch(/^<svg /);
  });

  it('has the page’s own background around it, in both themes', () => {
    const colours = themeTags(backgrounds).map(({ attrs = {} }) => attrs['content']);
    expect(colours).toEqual([backgrounds.light, backgrounds.dark]);
    expect(backgrounds.light).not.toBe(backgrounds.dark);
  });

  it('is refused where the tokens have no background for each theme', () => {
    expect(() => backgroundsOf(':root { --background: #fff; }')).toThrow(/both themes/);
  });
});
