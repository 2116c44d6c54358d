/** What is asked of a board, in what order however answers come, and what is said of those that are none. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askPlace, boardAnswer } from './ask';
import { createSlot, shownOf } from './slot';

const PAGE = 'https://host.example/sub/';
const schema = z.object({ n: z.number() });

/** A board that answers when the test says so. */
function board() {
  const asked: { readonly url: string; readonly answer: (body: BodyInit, init?: ResponseInit) => Promise<void> }[] = [];
  let drawn = 0;
  const ask = (url: URL | RequestInfo, init: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError')));
      asked.push({
        url: url instanceof URL ? url.href : '',
        answer: async (body, given) => {
          resolve(new Response(body, given));
          await settled();
        },
      });
    });
  const slot = createSlot(boardAnswer({ ask, page: PAGE }, schema), () => (drawn += 1));
  return { asked, slot, drawn: () => drawn };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('a slot', () => {
  it('asks once for an address, below the page, and has the answer', async () => {
    const { asked, slot, drawn } = board();
    slot.want('api/cohorts');
    slot.want('api/cohorts');
    expect(asked.map(({ url }) => url)).toEqual([`${PAGE}api/cohorts`]);
    expect(slot.loaded()).toEqual({ kind: 'asking', before: null });
    await asked[0]?.answer('{"n":1}');
    expect(slot.loaded()).toEqual({ kind: 'here', value: { n: 1 } });
    expect(drawn()).toBe(1);
  });

  it('keeps what was there until the next has come, and hears only the latest', async () => {
    const { asked, slot } = board();
    slot.give('api/a', { n: 1 });
    slot.want('api/a');
    expect(asked).toEqual([]);
    slot.want('api/b');
    slot.want('api/c');
    expect(slot.loaded()).toEqual({ kind: 'asking', before: { n: 1 } });
    await asked[0]?.answer('{"n":2}');
    expect(shownOf(slot.loaded())).toEqual({ n: 1 });
    await asked[1]?.answer('{"n":3}');
    expect(slot.loaded()).toEqual({ kind: 'here', value: { n: 3 } });
    slot.want(null);
    expect(slot.loaded()).toEqual({ kind: 'unasked' });
  });

  it('says of a problem what the board says, and asks again when it is told to', async () => {
    const { asked, slot } = board();
    slot.want('api/a');
    const problem = {
      ...{ type: 'about:blank#unavailable', title: 'The board cannot answer now', status: 503, code: 'unavailable' },
      ...{ detail: 'The database does not answer.', field: 'query.browser', remedy: 'Ask again later.' },
    };
    await asked[0]?.answer(JSON.stringify(problem), { status: 503 });
    expect(slot.loaded()).toMatchObject({
      kind: 'failed',
      error: { message: 'The database does not answer.', where: 'query.browser', remedy: 'Ask again later.' },
    });
    slot.again();
    await asked[1]?.answer('{"n":1}');
    expect(slot.loaded()).toMatchObject({ kind: 'here' });
  });

  it.each([
    ['{"n":"one"}', {}],
    ['<html>', {}],
    ['<html>', { status: 404 }],
    ['{"n":1}', { status: 500 }],
    [new Uint8Array([0xff, 0xfe, 0xff]), {}],
    [new ReadableStream({ start: (to) => to.error(new TypeError('gone')) }), {}],
  ])('does not believe %s %o', async (body, init) => {
    const { asked, slot } = board();
    slot.want('api/a');
    await asked[0]?.answer(body, init);
    expect(slot.loaded()).toMatchObject({ kind: 'failed', error: { code: 'network' } });
  });
});

describe('whether there is a board', () => {
  const placeOf = (body: string, init?: ResponseInit) =>
    askPlace({ ask: () => Promise.resolve(new Response(body, init)), page: PAGE }, new AbortController().signal);

  it('is said by a file beside the page, and a host without one has none', async () => {
    expect(await placeOf('{"board":"here"}')).toEqual({ board: 'here' });
    expect(await placeOf('{"board":"elsewhere","address":"https://board.example/"}')).toMatchObject({
      board: 'elsewhere',
    });
    for (const body of ['{"board":"elsewhere","address":"javascript:alert(1)"}', '<html>', '{}']) {
      expect(await placeOf(body), body).toEqual({ board: 'none' });
    }
    expect(await placeOf('', { status: 404 })).toEqual({ board: 'none' });
  });

  it('is not known where nothing answers', async () => {
    const ask = () => Promise.reject(new TypeError('no'));
    const failing = askPlace({ ask, page: PAGE }, new AbortController().signal);
    await expect(failing).rejects.toMatchObject({ code: 'network' });
  });
});
