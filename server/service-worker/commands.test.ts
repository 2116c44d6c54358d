/** What the page may ask of its service worker, and what it is answered. */
import { expect, it } from 'vitest';
import { createCommands } from './commands';
import { memoryCaches, pageOf } from './fixtures';
import { KeptPage } from './kept-page';

const PAGE = pageOf('1', { 'index.html': 'page', 'a.js': 'code' });
const CONTENT: Readonly<Record<string, string>> = { 'index.html': 'page', 'a.js': 'code' };
const NEWEST = { version: '1', label: 'version 1' };

type Download = (path: string, signal: AbortSignal) => Promise<Response>;
const atOnce: Download = (path) => Promise.resolve(new Response(CONTENT[path]));

/** @param held how many looks find the GPU in use */
function commands(held = 0, download = atOnce) {
  let looks = 0;
  const scope = 'https://host.example/';
  const kept = new KeptPage({
    ...{ caches: memoryCaches(), scope },
    download: (url, signal) => download(url.slice(scope.length), signal),
  });
  const command = createCommands({
    ...{ page: PAGE, kept },
    heldLocks: () => Promise.resolve(looks++ < held ? ['tokamark-gpu'] : []),
    pause: () => Promise.resolve(),
  });
  return async (asked: unknown): Promise<readonly object[]> => {
    const told: object[] = [];
    await command(asked, (message) => told.push(message));
    return told;
  };
}

it('keep tells how far it is, and what is kept then', async () => {
  const ask = commands();
  expect(await ask('state')).toEqual([{ type: 'state', newest: NEWEST, kept: null, bytes: 8 }]);
  const state = { type: 'state', newest: NEWEST, kept: NEWEST, bytes: 8 };
  expect(await ask('keep')).toEqual([{ type: 'progress', bytes: 4 }, { type: 'progress', bytes: 8 }, state]);
  expect(await ask('forget')).toEqual([{ ...state, kept: null }]);
});

it('nothing is kept while a run goes on in any tab', async () => {
  const ask = commands(Infinity);
  expect(await ask('keep')).toEqual([
    expect.objectContaining({ type: 'failed', message: expect.stringMatching(/run/) }),
  ]);
  expect(await ask('state')).toMatchObject([{ kept: null }]);
});

it('a run that was cancelled is waited for until it has given the GPU back', async () => {
  expect((await commands(3)('keep')).at(-1)).toMatchObject({ type: 'state', kept: NEWEST });
});

it('stop ends a download, and what was kept before stays', async () => {
  const ask = commands(0, (_path, signal) => {
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  });
  const keeping = ask('keep');
  await new Promise((resolve) => setTimeout(resolve));
  expect(await ask('stop')).toMatchObject([{ type: 'state', kept: null }]);
  expect(await keeping).toEqual([expect.objectContaining({ type: 'failed', message: expect.stringMatching(/run/) })]);
});

it.each([['anything else'], [null], [{ keep: true }]])('%j is answered with the state', async (asked) => {
  expect(await commands()(asked)).toMatchObject([{ type: 'state', kept: null }]);
});
