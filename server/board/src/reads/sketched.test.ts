/** Answers that come of few runs first, and of all for who asks again. */
import { expect, it } from 'vitest';
import { createLine } from '../operations/line';
import { createBehind, sketched } from './sketched';

const answer = (runs: number, share: number) => ({
  sampling: {
    method: share < 1 ? ('sample of devices' as const) : ('every device' as const),
    runs,
    share,
    isFirst: false,
  },
});

/** @param runs that there are */
function asked(runs: number) {
  const made: number[] = [];
  const offered: (() => Promise<unknown>)[] = [];
  const behind = { offer: (_: string, work: () => Promise<unknown>) => void offered.push(work) };
  const line = createLine({ atOnce: 1, waiting: 1, busy: { retryAfter: 1, detail: '', remedy: '' } });
  const { get } = sketched<ReturnType<typeof answer>>({ few: 10, most: 100, kept: 5, line, behind });
  const ask = () =>
    get('a', (most) => {
      made.push(most);
      return Promise.resolve(answer(Math.min(runs, most), Math.min(1, most / runs)));
    });
  return { ask, made, offered };
}

it('who asks first gets few, and who asks again all, once they are there', async () => {
  const { ask, made, offered } = asked(1000);
  expect((await ask()).sampling).toMatchObject({ runs: 10, isFirst: true });
  expect(offered).toHaveLength(0);
  expect((await ask()).sampling.runs).toBe(10);
  expect([made, offered.length]).toEqual([[10], 1]);
  await offered[0]?.();
  expect((await ask()).sampling).toMatchObject({ runs: 100, isFirst: false });
  expect(made).toEqual([10, 100]);
});

it('where few are all that there are, nothing is made behind them', async () => {
  const { ask, made, offered } = asked(7);
  for (let i = 0; i < 3; i += 1) expect((await ask()).sampling).toMatchObject({ runs: 7, share: 1, isFirst: false });
  expect([made, offered]).toEqual([[10], []]);
});

/** With a clock that moves where something works or rests. */
function behindWith(of: { readonly share: number; readonly savedMs: number }) {
  let time = 1_000_000;
  const pauses: number[] = [];
  const failed: unknown[] = [];
  const behind = createBehind({
    ...{ ...of, waiting: 2, now: () => time, note: (thrown) => void failed.push(thrown) },
    pause: (ms) => Promise.resolve(void ((time += ms), pauses.push(ms))),
  });
  const working =
    (ms: number, then: () => void = () => undefined) =>
    async () => {
      await Promise.resolve();
      time += ms;
      then();
    };
  return { behind, pauses, failed, working, idle: (ms: number) => void (time += ms) };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

it('what is made behind takes a share of the time, one after the other, and what fails is offered again', async () => {
  const { behind, pauses, failed, working } = behindWith({ share: 0.25, savedMs: 0 });
  const done: string[] = [];
  const work = (name: string) =>
    working(5, () => {
      done.push(name);
      if (name === 'a') {
        // Both places are taken until it is over.
        behind.offer('c', work('c'));
        throw new Error('gone');
      }
      if (done.join('') === 'ab') behind.offer('a', work('a again'));
    });
  behind.offer('a', work('a'));
  behind.offer('b', work('b'));
  behind.offer('b', work('b twice'));
  await settled();
  expect(done).toEqual(['a', 'b', 'a again']);
  expect([pauses, failed.length]).toEqual([[15, 15], 1]);
});

it('what it had no use for it may take later, to a limit', async () => {
  const { behind, pauses, working, idle } = behindWith({ share: 0.1, savedMs: 10 });
  const round = async (count: number): Promise<number> => {
    pauses.length = 0;
    for (let i = 0; i < count; i += 1) {
      behind.offer(`${i}`, working(5));
      await settled();
    }
    return pauses.length;
  };
  expect(await round(4)).toBe(1);
  idle(1000);
  expect(await round(3)).toBe(0);
});
