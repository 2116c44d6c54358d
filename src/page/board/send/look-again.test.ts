import { expect, it } from 'vitest';
import type { Stored } from '../../../../server/board/src/client/board-client';
import { lookAgain } from './look-again';

const answer = (state: Stored['state']): Stored => ({ state, reasons: [] });

/** With a clock that jumps, and a board that answers so, one after the other; what is no state is no answer. */
function looking(answers: readonly (Stored['state'] | null)[], shownAfter = 0) {
  const looks: number[] = [];
  let now = 0;
  let wanted = true;
  const found = lookAgain({
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
  return { found, looks, forget: () => (wanted = false) };
}

it('looks with growing pauses until the run waits no longer', async () => {
  const { found, looks } = looking(['pending', 'pending', 'ranked']);
  expect(await found).toEqual(answer('ranked'));
  expect(looks).toEqual([4, 12, 28]);
});

it('gives up after some minutes', async () => {
  const { found, looks } = looking([]);
  expect(await found).toBeNull();
  expect(looks).toEqual([4, 12, 28, 60, 124, 252]);
});

it('asks nothing while nobody looks at the page', async () => {
  const { found, looks } = looking(['practice'], 900);
  expect(await found).toEqual(answer('practice'));
  expect(looks).toEqual([900]);
});

it('takes no answer for no answer, and looks again', async () => {
  const { found, looks } = looking([null, 'ranked']);
  expect(await found).toEqual(answer('ranked'));
  expect(looks).toHaveLength(2);
});

it('looks no more once nobody wants to know', async () => {
  const { found, looks, forget } = looking(['ranked']);
  forget();
  expect(await found).toBeNull();
  expect(looks).toEqual([]);
});
