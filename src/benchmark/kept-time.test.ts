/** What a run keeps for the steps to come. */
import { expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { KeptTime } from './kept-time';

const PLANNED = { waterfalls: seconds(4), roofs: seconds(1), after: seconds(10), margin: seconds(3) };
const kept = (pace: number) => new KeptTime(PLANNED, () => pace);

it('each step leaves alone what is kept for those behind it', () => {
  expect(kept(1).afterRepetitions()).toBe(18);
  expect(kept(1).afterWaterfalls()).toBe(14);
  expect(kept(1).fromRoofs()).toBe(11);
});

it('less is kept on a device that turns out faster than planned, and never more on a slower one', () => {
  expect(kept(0.5).fromRoofs()).toBe(6);
  expect(kept(0.5).afterRepetitions()).toBe(13);
  expect(kept(3).afterRepetitions()).toBe(18);
});

it('nothing is kept for what was done before', () => {
  const time = kept(1);
  time.onDone(seconds(6));
  expect(time.fromRoofs()).toBe(5);
  time.onDone(seconds(6));
  expect(time.fromRoofs()).toBe(1);
});

it('the pace is the one that is known when a step asks', () => {
  let pace = 1;
  const time = new KeptTime(PLANNED, () => pace);
  expect(time.fromRoofs()).toBe(11);
  pace = 0.25;
  expect(time.fromRoofs()).toBe(3.5);
});
