/** The place of each run of a crowd, of which only the nearer side is counted, is that of counting each device. */
import { describe, expect, test } from 'vitest';
import { SUITE } from '../../../../src/benchmark/suite/suite';
import { uniform } from '../../../../src/foundation/random';
import { DATABASES } from '../../test/databases';
import { addRun, prepare, runId, workloadId } from '../../test/filled';
import { withDatabase } from '../../test/with-database';
import type { Database } from '../database/open';
import { figuresWithPlaces } from './places';

const GPU = 'rtx-4090';
const ALONE = 'rtx-3060';
const RUNS = 120;
const DEVICES = 60;
const TEST = 'tg64 int4';

describe.each(DATABASES)('on $kind', ({ make }) => {
  let database: Database;
  const deviceOf = (number: number): string => `d${number % DEVICES}`;

  withDatabase(make, async (opened) => {
    database = opened;
    await prepare(database, [GPU, ALONE]);
    const random = uniform(3);
    // Some alike, some within one bucket, some far from all others.
    const speed = (): number => (random() < 0.4 ? 100 + Math.floor(4 * random()) : 100 * Math.exp(random() - 0.5));
    for (let number = 0; number < RUNS; number += 1)
      await addRun(database, number, { gpu: GPU, device: deviceOf(number), speeds: { [TEST]: speed() } });
  });

  test('a place is that of counting every other device', async () => {
    const { read } = database;
    const members = await read.selectFrom('cohort_members').select(['device_id', 'value', 'runs']).execute();
    expect(members).toHaveLength(DEVICES);
    for (let number = 0; number < RUNS; number += 1) {
      const [id, device] = [runId(number), deviceOf(number)];
      const of = { id, suite: SUITE, gpu: GPU, engine: 'tokamark', modified: false, device };
      const figures = await figuresWithPlaces(read, of);
      const { median = 0, low = 0, high = 0, place } = figures.find((one) => one.workloadId === workloadId(TEST)) ?? {};
      const others = members.filter((one) => one.device_id !== device);
      const count = (is: (value: number) => boolean): number => others.filter(({ value }) => is(value)).length;
      expect(place, id).toMatchObject({
        ...{ devices: DEVICES, runs: 1 + others.reduce((sum, { runs }) => sum + runs, 0) },
        ...{ worse: count((value) => value < median), equal: 1 + count((value) => value === median) },
        rank: { from: 1 + count((value) => value > high), to: 1 + count((value) => value > low) },
      });
    }
  });

  test('the operator’s warning is said to a cohort’s only device too', async () => {
    const { read, write } = database;
    const id = runId(RUNS);
    await addRun(database, RUNS, { gpu: ALONE, device: 'alone' });
    await write.updateTable('cohorts').set({ warning: 'w' }).where('gpu_id', '=', ALONE).execute();
    const of = { id, suite: SUITE, gpu: ALONE, engine: 'tokamark', modified: false, device: 'alone' };
    expect((await figuresWithPlaces(read, of)).map(({ place }) => place)).toMatchObject([{ devices: 1, warning: 'w' }]);
  });
});
