/** A run that is heard by a client commits to each repetition where nothing is timed, whatever the network does meanwhile. */
import { describe, expect, it } from 'vitest';
import { stepId } from '../../../../src/benchmark/steps';
import type { RunEvent } from '../../../../src/report/run-event';
import { entry } from '../../../../test/fixtures/result';
import { linksOf } from '../contract/chain';
import type { Commitment } from '../contract/commitment';
import { RefusedError, UnansweredError } from './answer';
import { ChallengedRun } from './challenged-run';

const OWNER = { nonce: 'n', publicKey: 'k' };
const WORKLOAD = 'a'.repeat(64);
const TIMING: RunEvent = { type: 'timing' };
const progress = (step: string): RunEvent => ({ type: 'progress', step, fraction: 0.5, detail: '' });
const unanswered = () => new UnansweredError(null, 'It does not answer.', 'x');

/** After `count` repetitions of a second each, of which the last was voided. */
function sample(count: number): RunEvent {
  const all = Array.from({ length: count }, (_, order) => ({
    order,
    seconds: 1,
    passes: 2,
    round: order,
    ended: order,
  }));
  const voided = all
    .slice(-1)
    .map(({ order, seconds, passes }) => ({ order, seconds, passes, guard: 'hidden-tab' as const }));
  return {
    type: 'sample',
    final: false,
    entry: entry({ format: 'fp16', phase: 'decode', workloadId: WORKLOAD, durations: all.slice(0, -1), voided }),
  };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A clock by hand, and a board that answers as `answer` says; a wait ends with the turn. */
function setUp(answer: (link: Commitment, tries: number) => Promise<unknown> = () => Promise.resolve()) {
  const sent: (Commitment & { readonly at: number; readonly while: string })[] = [];
  const state = { now: 0, doing: 'rest' };
  const run = new ChallengedRun(OWNER, OWNER.publicKey, {
    now: () => state.now,
    wait: () => turn(),
    send: (link) => {
      sent.push({ ...link, at: state.now, while: state.doing });
      return answer(link, sent.filter(({ k }) => k === link.k).length);
    },
  });
  /** One repetition that ends at `to`, as a run tells it. */
  const repeat = async (to: number, count: number) => {
    void run.hear(TIMING);
    state.doing = 'timing';
    await turn();
    state.now = to;
    state.doing = 'rest';
    void run.hear(sample(count));
    await turn();
  };
  return { run, sent, state, repeat };
}

describe('a run under a challenge', () => {
  it('begins with a link, sends another at rest when two seconds are over, and ends with the proof', async () => {
    const { run, sent, state, repeat } = setUp();
    expect(sent.map(({ k }) => k)).toEqual([1]);
    await turn();
    state.now = 3;
    void run.hear(progress(stepId.plan));
    for (const [index, to] of [4, 5.1, 6, 7.2, 8].entries()) await repeat(to, index + 1);
    const { blocks, doubts, stamped } = await run.end([7, 8]);
    expect(sent.map(({ at }) => at)).toEqual([0, 3, 5.1, 7.2, 8]);
    expect(sent.map(({ hash }) => hash)).toEqual(linksOf(OWNER, blocks));
    expect(blocks.map(({ measured }) => measured.map(({ order }) => order))).toEqual([[], [], [0, 1], [2, 3], [4]]);
    expect(blocks[2]?.measured[0]).toEqual({ workloadId: WORKLOAD, order: 0, seconds: 1, passes: 2 });
    expect(blocks.at(-1)?.proof).toEqual([7, 8]);
    expect([doubts, stamped]).toEqual([[], 5]);
  });

  it('commits to the last repetitions once it is over, however long the proof takes', async () => {
    const { run, sent, state, repeat } = setUp();
    await turn();
    state.now = 3;
    void run.hear(progress(stepId.plan));
    await repeat(4, 1);
    run.over();
    state.now = 30;
    const { blocks } = await run.end([7, 8]);
    expect(sent.map(({ at }) => at)).toEqual([0, 3, 4, 30]);
    expect(blocks.map(({ measured }) => measured.length)).toEqual([0, 0, 1, 0]);
    expect(blocks.at(-1)?.proof).toEqual([7, 8]);
  });

  it('sends links more often before the first repetition, since warm-ups explain nothing of the time', async () => {
    const { run, sent, state } = setUp();
    for (const now of [0.3, 0.5, 0.7, 1]) {
      await turn();
      state.now = now;
      void run.hear(TIMING);
      void run.hear(progress(stepId.measure));
    }
    await turn();
    expect(sent.map(({ at }) => at)).toEqual([0, 0.5, 1]);
  });

  it('tells the engine what is under way before something is timed, and nothing where nothing is', async () => {
    let answered = (): void => undefined;
    const { run, state } = setUp(() => new Promise<void>((resolve) => (answered = resolve)));
    expect(run.hear(TIMING)).toBeInstanceOf(Promise);
    answered();
    await turn();
    void run.hear(progress(stepId.measure));
    expect(run.hear(TIMING)).toBeUndefined();
    state.now = 10;
    // Inside of what is timed nothing is sent, whoever speaks.
    expect(run.hear({ type: 'warning', warning: { code: 'x', message: 'y' } })).toBeUndefined();
  });

  it('sends nothing while something is timed, and in order once the network is back', async () => {
    const { run, sent, repeat } = setUp((link, tries) =>
      link.k > 1 && tries < 3 ? Promise.reject(unanswered()) : Promise.resolve(),
    );
    for (let count = 1; count <= 12; count += 1) await repeat(2.5 * count, count);
    const { stamped, blocks, doubts } = await run.end(null);
    expect(new Set(sent.map((one) => one.while))).toEqual(new Set(['rest']));
    const ks = sent.map(({ k }) => k);
    expect(ks).toEqual(ks.toSorted((a, b) => a - b));
    expect(stamped).toBeLessThanOrEqual(blocks.length);
    expect(doubts.join()).toContain('to reach the board');
  });

  it('goes on without a board that refuses a link, and says at the end that it cannot be ranked', async () => {
    const refused = new RefusedError(409, 'challenge-used', {
      message: 'It was used.',
      where: '',
      remedy: 'Ask again.',
    });
    const { run, sent, repeat } = setUp(() => Promise.reject(refused));
    await repeat(3, 1);
    await repeat(6, 2);
    const { doubts, stamped } = await run.end([1]);
    expect([sent.length, stamped]).toEqual([1, 0]);
    expect(doubts[0]).toContain('It was used.');
  });

  it('does not wait for a board that is down', async () => {
    const { run, sent, state } = setUp((link) => (link.k === 1 ? Promise.reject(unanswered()) : Promise.resolve()));
    await turn();
    state.now = 5;
    expect(run.hear(TIMING)).toBeUndefined();
    await turn();
    expect(sent.every(({ k }) => k === 1)).toBe(true);
  });

  it('that began again after it had committed says that a board refuses it', async () => {
    const { run, repeat } = setUp();
    void run.hear({ type: 'restarted' });
    await repeat(1, 1);
    expect((await run.end([1])).doubts).toEqual([]);
    void run.hear({ type: 'restarted' });
    expect((await run.end([1])).doubts.join()).toContain('began again');
  });

  it('leaves the long decode alone: each of its passes is a sample', () => {
    const { run, sent, state } = setUp();
    state.now = 60;
    void run.hear(progress(stepId.sustained));
    expect(sent.length).toBe(1);
  });
});
