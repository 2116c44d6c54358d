/** How the board's thread speaks with those that judge; what they judge is in gates/. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KEYS } from '../fixtures/sent';
import type { Judges } from './judges';
import { judgesInThreads } from './judge-threads';
import type { Met, Questions } from './judging';

/**
 * A thread that asks both questions about each body and then answers with what it heard. A body of 13 ends it, one of 5
 * has it for ever, and one of 7 is no submission.
 */
const FAKE = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    const facts = new Map();
    parentPort.on('message', ({ kind, id, asked, ...message }) => {
      const [first] = asked?.body ?? [];
      if (first === 13) process.exit(3);
      while (first === 5);
      const error = { code: 'import', message: 'it is none', where: 'blocks', remedy: 'none' };
      if (first === 7) parentPort.postMessage({ kind: 'failed', id, error });
      else if (kind === 'judge') parentPort.postMessage({ kind: 'heard', id, met: { nonce: String(first) } });
      else if (kind === 'facts' && message.facts === null) parentPort.postMessage({ kind: 'judged', id, judged: null });
      else if (kind === 'facts') {
        facts.set(id, message.facts.receivedAt);
        parentPort.postMessage({ kind: 'copiedAmong', id, digests: ['a', 'b'] });
      } else if (kind === 'copied') {
        const figures = [facts.get(id), ...message.digests, threadId];
        parentPort.postMessage({ kind: 'judged', id, judged: { answer: { state: 'ranked', reasons: [], figures }, run: null } });
      }
    });
  `)}`,
);

const asked = (first: number) => ({ body: Uint8Array.of(first), as: null });
const facts = { stamps: [], isWithdrawn: false, isKnown: true, named: null, gpus: '[]' };
const questions = (heard: (met: Met) => number | null): Questions => ({
  heard: (met) => {
    const receivedAt = heard(met);
    return Promise.resolve(receivedAt === null ? null : { ...facts, receivedAt });
  },
  copiedAmong: (digests) => Promise.resolve(digests.slice(1)),
});
const plain = questions(({ nonce }) => 10 * Number(nonce));

describe('judges in threads', () => {
  let judges: Judges | null = null;
  const open = (count: number): Judges => (judges = judgesInThreads(KEYS, FAKE, count));
  afterEach(() => judges?.dispose());
  afterEach(() => vi.useRealTimers());

  it('judge what each sender sent by what the database says of it, in as many threads as there are', async () => {
    const { judge } = open(2);
    const answers = await Promise.all([1, 2, 3].map((first) => judge(asked(first), plain)));
    const figures: readonly unknown[][] = answers.map((one) => one?.answer.figures ?? []);
    expect(figures.map(([time, copied]) => [time, copied])).toEqual([
      [10, 'b'],
      [20, 'b'],
      [30, 'b'],
    ]);
    expect(new Set(figures.map((one) => one[2])).size).toBe(2);
  });

  it('say nothing of what has nothing to be judged', async () => {
    expect(
      await open(1).judge(
        asked(1),
        questions(() => null),
      ),
    ).toBeNull();
  });

  it('hand on why something cannot be read, and what went wrong with a question, to its sender alone', async () => {
    const { judge } = open(1);
    await expect(judge(asked(7), plain)).rejects.toMatchObject({ code: 'import', where: 'blocks' });
    const broken = questions(() => {
      throw new RangeError('the database is gone');
    });
    const [failed, answered] = await Promise.allSettled([judge(asked(1), broken), judge(asked(2), plain)]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'the database is gone' } });
    expect(answered.status).toBe('fulfilled');
  });

  it('that end take what they had with them, and another takes their place', async () => {
    const { judge } = open(1);
    await expect(judge(asked(13), plain)).rejects.toMatchObject({ code: 'internal', details: 'it ended with 3' });
    expect(await judge(asked(1), plain)).not.toBeNull();
  });

  it('that a document has for longer than ten seconds are ended, whoever waits hears it, and another takes their place', async () => {
    const { judge } = open(1);
    await judge(asked(1), plain);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const slow = { status: 503, code: 'too-slow', retryAfter: 10 };
    const waiting = [5, 2].map((first) => expect(judge(asked(first), plain)).rejects.toMatchObject({ said: slow }));
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all(waiting);
    expect(await judge(asked(1), plain)).not.toBeNull();
  });

  it('wait for the database as long as that takes', async () => {
    const { judge } = open(1);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const slow = async ({ nonce }: Met) => {
      await vi.advanceTimersByTimeAsync(60_000);
      return { ...facts, receivedAt: 10 * Number(nonce) };
    };
    const judged = await judge(asked(1), { ...plain, heard: slow });
    expect(judged?.answer.figures[0]).toBe(10);
  });
});
