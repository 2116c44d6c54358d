/** A whole run on the adapter at hand by a clock that its work alone moves: its budget holds where the device turns out slower than planned. */
import { describe, expect, it } from 'vitest';
import { UNSETTLED } from './settled';
import { withDevice } from '../../test/fixtures/device';
import { fable } from '../../test/fixtures/engine';
import { fidelityFiles } from '../../test/fixtures/fidelity-files';
import { hearing } from '../../test/fixtures/hearing';
import { timedGpu } from '../../test/fixtures/timed-gpu';
import { seconds } from '../foundation/units';
import { ownOptionsOf, settingsOfProfile } from '../options/settings';
import { openModelFiles } from '../model/files/folder';
import { Bench } from './bench';
import { openFidelityFiles } from './fidelity/files';
import { samplesOf, type Measurement } from './measurement';
import { testName } from './workload';
import { runBenchmark } from './run';
import type { Extras, RunRequest } from './run-request';
import { PROFILES, testsAt } from './suite/suite';
import { RECIPES } from '../kernels/recipe';
import { tokamark } from './tokamark';

const EXTRAS: Extras = { roofs: false, waterfalls: false, sustained: null, story: null, fidelity: null };
const REQUEST: RunRequest = {
  ...ownOptionsOf(settingsOfProfile(PROFILES.quick)),
  ...{
    model: { shape: 'Fable' },
    contestants: [tokamark(RECIPES.int4)],
    tests: testsAt(64, 16, [0, 64]),
    repetitions: 150,
  },
  ...{ prompts: null, seed: 1, tuning: null, settled: UNSETTLED, line: [], extras: EXTRAS },
};

const context = withDevice();

type Asked = Pick<RunRequest, 'repetitions' | 'line'> & Pick<Extras, 'fidelity' | 'story'>;

/** A run of so many seconds on a device that is `planning` times as slow as this one at first, and `slower` times from the plan on. */
async function runFor(
  budget: number,
  slower: number,
  planning = 1,
  { repetitions = 150, line = [], fidelity = null, story = null }: Partial<Asked> = {},
) {
  const { context: on, clock, slow } = timedGpu(context());
  slow(planning);
  const measurements = new Map<string, Measurement>();
  const less: string[] = [];
  const begun: string[] = [];
  let steps: readonly string[] = [];
  const shrunk: string[] = [];
  let planned: number | null = null;
  let plannedRepetitions: number | null = null;
  let read = 0;
  const events = hearing({
    onPlan: (all, plan) => {
      steps = all.map(({ id }) => id);
      if (plan === null) return;
      shrunk.push(...plan.shrunk);
      planned = plan.fidelity.windows;
      plannedRepetitions = plan.repetitions;
      slow(slower);
    },
    onProgress: (step) => {
      if (begun.at(-1) !== step) begun.push(step);
    },
    reports: {
      measurement: (measurement) => {
        const { config, test } = measurement.planned;
        measurements.set(config.name === 'Fable' ? testName(test) : config.name, measurement);
      },
      less: ({ reason }) => less.push(reason),
      fidelity: ({ fidelity: { rows } }) => {
        read = Math.min(...rows.map(({ windows }) => windows.length));
      },
    },
    onProblem: (error) => {
      throw error;
    },
  });
  const bench = new Bench({ context: on, clock, signal: null, budget: seconds(budget), events });
  await runBenchmark(bench, { ...REQUEST, repetitions, line, extras: { ...EXTRAS, fidelity, story } });
  const counts = Object.fromEntries([...measurements].map(([test, one]) => [test, samplesOf(one).length]));
  return {
    elapsed: clock.now(),
    counts,
    less,
    begun,
    steps,
    shrunk,
    planned,
    plannedRepetitions,
    read,
    statuses: [...measurements.values()].map(({ status }) => status),
  };
}

describe('a run with a budget', () => {
  it('makes as many repetitions as were asked for where there is time for more than were planned', async () => {
    // Planned on a device forty times as slow as it then is.
    const { elapsed, counts, less, shrunk, plannedRepetitions } = await runFor(60, 3, 120, { repetitions: 10 });
    expect(plannedRepetitions).toBe(5);
    expect(less).toEqual([]);
    expect(shrunk.join()).not.toContain('repetitions');
    for (const count of Object.values(counts)) expect(count).toBe(10);
    expect(elapsed).toBeLessThan(60);
  });

  it.each([
    { planning: 120, slower: 3, what: 'reads every window where the device turns out faster than it was planned for' },
    { planning: 40, slower: 60, what: 'says what was left where there is no time for one' },
  ])('$what, by the time that is left', async ({ planning, slower }) => {
    const input = await openFidelityFiles(await fidelityFiles(), null);
    const { elapsed, planned, read, less } = await runFor(60, slower, planning, {
      repetitions: 5,
      fidelity: { input, windows: 1 },
    });
    // No time was set aside for any.
    expect(planned).toBe(0);
    if (slower < planning) {
      expect({ read, less }).toEqual({ read: 1, less: [] });
      expect(elapsed).toBeLessThan(60);
    } else {
      expect(read).toBe(0);
      expect(less.join()).toMatch(/Fidelity was left out: .*(were left|was spent) when its turn came/);
    }
  });

  it.each([
    { planning: 120, slower: 3, order: ['story-int4', 'measure'], what: 'before the repetitions where there is time' },
    { planning: 40, slower: 100, order: ['measure', 'story-int4'], what: 'last where there is none' },
  ])('has the texts $what, also in its plan', async ({ planning, slower, order }) => {
    const story = await openModelFiles(await fable());
    const { begun, steps, less } = await runFor(60, slower, planning, { repetitions: 5, story });
    expect(steps.filter((step) => order.includes(step))).toEqual(order);
    if (slower < planning) expect(begun.slice(-2)).toEqual(order);
    else expect(less.join()).toContain('Fable wrote no text at INT4');
  });

  it('ends within it on a device that gets six times as slow once it was planned, and says what is missing', async () => {
    const { elapsed, counts, less } = await runFor(60, 24, 4);
    expect(elapsed).toBeGreaterThan(30);
    expect(elapsed).toBeLessThan(64);
    // How many it had room for, the machine decides; one of each is the least.
    expect(counts['tg16']).toBeGreaterThanOrEqual(1);
    expect(counts['pp64']).toBeGreaterThanOrEqual(1);
    expect(less.join()).toMatch(/repetitions? instead of 150/);
  });

  it('ends soon after it also on one that gets far slower, and names what it left out', async () => {
    const { elapsed, counts, less, statuses } = await runFor(60, 200);
    expect(counts['tg16']).toBeGreaterThanOrEqual(1);
    expect(counts['pp64']).toBeGreaterThanOrEqual(1);
    expect(counts['tg16 @ d64']).toBe(0);
    expect(statuses.toSorted()).toEqual(['cancelled', 'cancelled', 'complete', 'complete']);
    expect(less.join()).toMatch(
      /INT4 writing 16 tokens \(tg16 @ d64\), INT4 reading .*\(pp64 @ d64\) left out; 1 repetition instead of/,
    );
    // Loading, checking, and of the two shortest tests the cold run, a warm-up and a repetition.
    expect(elapsed).toBeLessThan(200 * 10);
  });

  it.each([1.5, 2, 3])('ends within it where all takes %d times as long from the plan on', async (slower) => {
    const { elapsed, counts, statuses } = await runFor(60, 40 * slower, 40, { line: ['int4'] });
    expect(elapsed).toBeLessThan(60);
    for (const test of ['tg16', 'pp64']) expect(counts[test], test).toBeGreaterThan(0);
    expect(statuses).not.toContain('failed');
  });

  it('does not load the models of its line where the headline’s took so long that they would overdraw it', async () => {
    const { counts, less, statuses } = await runFor(60, 1500, 40, { line: ['int4'] });
    expect(counts).toMatchObject({ 'Fable-mini': 0, stories260K: 0 });
    expect(less.join()).toContain('too short for the smaller models (Fable-mini, stories260K)');
    expect(statuses.filter((status) => status === 'failed')).toEqual([]);
  });
});
