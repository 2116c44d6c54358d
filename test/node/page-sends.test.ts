/** Sending a run from the page against a board that answers as the test says: what it hears and when, and that nothing measured is lost whatever it answers. */
import { renderToString } from 'preact-render-to-string';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { honestResult } from '../../server/board/src/fixtures/honest-run';
import { challengeOf, KEY, OTHER_KEY, TOKENS } from '../../server/board/src/fixtures/sent';
import { readSubmission } from '../../server/board/src/contract/submission';
import { scriptedEngine } from '../../src/cli/fixtures/scripted-engine';
import { CANCELLED } from '../../src/foundation/cancel';
import { TokamarkError } from '../../src/foundation/errors';
import { outcomeOf } from '../../src/foundation/outcome';
import type { ModelFiles } from '../../src/model/files/folder';
import { createSending, type SendParts } from '../../src/page/board/send/sending';
import { keptForBoard, keyIn, type KeptRun } from '../../src/page/board/send/kept';
import { DESCRIPTION } from '../../src/page/fixtures/results';
import type { Records } from '../../src/page/history/records';
import { INITIAL_STATE, type PageState } from '../../src/page/state/page-state';
import { reduce } from '../../src/page/state/reduce';
import type { Result } from '../../src/report/schema';

const CHALLENGE = challengeOf(3);
const ID = 'A'.repeat(22);
const TOKEN = `${'B'.repeat(42)}A`;
const ANSWER = {
  ...{ state: 'practice', figures: [], id: ID, deleteToken: TOKEN },
  reasons: [{ code: 'software-adapter', says: 'A software adapter did the work.', remedy: 'Install a driver.' }],
};

/** Longer than a busy machine takes. */
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000 });

const json = (status: number, value: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json', ...headers } });

const problem = (status: number, detail: string, headers: Record<string, string> = {}): Response =>
  json(
    status,
    { type: 'about:blank', title: 'No', status, code: 'some-reason', detail, remedy: 'Do that instead.' },
    { 'Content-Type': 'application/problem+json', ...headers },
  );

/** It says when it will answer again, later than anybody waits. */
const away = (): Response => problem(503, 'The database does not answer.', { 'Retry-After': '7200' });

type Answer = (init: RequestInit) => Response | Promise<Response>;
interface Board {
  readonly challenge: Answer;
  readonly link: Answer;
  readonly send: Answer;
  readonly remove: Answer;
  readonly look: Answer;
}

const WELL: Board = {
  challenge: () => json(201, CHALLENGE),
  link: ({ body }) => {
    const k = /"k":(\d+)/.exec(typeof body === 'string' ? body : '')?.[1];
    return json(200, { k: Number(k), stampedAt: '2026-11-30T00:00:00.000Z' });
  },
  send: () => json(201, ANSWER),
  remove: () => new Response(null, { status: 204 }),
  look: () => json(200, { ...ANSWER, gpu: null }),
};

function memory(): Records {
  const all = new Map<string, unknown>();
  return {
    all: () => Promise.resolve([...all]),
    write: (key, value) => Promise.resolve(void all.set(key, structuredClone(value))),
    remove: (key) => Promise.resolve(void all.delete(key)),
  };
}

interface Around {
  readonly board?: Partial<Board>;
  readonly records?: Records;
  readonly result?: Partial<Result>;
  /** Whether repetitions are heard of. */
  readonly measures?: boolean;
  /** Given up once its signal is aborted. */
  readonly model?: (cancelled: AbortSignal) => Promise<ModelFiles>;
}

function open(around: Around = {}) {
  const { board = {}, records = memory(), result: over = {}, measures = false } = around;
  const answers = { ...WELL, ...board };
  const asked: { readonly what: keyof Board; readonly init: RequestInit }[] = [];
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    const path = url.pathname;
    const what =
      init.method === 'DELETE'
        ? 'remove'
        : path.endsWith('/commitments')
          ? 'link'
          : path.endsWith('/api/runs')
            ? 'send'
            : path.endsWith('/api/challenges')
              ? 'challenge'
              : path.endsWith(`/api/runs/${ID}`)
                ? 'look'
                : null;
    if (what === null) throw new Error(`nobody asks for ${path}`);
    asked.push({ what, init });
    return answers[what](init);
  });
  const { result } = honestResult(CHALLENGE.formats);
  const [entry] = result.results;
  const events = measures && entry !== undefined ? [{ type: 'sample', entry, final: true } as const] : [];
  const engine = scriptedEngine({ events, result: { ...result, ...over }, generated: { tokens: TOKENS } });
  let page: PageState = { ...INITIAL_STATE, gpu: { kind: 'known', description: DESCRIPTION } };
  const empty = new Blob([]);
  const files = { config: empty, weights: empty, tokenizer: empty, tokenizerConfig: null, generationConfig: null };
  const { model = () => Promise.resolve({ name: 'Fable', ...files }) } = around;
  const cancelling = new AbortController();
  const parts: SendParts = {
    records,
    fable: (cancelled) => ({
      model: model(cancelled),
      fidelityFiles: () => Promise.reject(new Error('not asked for')),
      prompt: () => Promise.reject(new Error('not asked for')),
    }),
    state: () => page,
    controller: {
      cancel: () => cancelling.abort(),
      run: async (options, companion) => {
        const tell = (event: Parameters<typeof reduce>[1]): void => void (page = reduce(page, event));
        tell({ type: 'run-asked', id: 1, options, waitingFor: 'Starting' });
        const files = { model: null, story: null, fidelityFiles: null };
        const request = { ...options, powerPreference: page.powerPreference, ...files };
        const begun = await outcomeOf(() => companion?.asked(request, cancelling.signal) ?? Promise.resolve(request));
        if (!begun.ok) {
          tell({ type: 'run-failed', id: 1, error: begun.error });
          return;
        }
        tell({ type: 'run-started', id: 1, at: new Date() });
        const measured = await engine.run(begun.value, (event) => companion?.hear(event));
        if (!measured.ok) return;
        tell({ type: 'run-ended', id: 1, result: measured.value });
        await companion?.ended(engine, measured.value);
      },
    },
  };
  const sending = createSending(parts, { changed: () => undefined, focus: () => undefined });
  const { shown } = sending;
  const html = (): string => renderToString(sending.drawn());
  const phase = async (kind: string): Promise<void> => until(() => expect(shown().state.phase.kind).toBe(kind));
  const run = (): KeptRun => {
    const { phase: now } = shown().state;
    if ('run' in now) return now.run;
    throw new Error(now.kind);
  };
  /** To what may be sent. */
  const ready = async (): Promise<KeptRun> => {
    shown().acts.onRun();
    await phase('ready');
    await until(() => expect(shown().state.kept).toHaveLength(1));
    return run();
  };
  return {
    sending,
    shown,
    html,
    phase,
    run,
    ready,
    asked,
    engine,
    records,
    of: (what: keyof Board) => asked.filter((one) => one.what === what),
  };
}

beforeEach(() => {
  vi.stubGlobal('location', new URL('http://board.test/page/index.html#/board?see=send'));
  vi.stubGlobal('isSecureContext', true);
});
afterEach(() => vi.unstubAllGlobals());
afterEach(() => vi.useRealTimers());

it('measures what the challenge asks for, and sends before Send nothing but hashes', async () => {
  const { ready, asked, engine, of } = open();
  await ready();
  expect(new Set(asked.map(({ what }) => what))).toEqual(new Set(['challenge', 'link']));
  expect(of('challenge').map(({ init }) => init.body)).toEqual(['{}']);
  for (const { init } of of('link')) {
    expect(init.body).toMatch(/^\{"nonce":"[^"]+","k":\d+,"hash":"[0-9a-f]{64}"\}$/);
  }
  expect(engine.runs[0]).toMatchObject({ promptSeed: CHALLENGE.promptSeed, receipt: null });
  expect(engine.generations[0]).toMatchObject({ format: CHALLENGE.proof.format, tokens: 32, ignoreEndOfText: true });
});

it('shows the very text, sends it as it was shown, and deletes it by its token', async () => {
  const { shown, html, phase, run, ready, of } = open();
  shown().acts.onForm({ gpu: ' My\u202e <GPU> ', power: 'battery', name: 'grey laptop' });
  const { text } = await ready();
  const { submission } = readSubmission(text);
  expect(submission.declared).toEqual({ gpu: 'My <GPU>', powerSource: 'battery', machineName: 'grey laptop' });
  expect(submission.proof?.tokens).toEqual(TOKENS);
  expect(html()).toContain('My &lt;GPU>');
  expect(html()).toContain(
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').slice(0, 3000),
  );

  shown().acts.onSend(run());
  await phase('sent');
  expect(of('send').map(({ init }) => init.body)).toEqual([text]);
  expect(html()).toContain('nobody but you sees it, and it is never ranked');
  expect(html()).toContain('A software adapter did the work.');
  expect(html()).toContain(`href="#/board?run=${ID}"`);

  shown().acts.onDelete(run());
  await until(() => expect(html()).toContain('data-state="deleted"'));
  expect(of('remove')[0]?.init.headers).toEqual({ Authorization: `Bearer ${TOKEN}` });
  await until(() => expect(shown().state.kept[0]?.sent).toMatchObject({ deleted: true }));
});

it('commits to its last repetition before Fable writes its proof', async () => {
  const { ready } = open({ measures: true });
  const { text } = await ready();
  const { blocks } = readSubmission(text).submission;
  expect(blocks.map(({ measured, proof }) => [measured.length > 0, proof !== undefined])).toEqual([
    [false, false],
    [true, false],
    [false, true],
  ]);
});

it('says that the board is away before anything is measured, and can begin again', async () => {
  const { shown, html, phase, engine } = open({ board: { challenge: away } });
  shown().acts.onRun();
  await until(() => expect(html()).toContain('The board cannot answer now: The database does not answer.'));
  await phase('idle');
  expect(engine.runs).toEqual([]);
  expect(shown().obstacle).toBeNull();
});

it('keeps what was measured where the board is away or refuses it, says why, and can send it later', async () => {
  const answers = [away, () => problem(422, 'The challenge has expired.'), () => json(201, ANSWER)];
  const { shown, html, phase, ready, run } = open({
    board: { send: () => (answers.shift() ?? away)() },
  });
  const { text } = await ready();
  shown().acts.onSend(run());
  await until(() => expect(html()).toContain('The board cannot answer now'));
  shown().acts.onSend(run());
  await until(() => expect(html()).toContain('The board refuses this: The challenge has expired.'));
  expect(html()).toContain('Do that instead.');
  shown().acts.onLater();
  await phase('idle');
  const [kept] = shown().state.kept;
  expect(kept?.text).toBe(text);
  if (kept === undefined) return;
  shown().acts.onShow(kept);
  shown().acts.onSend(kept);
  await phase('sent');
});

it('gives the download of Fable up where the person cancels meanwhile', async () => {
  const model = (cancelled: AbortSignal): Promise<never> =>
    new Promise((_, reject) => cancelled.addEventListener('abort', () => reject(new TokamarkError(CANCELLED))));
  const { shown, phase, asked, engine } = open({ model });
  shown().acts.onRun();
  await phase('running');
  shown().acts.onCancel();
  await phase('none');
  expect(shown().state.error).toBeNull();
  expect([asked, engine.runs]).toEqual([[], []]);
});

it('is kept over a reload of the page', async () => {
  const before = open();
  await before.ready();
  const after = open({ records: before.records });
  await until(() => expect(after.shown().state.kept).toHaveLength(1));
  expect(after.html()).toMatch(/<details[^>]* open.*Runs of this browser for the board \(1\).*See it, and send it/s);
});

it('says by itself what became of a run that waited, and looks no more once its answer is put away', async () => {
  const reasonOf = (says: string) => ({ code: 'c', says, remedy: 'Wait.' });
  const waits = { ...ANSWER, state: 'pending', reasons: [reasonOf('Not yet.'), reasonOf('Whose GPU?')] };
  const heard = [
    { state: 'pending', reasons: [reasonOf('Whose GPU?')] },
    { state: 'ranked', reasons: [] },
  ];
  const look = () => json(200, { ...(heard.shift() ?? waits), gpu: null });
  const { shown, html, phase, ready, run, of } = open({ board: { send: () => json(201, waits), look } });
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: vi.fn(), removeEventListener: vi.fn() });
  const kept = await ready();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  shown().acts.onSend(kept);
  await phase('sent');
  expect(html()).toContain('This page looks again for some minutes');
  expect(html()).toContain('Not yet.');
  await until(() => expect(html()).not.toContain('Not yet.'));
  expect(html()).toContain('Whose GPU?');
  await until(() => expect(html()).toContain('It is on the board, and ranked'));
  expect(of('look')).toHaveLength(2);
  await until(() => expect(shown().state.kept[0]?.sent?.state).toBe('ranked'));
  shown().acts.onSend(run());
  await phase('sent');
  shown().acts.onLater();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(of('look')).toHaveLength(2);
});

it('is waited for until the person stops, and said to be stored once', async () => {
  const never: Answer = ({ signal }) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
  const { shown, html, phase, ready, run, of } = open({ board: { send: never } });
  await ready();
  shown().acts.onSend(run());
  await until(() => expect(of('send')).toHaveLength(1));
  // Nothing else takes its place meanwhile.
  expect(html()).toMatch(/aria-disabled="?true"?[^>]*>See it, and send it/);
  shown().acts.onShow(run());
  expect(shown().state.phase.kind).toBe('sending');
  shown().acts.onStop();
  await phase('ready');
  expect(html()).toContain('sent again, it is stored only once');
  expect(shown().state.error).toBeNull();
});

it('counts a run as deleted that the board does not know any more, and not one of which it does not answer', async () => {
  const answers = [away, () => problem(404, 'There is no such run.')];
  const { shown, html, phase, ready, run } = open({ board: { remove: () => (answers.shift() ?? away)() } });
  await ready();
  shown().acts.onSend(run());
  await phase('sent');
  shown().acts.onDelete(run());
  await until(() => expect(html()).toContain('The board cannot answer now'));
  expect(run().sent?.deleted).toBe(false);
  shown().acts.onDelete(run());
  await until(() => expect(run().sent?.deleted).toBe(true));
});

it('goes without a storage, and says what is gone with the page', async () => {
  const refuse = () => Promise.reject(new Error('refused'));
  const look = () => json(200, { state: 'ranked', reasons: [], gpu: null });
  const board = { send: () => json(201, { ...ANSWER, state: 'pending' }), look };
  const { shown, html, phase, run } = open({ records: { all: refuse, write: refuse, remove: refuse }, board });
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: vi.fn(), removeEventListener: vi.fn() });
  shown().acts.onRun();
  await until(() => expect(html()).toContain('Send or download the run before you leave this page'));
  const [unkept] = shown().state.kept;
  expect(unkept?.id).toBe(run().id);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  shown().acts.onSend(run());
  await phase('sent');
  await until(() => expect(html()).toContain('what deletes it is gone then'));
  expect(shown().state.kept.map(({ sent }) => sent?.id)).toEqual([ID]);
  expect(html()).toContain('id="board-send-delete"');
  // Also once it has looked again; and what only the page has is taken off the list without a word.
  await until(() => expect(shown().state.kept[0]?.sent?.state).toBe('ranked'));
  expect(html()).toContain('what deletes it is gone then');
  shown().acts.onForget(run());
  await until(() => expect(shown().state.kept).toEqual([]));
  expect(shown().state.error).toBeNull();
});

it('sends no run that was cancelled, and says of one that ended early what it counts for', async () => {
  const cancelled = open({ result: { status: 'cancelled' } });
  cancelled.shown().acts.onRun();
  await cancelled.phase('none');
  expect(cancelled.html()).toContain('The run was cancelled, so there is nothing to send.');
  const failed = open({ result: { status: 'failed' } });
  await failed.ready();
  expect(failed.html()).toContain('This run ended early.');
  expect(readSubmission(failed.run().text).submission.proof).toBeNull();
});

it('takes a key from a file where its halves belong together, and has one key until then', async () => {
  const records = memory();
  const kept = keptForBoard(records);
  const made = await kept.key();
  expect(await keptForBoard(records).key()).toEqual(made);
  expect(await keyIn(JSON.stringify({ ...KEY, d: OTHER_KEY.d }))).toBeNull();
  expect(await keyIn('{"kty":"OKP"}')).toBeNull();
  expect(await keyIn('no JSON')).toBeNull();
  const { shown, html } = open({ records });
  shown().acts.onImportKey(new File(['[]'], 'key.json'));
  await until(() => expect(html()).toContain('This file holds no key of Tokamark.'));
  shown().acts.onImportKey(new File([JSON.stringify(KEY)], 'key.json'));
  await until(() => expect(html()).toContain('From now on this browser sends with that key.'));
  expect(await kept.key()).toEqual(KEY);
});

it('lists runs from the newest on, without what cannot be read', async () => {
  const about = { text: '', until: '2026-12-01T00:00:00.000Z', stamped: 1, sent: null };
  const records = memory();
  const kept = keptForBoard(records);
  await kept.keep({ ...about, id: 'r', madeAt: '2026-11-30T00:00:00.000Z' });
  await kept.keep({ ...about, id: 's', madeAt: '2026-11-30T01:00:00.000Z' });
  await records.write('run x', { id: 'x' });
  expect((await kept.runs()).map(({ id }) => id)).toEqual(['s', 'r']);
  await kept.forget('s');
  expect(await kept.runs()).toHaveLength(1);
});
