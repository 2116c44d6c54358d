/** What a client makes of what a board answers, or of what pretends to be one: it reads little, waits a little, and says what is wrong. */
import { describe, expect, it } from 'vitest';
import { challengeOf } from '../fixtures/sent';
import { PROBLEM_TYPE } from '../api/problem';
import { TokamarkError } from '../../../../src/foundation/errors';
import { boardClient } from './board-client';
import { nextTry, SHORT } from './patience';

type Answer = () => Response | Promise<Response>;

/** A board that gives these answers in turn, the last again and again, and a clock that its waits move. */
function board(...answers: readonly Answer[]) {
  const asked: { readonly url: string; readonly init: RequestInit }[] = [];
  const waits: number[] = [];
  let clock = 0;
  const client = boardClient({
    address: 'https://board.test/sub/',
    fetch: async (url, init) => {
      asked.push({ url: url.href, init });
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer === undefined) throw new Error('no answer');
      return answer();
    },
    wait: (seconds) => {
      waits.push(seconds);
      clock += seconds;
      return Promise.resolve();
    },
    now: () => clock,
  });
  return { client, asked, waits };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => {
  const type = status < 400 ? 'application/json' : PROBLEM_TYPE;
  return () => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type, ...headers } });
};
const problem = (status: number, change: object = {}, headers: Record<string, string> = {}): Answer =>
  json(
    { type: 'about:blank#x', title: 'T', status, code: 'no-proof', detail: 'It has none.', remedy: 'Run.', ...change },
    status,
    headers,
  );
const lost: Answer = () => Promise.reject(new TypeError('fetch failed'));
const ANSWER = { state: 'practice', reasons: [], figures: [] };

const refusal = async (work: Promise<unknown>): Promise<TokamarkError> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof TokamarkError) return thrown;
  throw new Error(`no error of ours: ${String(thrown)}`);
};

describe('a client', () => {
  it('asks the board that was named and follows nobody elsewhere', async () => {
    const { client, asked } = board(json(challengeOf(), 201));
    expect(await client.challenge()).toEqual(challengeOf());
    expect(asked[0]).toMatchObject({
      url: 'https://board.test/sub/api/challenges',
      init: { method: 'POST', redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer' },
    });
  });

  it('sends the same again where nobody answered, waits as long as it is asked to, and no longer', async () => {
    const busy = problem(503, { code: 'proof-later' }, { 'Retry-After': '7' });
    const { client, asked, waits } = board(lost, busy, json(ANSWER));
    expect(await client.check('{"a":1}')).toEqual(ANSWER);
    expect(asked.map(({ init }) => init.body)).toEqual(Array(3).fill('{"a":1}'));
    expect(waits[1]).toBe(7);
    const patient = board(problem(503, {}, { 'Retry-After': '86400' }));
    expect((await refusal(patient.client.check('{}'))).code).toBe('network');
    expect(patient.waits).toEqual([]);
  });

  it('gives up after a while, with what to do', async () => {
    const { client, waits } = board(lost);
    const { code, message, remedy } = await refusal(client.challenge());
    expect([code, message]).toEqual(['network', 'The board at https://board.test/sub/ does not answer.']);
    expect(remedy).toContain('may be sent again');
    expect(waits.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(SHORT.seconds);
    expect(waits.length).toBeGreaterThan(3);
  });

  it('hands on what a board refuses, with field and remedy, and asks once', async () => {
    const { client, asked } = board(problem(422, { field: 'proof', detail: 'It\u001b[2J has\u202e none.' }));
    const error = await refusal(client.send('{}'));
    expect(error.toData()).toMatchObject({ code: 'import', where: 'proof', remedy: 'Run.' });
    expect(error.message).toBe('The board refuses this: It[2J has none.');
    expect(asked.length).toBe(1);
  });

  it('tries a link once, since its run decides when there is time', async () => {
    const { client, asked } = board(lost);
    const link = { nonce: 'A'.repeat(43), k: 1, hash: '0'.repeat(64) };
    expect((await refusal(client.link(link))).code).toBe('network');
    expect(asked.map(({ url }) => url)).toEqual([
      `https://board.test/sub/api/challenges/${'A'.repeat(43)}/commitments`,
    ]);
    const other = board(json({ k: 2, stampedAt: '2026-11-30T00:00:00.000Z' }));
    expect((await refusal(other.client.link(link))).message).toContain('another link');
  });

  it('takes a run for deleted that is gone once its first request was not answered', async () => {
    const gone = problem(404, { code: 'no-such-run' });
    const { client, asked } = board(lost, gone);
    await client.remove('A'.repeat(22), 'B'.repeat(43));
    expect(asked[1]?.init.headers).toMatchObject({ Authorization: `Bearer ${'B'.repeat(43)}` });
    expect((await refusal(board(gone).client.remove('A'.repeat(22), 'B'.repeat(43)))).code).toBe('import');
  });
});

describe('what is no board', () => {
  const endless = (): Response =>
    new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(100_000).fill(32)) }));
  it.each<[string, Answer]>([
    ['a page', () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })],
    ['a page of an error', () => new Response('<html>', { status: 404 })],
    ['no end', endless],
    ['nothing', () => new Response(null, { status: 204 })],
    ['no text', () => new Response(new Uint8Array([0xff, 0xfe, 0xfd]))],
    ['a nest without end', () => new Response('['.repeat(5e5))],
    ['another document', json({ state: 'ranked' })],
    ['a field too many', json({ ...ANSWER, script: 'x' })],
    ['a state that is never answered', json({ ...ANSWER, state: 'quarantined' })],
    ['text without end in a field', json({ ...ANSWER, reasons: [{ code: 'x', says: 'y'.repeat(3000), remedy: 'z' }] })],
    ['a name that changes objects', () => new Response('{"__proto__":{"state":"ranked"}}')],
    ['a problem that is none', () => new Response('{}', { status: 422, headers: { 'Content-Type': PROBLEM_TYPE } })],
  ])('is refused: it answers %s', async (_what, answer) => {
    const { code, message, where } = (await refusal(board(answer).client.check('{}'))).toData();
    expect([code, where]).toEqual(['network', 'POST https://board.test/sub/api/runs/check']);
    expect(message).toContain('no board of this version');
  });

  it('asks for another suite than this version measures: that is said before anything runs', async () => {
    const { client } = board(json({ ...challengeOf(), suite: 'tokamark-3' }, 201));
    expect((await refusal(client.challenge())).message).toContain('tokamark-3');
  });
});

it('waits longer from try to try, never beyond its patience, and not for a board that asks for too much', () => {
  const at = (tries: number, spent = 0, asked: number | null = null) =>
    nextTry(SHORT, { tries, spent, asked, chance: 0.5 });
  expect([at(1), at(2), at(3), at(10)]).toEqual([0.5, 1, 2, 15]);
  expect(at(1, 0, 3)).toBe(3);
  expect([at(1, 19.8), at(10, 6), at(1, 0, 16)]).toEqual([null, null, null]);
});
