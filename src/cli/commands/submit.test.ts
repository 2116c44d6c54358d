/** `tokamark submit` and `tokamark key` against a board that the test plays: what is sent, when, what is asked before, and what is kept. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RefusedError, UnansweredError } from '../../../server/board/src/client/answer';
import type { BoardClient } from '../../../server/board/src/client/board-client';
import { linksOf } from '../../../server/board/src/contract/chain';
import type { Commitment } from '../../../server/board/src/contract/commitment';
import { isSignedBy } from '../../../server/board/src/contract/device-key';
import { proofPrompt } from '../../../server/board/src/contract/proof';
import { readSubmission } from '../../../server/board/src/contract/submission';
import { challengeOf, TOKENS } from '../../../server/board/src/fixtures/sent';
import { honestResult } from '../../../server/board/src/fixtures/honest-run';
import type { RunEvent } from '../../worker/protocol';
import { keyFile } from '../board/key-file';
import { keptSubmissions } from '../board/kept-submissions';
import { outside, tokamark, type Given } from '../fixtures/scripted-host';

const BOARD = 'https://board.test/';
const CHALLENGE = challengeOf(1);
const { result } = honestResult(CHALLENGE.formats);
const [first] = result.results;
const ID = 'A'.repeat(22);
const TOKEN = `${'B'.repeat(42)}A`;

const EVENTS: readonly RunEvent[] = [
  { type: 'timing' },
  ...(first === undefined
    ? []
    : [{ type: 'sample', entry: { ...first, durations: first.durations.slice(0, 1) }, final: false } as const]),
];

let folder = '';
let sent: string[] = [];
let links: Commitment[] = [];
let removed: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tokamark-submit-'));
  [sent, links, removed] = [[], [], []];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const client = (change: Partial<BoardClient> = {}): BoardClient => ({
  challenge: () => Promise.resolve(CHALLENGE),
  link: (link) => {
    links.push(link);
    return Promise.resolve({ k: link.k, stampedAt: '2026-11-30T00:00:00.000Z' });
  },
  check: () => Promise.resolve({ state: 'practice', reasons: [], figures: [] }),
  send: (text) => {
    sent.push(text);
    const reasons = [
      { code: 'software-adapter', says: 'A software adapter did the work.', remedy: 'Install a driver.' },
    ];
    return Promise.resolve({ state: 'practice', reasons, figures: [], id: ID, deleteToken: TOKEN });
  },
  look: () => Promise.reject(new Error('nobody looks')),
  remove: (id, token) => {
    removed.push(`${id} ${token}`);
    return Promise.resolve();
  },
  ...change,
});

interface Asked extends Pick<Given, 'result' | 'generated'> {
  readonly says?: boolean | null;
  readonly board?: Partial<BoardClient>;
}

const command = (args: readonly string[], { says = null, board = {}, ...script }: Asked = {}) =>
  tokamark(
    args,
    outside({
      ...{ result, events: EVENTS, generated: { tokens: TOKENS }, ...script },
      change: {
        board: {
          ...{ usual: null, client: () => client(board), powerSource: () => Promise.resolve('mains' as const) },
          time: { now: () => performance.now() / 1000, wait: () => new Promise((resolve) => setImmediate(resolve)) },
          ...{ keys: keyFile(join(folder, 'config')), kept: keptSubmissions(join(folder, 'board')) },
          confirm: () => Promise.resolve(says),
        },
      },
    }),
  );

const idIn = (stderr: string): string => /tokamark submit (\S+) sends it/.exec(stderr)?.[1] ?? '';

describe('tokamark submit', () => {
  it('measures as the challenge says, sends what it has shown once the person agrees, and tells how to delete it', async () => {
    const { code, stdout, stderr, engine } = await command(['submit', '--board', BOARD, '--profile', 'standard'], {
      says: true,
    });
    expect(code).toBe(0);
    expect(engine.runs[0]).toMatchObject({ promptSeed: CHALLENGE.promptSeed, formats: CHALLENGE.formats, story: null });
    expect(engine.generations[0]).toMatchObject({
      ...{ prompt: proofPrompt(CHALLENGE.proof.seed), format: CHALLENGE.proof.format, tokens: 32 },
      ...{ temperature: 0, ignoreEndOfText: true },
    });
    const [text = ''] = sent;
    const path = / ([^ ]+submission\.json)$/m.exec(stderr)?.[1] ?? '';
    expect(await readFile(path, 'utf8')).toBe(text);
    const { submission, digest } = readSubmission(text);
    const { publicKey } = submission.device;
    expect(await isSignedBy(publicKey, digest, submission.signature)).toBe(true);
    expect(links.map(({ hash }) => hash)).toEqual(linksOf({ nonce: CHALLENGE.nonce, publicKey }, submission.blocks));
    expect(submission.blocks.flatMap(({ measured }) => measured).length).toBe(1);
    expect(submission.declared).toEqual({ gpu: 'nvidia lovelace', powerSource: 'mains' });
    expect(submission.result).toMatchObject({ energy: null });
    expect(text).not.toContain('"machine"');
    expect(stdout).toContain('It is practice: it is shown to nobody but you, and never ranked.');
    expect(stdout).toContain('- A software adapter did the work. Install a driver.');
    expect(stderr).toContain(`tokamark submit --delete ${ID}`);
    await command(['submit', '--delete', ID]);
    expect(removed).toEqual([`${ID} ${TOKEN}`]);
    expect((await command(['submit', '--delete', ID])).stderr).toContain('was deleted from its board already');
    expect((await command(['submit', '--list'])).stdout).toContain('deleted');
  });

  it('sends nothing but hashes before the person agrees, and keeps the run for later', async () => {
    const no = await command(['submit', '--board', BOARD], { says: false });
    expect([no.code, sent]).toEqual([0, []]);
    expect(no.stderr).toContain('it hears hashes of this run, and nothing else');
    const id = idIn(no.stderr);
    const asked = await command(['submit', id.slice(0, 12), '--check']);
    expect([asked.code, asked.stdout, sent]).toEqual([0, expect.stringContaining('It would be practice'), []]);
    expect((await command(['submit', id])).code).toBe(2);
    expect(sent).toEqual([]);
    const later = await command(['submit', id, '--yes', '--answer', '-']);
    expect(JSON.parse(later.stdout)).toMatchObject({ id: ID, state: 'practice' });
    expect(sent.length).toBe(1);
  });

  it('keeps a run that could not be sent, with the links that the board has not heard of', async () => {
    const lost = new UnansweredError(null, 'The board does not answer.', BOARD);
    const down = {
      link: (link: Commitment) => (link.k < 2 ? client().link(link) : Promise.reject(lost)),
      send: () => Promise.reject(lost),
    };
    const { code, stderr } = await command(['submit', '--board', BOARD, '--yes'], { board: down });
    expect(code).toBe(1);
    expect(stderr).toContain('links did not reach the board');
    expect(stderr).toContain('tokamark: The board does not answer');
    const before = links.length;
    expect((await command(['submit', idIn(stderr), '--yes'])).code).toBe(0);
    const { blocks } = readSubmission(sent[0] ?? '').submission;
    expect([before, links.map(({ k }) => k)]).toEqual([1, blocks.map((_, index) => index + 1)]);
  });

  it('says what the board refuses, and that the run is kept', async () => {
    const error = new RefusedError(422, 'chain-count', {
      message: 'Links are missing.',
      where: 'blocks[3]',
      remedy: 'Run again.',
    });
    const { code, stderr } = await command(['submit', '--board', BOARD, '--yes'], {
      board: { send: () => Promise.reject(error) },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('Links are missing (blocks[3])');
    const { stdout } = await command(['submit', '--list']);
    expect(idIn(stderr)).not.toBe('');
    expect(stdout).toContain(idIn(stderr));
    expect(stdout).toContain('not sent, ');
  });

  it('sends neither a cancelled run nor one whose proof failed, and a failed one without a proof', async () => {
    for (const [status, kept] of [
      ['cancelled', false],
      ['failed', true],
    ] as const) {
      const { stderr, engine } = await command(['submit', '--board', BOARD, '--yes'], {
        result: { ...result, status },
      });
      expect([engine.generations.length, sent.length > 0]).toEqual([0, kept]);
      if (!kept) expect(stderr).toContain('This run cannot be sent: it was cancelled.');
    }
    expect(readSubmission(sent[0] ?? '').submission.proof).toBeNull();
    const { stderr } = await command(['submit', '--board', BOARD, '--yes'], { generated: { tokens: [1] } });
    expect(stderr).toContain('This run cannot be sent: Fable could not write its proof.');
  });

  it('refuses what makes no sense, before anything runs', async () => {
    for (const args of [
      ['submit'],
      ['submit', '--check'],
      ['submit', '--list', 'x'],
      ['submit', 'x', '--check', '--delete'],
      ['submit', '--board', 'ftp://x'],
    ]) {
      const { code, engine } = await command(args);
      expect([args, code, engine.runs]).toEqual([args, 2, []]);
    }
    expect((await command(['submit', 'nothing', '--yes'])).stderr).toContain(
      'No run under a challenge is kept here as "nothing"',
    );
  });
});

describe('tokamark key', () => {
  it('makes a key once, readable by its owner alone, and takes it from one machine to another', async () => {
    const file = join(folder, 'taken.json');
    expect((await command(['key'])).stdout).toContain('There is no key yet');
    expect((await command(['key', 'export', file])).code).toBe(0);
    const { stdout } = await command(['key']);
    expect(stdout).toMatch(/^[A-Za-z0-9_-]{43}\n/);
    const path = join(folder, 'config', 'device-key.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await rm(path);
    expect((await command(['key', 'import', file])).code).toBe(0);
    expect((await command(['key'])).stdout).toBe(stdout);
  });

  it('replaces no other key without being told to, and takes nothing that is none', async () => {
    await command(['key', 'export', join(folder, 'one.json')]);
    await rm(join(folder, 'config', 'device-key.json'));
    await command(['key', 'export', join(folder, 'two.json')]);
    expect((await command(['key', 'import', join(folder, 'one.json')])).code).toBe(2);
    expect((await command(['key', 'import', join(folder, 'one.json')], { says: true })).code).toBe(0);
    await writeFile(join(folder, 'none.json'), '{"kty":"OKP"}');
    expect((await command(['key', 'import', join(folder, 'none.json')])).stderr).toContain('holds no device key');
    expect((await command(['key', 'export'])).code).toBe(2);
  });
});
