/**
 * The built page as `/board` sends it: index.html with the room of the board open and filled. Everything else of it stays, so its code finds what
 * it knows, and takes the room over. No script and no style stands in it, as its policy demands.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { TokamarkError } from '../../../../src/foundation/errors';
import { SiteHeader } from '../../../../src/page/rooms/site-header';

export interface BuiltPage {
  readonly index: string;
  /** The room's own style sheet, below the page: its code brings it otherwise, and comes later. */
  readonly styles: readonly string[];
}

/** A class that only the room's style sheet has, by which that is known whatever the build calls it. */
const IN_STYLES = '.board-table';

/** @param folder of the built page */
export function readBuiltPage(folder: string): BuiltPage {
  const assets = join(folder, 'assets');
  const styles = readdirSync(assets)
    .filter((name) => name.endsWith('.css') && readFileSync(join(assets, name)).toString().includes(IN_STYLES))
    .map((name) => `./assets/${name}`);
  return { index: readFileSync(join(folder, 'index.html')).toString(), styles };
}

export interface Drawn {
  readonly title: string;
  readonly description: string;
  /** `board?format=fp16`, below the page. */
  readonly address: string;
  /** The element that holds the room. */
  readonly room: string;
  /** Of a picture of its own, below the page, and what it shows; null: the page's. */
  readonly picture: { readonly address: string; readonly shows: string } | null;
}

/**
 * Makes a page of what is drawn.
 * @param site where the world finds the page; null where nobody has said
 * @throws TokamarkError where the built page is not as its build makes it
 */
export function boardPage({ index, styles }: BuiltPage, site: string | null): (drawn: Drawn) => string {
  const header = renderToString(h(SiteHeader, { room: 'board', run: null, onCancel: () => undefined }));
  const opened = [
    [/(<header [^>]*id="site-header"[^>]*>).*?(?=<\/header>)/s, `$1${literal(header)}`],
    [/(<section [^>]*id="room-benchmark"[^>]*)>/, '$1 hidden>'],
    [/(<section [^>]*id="room-board"[^>]*?) hidden>/, '$1>'],
    [/(href=")#benchmark-title(?=")/, '$1#board-title'],
    [/(?=<\/head>)/, styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('')],
  ] as const;
  const page = opened.reduce((html, [pattern, by]) => replaced(html, pattern, by), index);
  // Once, so that a page that cannot be filled ends the start and no request.
  replaced(page, ROOM, '');
  return ({ title, description, address, room, picture }) => {
    const url = site === null ? `./${address}` : new URL(address, site).href;
    const texts = [
      [/(<title>)[^<]*/, title],
      [/(<meta\s+name="description"\s+content=")[^"]*/, description],
      [/(<meta property="og:title" content=")[^"]*/, title],
      [/(<meta property="og:description" content=")[^"]*/, description],
      [/(<meta property="og:url" content=")[^"]*/, url],
      ...(picture === null || site === null
        ? []
        : ([
            [/(<meta property="og:image" content=")[^"]*/, new URL(picture.address, site).href],
            [/(<meta property="og:image:alt" content=")[^"]*/, picture.shows],
          ] as const)),
    ] as const;
    const html = texts.reduce((whole, [pattern, text]) => whole.replace(pattern, `$1${literal(escaped(text))}`), page);
    return html
      .replace('</head>', () => `<link rel="canonical" href="${escaped(url)}"></head>`)
      .replace(ROOM, () => room);
  };
}

/** Empty in the build. */
const ROOM = /<div [^>]*id="board"[^>]*><\/div>/;

function replaced(html: string, pattern: RegExp, by: string): string {
  if (pattern.test(html)) return html.replace(pattern, by);
  throw new TokamarkError({
    code: 'config',
    message: 'The built page has no room for the board.',
    where: 'index.html',
    remedy: 'Build page and board together: npm run build.',
  });
}

/** As `replace` takes a text that is no pattern. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
