/** Looks again at a run that waits, with a clock that jumps. */
import { expect, it } from 'vitest';
import type { Stored } from '../../../../server/board/src/client/board-client';
import { lookAgain } from './look-again';

const answer = (state: Stored['state']): Stored => ({ state, reasons: [] });

/** With a clock that jumps, and a board that answers so, one after the other; what is no state is no answer. */
function looking(answers: readonly (Stored['state'] | null)[], shownAfter = 0) {
  const looks: number[] = [];
  const heard: string[] = [];
  let now = 0;
  let wanted = true;
  const over = lookAgain({
    heard: ({ state }) => Promise.resolve(void heard.push(state)),
    wait: (seconds) => Promise.resolve(void (now += seconds)),
    shown: () => Promise.resolve(void (now = Math.max(now, shownAfter))),
    look: () => {
      const state = answers[looks.length] ?? 'pending';
      looks.push(now);
      if (answers[looks.length - 1] === null) return Promise.reject(new Error('no answer'));
      return Promise.resolve(answer(state));
    },
    isWanted: () => wanted,
  });
  return { over, heard, looks, forget: () => (wanted = false) };
}

it('looks with growing pauses until the run waits no longer', async () => {
  const { over, heard, looks } = looking(['pending', 'pending', 'ranked']);
  await over;
  expect(heard).toEqual(['pending', 'pending', 'ranked']);
  expect(looks).toEqual([4, 12, 28]);
});

it('gives up after some minutes', async () => {
  const { over, heard, looks } = looking([]);
  await over;
  expect(new Set(heard)).toEqual(new Set(['pending']));
  expect(looks).toEqual([4, 12, 28, 60, 124, 252]);
});

it('asks nothing while nobody looks at the page', async () => {
  const { over, heard, looks } = looking(['practice'], 900);
  await over;
  expect(heard).toEqual(['practice']);
  expect(looks).toEqual([900]);
});

it('takes no answer for no answer, and looks again', async () => {
  const { over, heard, looks } = looking([null, 'ranked']);
  await over;
  expect(heard).toEqual(['ranked']);
  expect(looks).toHaveLength(2);
});

it('looks no more once nobody wants to know', async () => {
  const { over, heard, looks, forget } = looking(['ranked']);
  forget();
  await over;
  expect(heard).toEqual([]);
  expect(looks).toEqual([]);
});
