/** A run of the board as a link that another machine measures against. */
import { expect, it } from 'vitest';
import { decodeDuel } from '../../report/links/duel-link';
import { linkOfRun } from './duel-of-run';
import { run } from '../fixtures/board-answers';

it('a run can be taken on: the same workloads, INT4 first, under the name that its owner gave the GPU', async () => {
  const fragment = await linkOfRun(run());
  const duel = await decodeDuel(fragment ?? '');
  expect(duel.machine).toEqual({
    ...{ name: 'NVIDIA GeForce RTX 4060 Laptop GPU', software: false, runtime: 'Chrome 156' },
  });
  expect(duel.figures.map(({ format, speed }) => [format, speed.median])).toEqual([
    ['int4', 94.25],
    ['fp16', 94.25],
  ]);
});

it('a run without a receipt, with a damaged one or with other workloads cannot', async () => {
  expect(await linkOfRun(run({ receipt: null }))).toBeNull();
  expect(await linkOfRun(run({ receipt: { text: 'receipt=1&x' } }))).toBeNull();
  expect(await linkOfRun(run({ figures: [] }))).toBeNull();
});
