/** What is made ready before anybody asks: after a rest, never against a person, and once. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wholeModel, type ModelChoice } from '../../../lab/model-choice';
import { createReadiness } from './readiness';

const INT4: readonly ModelChoice[] = [{ kind: 'shipped', format: 'int4' }];
const OWN: readonly ModelChoice[] = [...INT4, wholeModel({ kind: 'integer', bits: 2, block: 32, grid: 'symmetric' })];
/** Longer than any rest. */
const LONG = 10_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function made() {
  const asked: number[] = [];
  const working: boolean[] = [];
  let finish = (): void => undefined;
  const readiness = createReadiness(
    (choices, signal) => {
      asked.push(choices.length);
      return new Promise((resolve) => {
        finish = () => resolve(true);
        signal.addEventListener('abort', () => resolve(false));
      });
    },
    (on) => void working.push(on),
  );
  return { readiness, asked, working, finish: () => finish() };
}

it('begins after a rest, says so, and does nothing twice', async () => {
  const { readiness, asked, working, finish } = made();
  readiness.want(INT4);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(LONG);
  expect([asked, working]).toEqual([[1], [true]]);
  finish();
  await vi.advanceTimersByTimeAsync(LONG);
  readiness.want(null);
  readiness.want(INT4);
  await vi.advanceTimersByTimeAsync(LONG);
  expect([asked, working]).toEqual([[1], [true, false]]);
  readiness.want(OWN);
  await vi.advanceTimersByTimeAsync(LONG);
  expect(asked).toEqual([1, 2]);
});

it('ends where a person does something, before they get what they asked for, and goes on after the next rest', async () => {
  const { readiness, asked, working } = made();
  readiness.want(INT4);
  await vi.advanceTimersByTimeAsync(LONG);
  await readiness.giveWay();
  expect(working).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(LONG);
  expect(asked).toEqual([1, 1]);
});

it('does not begin while a person is at work, nor where nothing may be made ready', async () => {
  const { readiness, asked } = made();
  readiness.want(INT4);
  for (let press = 0; press < 5; press += 1) {
    await vi.advanceTimersByTimeAsync(500);
    await readiness.giveWay();
  }
  expect(asked).toEqual([]);
  readiness.want(null);
  await vi.advanceTimersByTimeAsync(LONG);
  expect(asked).toEqual([]);
});

it('begins anew where what was ready may be gone', async () => {
  const { readiness, asked, finish } = made();
  readiness.want(INT4);
  await vi.advanceTimersByTimeAsync(LONG);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  readiness.want(null);
  readiness.forget();
  readiness.want(INT4);
  await vi.advanceTimersByTimeAsync(LONG);
  expect(asked).toEqual([1, 1]);
});
