/** One version of the page is kept, whole, until another one is there, whole. */
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryCaches, pageOf } from './fixtures';
import { KeptPage } from './kept-page';

const SCOPE = 'https://host.example/some/path/';
const OLD = { 'index.html': 'old page', 'assets/a.js': 'old code', 'models/fable': 'weights' };
const NEW = { 'index.html': 'new page', 'assets/b.js': 'new code', 'models/fable': 'weights' };

type Contents = Readonly<Record<string, string>>;
/** What the host has while it is changed, and after it has changed again. */
const HALF: Contents = { 'index.html': 'new page' };
const NEWEST: Contents = { ...NEW, 'assets/b.js': 'newest code' };

const { signal } = new AbortController();
const nothing = (): void => undefined;

let caches = memoryCaches();
/** What the host has now. */
let host: Contents = {};
let asked: string[] = [];

function keptPage(): KeptPage {
  const download = (url: string): Promise<Response> => {
    const path = url.slice(SCOPE.length);
    asked.push(path);
    const content = host[path];
    return Promise.resolve(content === undefined ? new Response(null, { status: 404 }) : new Response(content));
  };
  return new KeptPage({ caches, scope: SCOPE, download });
}

const textOf = async (kept: KeptPage, path: string): Promise<string | undefined> => (await kept.match(path))?.text();

beforeEach(() => {
  caches = memoryCaches();
  host = OLD;
  asked = [];
});

describe('the kept page', () => {
  it('is none before it is asked for', async () => {
    const kept = keptPage();
    expect([await kept.kept(), await kept.match('index.html')]).toEqual([null, null]);
    expect([caches.names(), asked]).toEqual([[], []]);
  });

  it('has every file, says how far it is, and is found again by a service worker that starts anew', async () => {
    const told: number[] = [];
    await keptPage().keep(pageOf('1', OLD), signal, (bytes) => told.push(bytes));
    expect(told).toEqual([8, 16, 23]);
    const again = keptPage();
    expect(await again.kept()).toEqual({ version: '1', label: 'version 1' });
    expect(await Promise.all(Object.keys(OLD).map((path) => textOf(again, path)))).toEqual(Object.values(OLD));
  });

  it('gives way to a newer one only whole, of which only what changed is downloaded', async () => {
    const kept = keptPage();
    await kept.keep(pageOf('1', OLD), signal, nothing);
    host = NEW;
    asked = [];
    await kept.keep(pageOf('2', NEW), signal, nothing);
    expect(asked).toEqual(['index.html', 'assets/b.js']);
    expect(await kept.kept()).toMatchObject({ version: '2' });
    expect([await textOf(kept, 'index.html'), await textOf(kept, 'models/fable')]).toEqual(['new page', 'weights']);
    expect([await textOf(kept, 'assets/a.js'), caches.names().length]).toEqual([undefined, 1]);
  });

  it.each([
    ['a file does not come', HALF, /assets\/b\.js could not be downloaded \(HTTP 404\)/],
    ['a file is of another version', NEWEST, /another version of assets\/b\.js/],
  ])('stays as it was where %s', async (_, now, message) => {
    const kept = keptPage();
    await kept.keep(pageOf('1', OLD), signal, nothing);
    host = now;
    await expect(kept.keep(pageOf('2', NEW), signal, nothing)).rejects.toThrow(message);
    expect(await kept.kept()).toMatchObject({ version: '1' });
    expect([await textOf(kept, 'index.html'), caches.names().length]).toEqual(['old page', 1]);
  });

  it('is not one that was left half-way by a browser that was closed', async () => {
    await (await caches.open(`tokamark ${SCOPE} 1`)).put(`${SCOPE}index.html`, new Response('half'));
    expect(await keptPage().kept()).toBeNull();
  });

  it('leaves alone what another page of the same origin keeps', async () => {
    await caches.open('tokamark https://host.example/other/ 1');
    const kept = keptPage();
    await kept.keep(pageOf('1', OLD), signal, nothing);
    await kept.forget();
    expect([await kept.kept(), caches.names()]).toEqual([null, ['tokamark https://host.example/other/ 1']]);
  });
});
