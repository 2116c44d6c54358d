/** An answer of few devices is followed by one of more, with a clock that jumps. */
import { expect, it } from 'vitest';
import { followFirst } from './better-answer';
import { createSlot } from './slot';

const answer = (runs: number, isFirst: boolean) => ({
  runs,
  sampling: { method: 'sample of devices' as const, runs, share: 0.5, isFirst },
});
type Answer = ReturnType<typeof answer>;

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** @param answers of the board, one after the other; null: none */
function followed(answers: readonly (Answer | null)[]) {
  const asked: { readonly address: string; readonly at: number }[] = [];
  const kinds: string[] = [];
  let now = 0;
  const load = (address: string): Promise<Answer> => {
    asked.push({ address, at: now });
    const next = answers[asked.length - 1];
    return next === null || next === undefined ? Promise.reject(new Error('no answer')) : Promise.resolve(next);
  };
  let isHidden = false;
  let isElsewhere = false;
  let appear = (): void => undefined;
  const slot = createSlot(load, () => {
    kinds.push(slot.loaded().kind);
    follow();
  });
  const follow = followFirst(slot, {
    wait: (seconds) => Promise.resolve(void (now += seconds)),
    isWanted: () => !isElsewhere,
    shown: () => (isHidden ? new Promise<void>((resolve) => (appear = resolve)) : Promise.resolve()),
  });
  const shown = (): number | null => {
    const loaded = slot.loaded();
    return loaded.kind === 'here' ? loaded.value.runs : null;
  };
  const go = (elsewhere: boolean): void => {
    isElsewhere = elsewhere;
    follow();
  };
  return { slot, asked, kinds, shown, hide: () => (isHidden = true), appear: () => appear(), go };
}

it('asks again until one of more devices has come, and shows what is there meanwhile', async () => {
  const { slot, asked, kinds, shown } = followed([answer(1, true), answer(1, true), answer(9, false)]);
  slot.want('api/a');
  await settled();
  expect(asked.map(({ at }) => at)).toEqual([0, 1.5, 4.5]);
  expect([shown(), new Set(kinds)]).toEqual([9, new Set(['here'])]);
});

it('asks four times at most, and keeps what it has where no answer comes', async () => {
  const { slot, asked, shown } = followed([answer(1, true), null, answer(2, true)]);
  slot.want('api/a');
  await settled();
  expect(asked.map(({ at }) => at)).toEqual([0, 1.5, 4.5, 10.5, 22.5]);
  expect(shown()).toBe(2);
});

it('asks once where the first answer is all that there is', async () => {
  const { slot, asked } = followed([answer(3, false)]);
  slot.want('api/a');
  await settled();
  expect(asked).toHaveLength(1);
});

it('asks nothing while nobody looks, and nothing of what nobody wants any more', async () => {
  const { slot, asked, shown, hide, appear } = followed([answer(1, true), answer(5, false)]);
  hide();
  slot.want('api/a');
  await settled();
  expect(asked).toHaveLength(1);
  slot.want('api/b');
  await settled();
  appear();
  await settled();
  expect(asked.map(({ address }) => address)).toEqual(['api/a', 'api/b']);
  expect(shown()).toBe(5);
});

it('asks nothing while another view is open, and begins again when this one is', async () => {
  const { slot, asked, shown, go } = followed([answer(1, true), answer(5, false)]);
  slot.want('api/a');
  go(true);
  await settled();
  expect([asked.length, shown()]).toEqual([1, 1]);
  go(false);
  await settled();
  expect([asked.length, shown()]).toEqual([2, 5]);
});
