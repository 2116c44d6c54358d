/** The policy on a fake clock: warm-up, order, passes, deadline, and what is left after a failure. No GPU. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds, type Seconds } from '../foundation/units';
import type { Clock } from './clock';
import { UNWATCHED, type Watch } from './guards/watch';
import { numberedUpTo, repeat, type Policy, type Series, type SeriesState } from './policy';

const POLICY: Policy = {
  repetitions: 5,
  agreement: 0.05,
  mostWarmUps: 4,
  shortestRepetition: seconds(0),
  fewestRepetitions: 5,
  mostRetries: 3,
  seed: 1,
};

interface Time {
  /** On the clock, when the budget ends. */
  readonly until: number;
  readonly reserved: number;
}

const ENDLESS: Time = { until: Infinity, reserved: 0 };

interface Call {
  readonly id: string;
  readonly passes: number;
}

/** A device on which series `id` takes `times(id, n)` seconds per pass at its n-th run (0 is the cold one); a step of 1 by default. */
function fakeDevice(times: (id: string, n: number) => number = () => 1, watch: () => Watch = () => UNWATCHED) {
  const calls: Call[] = [];
  const states = new Map<string, SeriesState>();
  let now = 0;
  const clock: Clock = { now: () => seconds(now) };
  const series = (id: string): Series => ({
    id,
    run: (passes): Promise<Seconds> => {
      const n = calls.filter((call) => call.id === id).length;
      calls.push({ id, passes });
      const taken = times(id, n) * passes;
      now += taken;
      return Promise.resolve(seconds(taken));
    },
  });
  const run = (
    ids: readonly string[],
    change: Partial<Policy> = {},
    cold: Seconds | null = null,
    time: Time = ENDLESS,
  ) =>
    repeat(
      // What runs after a context of its own has it in its name: b@2048.
      ids.map((id) => ({ ...series(id), cold, rank: Number(id.split('@')[1] ?? 0) })),
      { ...POLICY, ...change },
      {
        clock,
        watch: watch(),
        time: { left: () => seconds(time.until - now), reserved: () => seconds(time.reserved) },
      },
      (id, state) => states.set(id, state),
    );
  return { calls, states, run, clock };
}

/** The ids of the timed runs, round by round. */
function rounds(calls: readonly Call[], ids: readonly string[], warmUps: number): string[][] {
  const timed = calls.slice(ids.length * (1 + warmUps)).map(({ id }) => id);
  return Array.from({ length: timed.length / ids.length }, (_, i) => timed.slice(i * ids.length, (i + 1) * ids.length));
}

it('a repetition says when it ended', async () => {
  const device = fakeDevice((_, n) => (n === 0 ? 9 : 2));
  await device.run(['a']);
  expect(device.states.get('a')?.repetitions.map((one) => one.ended)).toEqual([15, 17, 19, 21, 23]);
});

describe('warming up', () => {
  it('keeps the first run apart, whatever it took', async () => {
    const device = fakeDevice((_, n) => (n === 0 ? 9 : 1));
    await device.run(['a']);
    expect(device.states.get('a')).toMatchObject({ cold: 9, warmUp: [1, 1], agreed: true });
    expect(device.states.get('a')?.repetitions.map(({ seconds: taken }) => taken)).toEqual([1, 1, 1, 1, 1]);
  });

  it('goes on until two successive runs agree within 5 %', async () => {
    const device = fakeDevice((_, n) => [9, 2, 1.5, 1.44][n] ?? 1);
    await device.run(['a']);
    expect(device.states.get('a')).toMatchObject({ warmUp: [2, 1.5, 1.44], agreed: true });
  });

  it('takes a first run that was made before for the cold one', async () => {
    const device = fakeDevice();
    await device.run(['a'], {}, seconds(7));
    expect(device.states.get('a')).toMatchObject({ cold: 7, warmUp: [1, 1] });
    expect(device.calls).toHaveLength(2 + 5);
  });

  it('never counts the cold run as one of the two', async () => {
    const device = fakeDevice(() => 1);
    await device.run(['a']);
    expect(device.states.get('a')?.warmUp).toHaveLength(2);
  });

  it('ends after the most runs allowed, and says that they did not agree', async () => {
    const device = fakeDevice((_, n) => (n < 5 ? 2 ** -n : 1));
    await device.run(['a']);
    expect(device.states.get('a')).toMatchObject({ warmUp: [0.5, 0.25, 0.125, 0.0625], agreed: false });
    expect(device.states.get('a')?.repetitions).toHaveLength(5);
  });

  it('is done for every series before anything is timed', async () => {
    const device = fakeDevice();
    await device.run(['a', 'b']);
    expect(device.calls.slice(0, 6).map(({ id }) => id)).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
  });
});

describe('repetitions', () => {
  it('run every series once a round, in an order that changes', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const device = fakeDevice();
    await device.run(ids, { repetitions: 20 });
    const orders = rounds(device.calls, ids, 2);
    expect(orders).toHaveLength(20);
    for (const order of orders) expect(order.toSorted()).toEqual(ids);
    expect(new Set(orders.map(String)).size).toBeGreaterThan(5);
  });

  it('come in the same order for the same seed and in another for another', async () => {
    const order = async (seed: number) => {
      const device = fakeDevice();
      await device.run(['a', 'b', 'c', 'd'], { repetitions: 10, seed });
      return device.calls.map(({ id }) => id).join('');
    };
    expect(await order(7)).toBe(await order(7));
    expect(await order(8)).not.toBe(await order(7));
  });

  it('put every series first about equally often', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const device = fakeDevice();
    await device.run(ids, { repetitions: 400 });
    const firsts = rounds(device.calls, ids, 2).map(([first]) => first);
    // 100 expected of each, with a standard deviation of 8.7: five of them either way.
    for (const id of ids) expect(Math.abs(firsts.filter((first) => first === id).length - 100)).toBeLessThan(44);
  });

  it('have the round in which they ran, the same for all that ran side by side', async () => {
    const device = fakeDevice();
    await device.run(['a', 'b']);
    for (const { repetitions } of device.states.values()) {
      expect(repetitions.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4]);
    }
  });

  it('go on numbering where an earlier set of series ended, so that the two share no round', async () => {
    const device = fakeDevice();
    await device.run(['a', 'b']);
    const from = [...device.states.values()].reduce(numberedUpTo, { order: 0, round: 0 });
    expect(from).toEqual({ order: 10, round: 5 });
    await device.run(['c'], { from });
    expect(device.states.get('c')?.repetitions[0]).toMatchObject({ order: 10, round: 5 });
  });

  it('of which one is voided once too often leave that round to the others', async () => {
    let voided = 0;
    const voids = (from: Seconds) => Promise.resolve(from >= 7 && voided++ < 4 ? ('hidden-tab' as const) : null);
    const watch: Watch = { ...UNWATCHED, voided: voids };
    const device = fakeDevice(
      () => 1,
      () => watch,
    );
    await device.run(['a', 'b'], { repetitions: 6 });
    const rounds = ['a', 'b'].map((id) => device.states.get(id)?.repetitions.map(({ round }) => round) ?? []);
    expect(rounds.map(({ length }) => length).sort()).toEqual([5, 6]);
    expect(rounds.flat().filter((round) => round === 0)).toHaveLength(1);
  });

  it('are numbered across all series in the order in which they ran', async () => {
    const device = fakeDevice((id) => (id === 'a' ? 1 : 2));
    await device.run(['a', 'b']);
    const timed = device.calls.slice(6).map(({ id }) => id);
    for (const [id, { repetitions }] of device.states) {
      expect(repetitions.map(({ order }) => timed[order])).toEqual(Array.from({ length: 5 }, () => id));
    }
  });

  it('of a short test take as many passes as fill the shortest repetition', async () => {
    const device = fakeDevice((id) => (id === 'short' ? 0.3 : 1.5));
    await device.run(['short', 'long'], { shortestRepetition: seconds(1) });
    expect(device.states.get('short')).toMatchObject({ passes: 4 });
    expect(device.states.get('short')?.repetitions[0]?.seconds).toBeCloseTo(1.2, 9);
    expect(device.states.get('long')).toMatchObject({ passes: 1 });
    expect(device.calls.filter(({ passes }) => passes > 1)).toHaveLength(5);
  });

  it('take a sane number of passes where the clock is too coarse to see one', async () => {
    const device = fakeDevice(() => 0);
    await device.run(['a'], { shortestRepetition: seconds(1) });
    expect(device.states.get('a')?.passes).toBeLessThanOrEqual(1000);
  });
});

describe('the time that is left', () => {
  const counts = ({ states }: ReturnType<typeof fakeDevice>) =>
    Object.fromEntries([...states].map(([id, { repetitions }]) => [id, repetitions.length]));

  it('ends the rounds beyond the fewest before what is kept for later is touched', async () => {
    const device = fakeDevice();
    // Three runs before the rounds, one a round: at 10 seconds seven rounds are done.
    await device.run(['a'], { repetitions: 30 }, null, { until: 14.5, reserved: 4 });
    expect(counts(device)).toEqual({ a: 7 });
  });

  it('is spent on the fewest before anything that follows them', async () => {
    const device = fakeDevice();
    await device.run(['a', 'b', 'c'], { repetitions: 30 }, null, { until: 24, reserved: 20 });
    expect(counts(device)).toEqual({ a: 5, b: 5, c: 5 });
    // Warming up ended early for it.
    expect(device.clock.now()).toBe(21);
  });

  it('takes the tests with more context away before the fewest repetitions of the others, those with most first', async () => {
    const ids = ['a', 'a@128', 'a@2048'];
    const all = fakeDevice();
    await all.run(ids, {}, null, { until: 24, reserved: 0 });
    expect(counts(all)).toEqual({ a: 5, 'a@128': 5, 'a@2048': 5 });
    const less = fakeDevice();
    await less.run(ids, {}, null, { until: 23, reserved: 0 });
    expect(counts(less)).toEqual({ a: 5, 'a@128': 5, 'a@2048': 0 });
    expect(less.states.get('a@2048')).toMatchObject({ leftOut: true, cold: 1 });
    expect(less.states.get('a@128')?.leftOut).toBe(false);
  });

  it('is not even spent on warming up what there is no time for', async () => {
    const device = fakeDevice((id) => (id === 'a' ? 3 : 1));
    await device.run(['b@9', 'a'], {}, null, { until: 20, reserved: 0 });
    expect(device.states.get('b@9')).toMatchObject({ leftOut: true, cold: null });
    expect(device.calls.every(({ id }) => id === 'a')).toBe(true);
  });

  it('stops a test with more context where the device slows down, and keeps what it had', async () => {
    const device = fakeDevice((id, n) => (id === 'a@9' && n > 4 ? 10 : 1));
    await device.run(['a', 'a@9'], {}, null, { until: 30, reserved: 0 });
    expect(device.states.get('a')?.repetitions).toHaveLength(5);
    expect(device.states.get('a@9')).toMatchObject({ leftOut: true });
    expect(device.states.get('a@9')?.repetitions).toHaveLength(3);
  });

  it('leaves fewer repetitions than the fewest where it ends, and at least one', async () => {
    const device = fakeDevice();
    await device.run(['a', 'b'], {}, null, { until: 10, reserved: 0 });
    expect(counts(device)).toEqual({ a: 2, b: 2 });
    const none = fakeDevice();
    await none.run(['a', 'b'], {}, null, { until: 0, reserved: 0 });
    expect(counts(none)).toEqual({ a: 1, b: 1 });
    // The cold run and one repetition: all time was spent before the warm-up.
    expect(none.clock.now()).toBe(4);
  });

  it('is not spent on what a guard voids again and again', async () => {
    const watch: Watch = { ...UNWATCHED, voided: () => Promise.resolve('cpu-pressure') };
    const device = fakeDevice(
      () => 1,
      () => watch,
    );
    await device.run(['a'], {}, null, { until: 8, reserved: 0 });
    expect(device.clock.now()).toBeLessThanOrEqual(8);
    expect(device.states.get('a')?.voided).toHaveLength(5);
  });

  it('holds whatever the device is like, up to what one repetition of the least takes', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'a@128', 'b@128', 'a@2048', 'b@2048');
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(id, { minLength: 1 }),
        fc.array(fc.double({ min: 0.01, max: 200, noNaN: true }), { minLength: 7, maxLength: 7 }),
        fc.record({ until: fc.double({ min: 1, max: 300, noNaN: true }), reserved: fc.constantFrom(0, 20) }),
        fc.constantFrom(0, 1),
        async (ids, times, time, shortest) => {
          const device = fakeDevice((of) => times[ids.findIndex((one) => one === of)] ?? 1);
          const change = { repetitions: 10, shortestRepetition: seconds(shortest) };
          await device.run(ids, change, null, time);
          const least = Math.min(...ids.map((one) => Number(one.split('@')[1] ?? 0)));
          const runs = ids.map((one, i) => ({ rank: Number(one.split('@')[1] ?? 0), taken: times[i] ?? 1 }));
          const fewest = (taken: number) => 3 * taken + Math.max(1, Math.ceil(shortest / taken)) * taken;
          const needed = runs.filter(({ rank }) => rank === least).reduce((sum, { taken }) => sum + fewest(taken), 0);
          // What was tried in vain: the cold run and warm-ups of one test that turned out too long.
          const tried = Math.max(0, ...runs.filter(({ rank }) => rank > least).map(({ taken }) => 3 * taken));
          expect(device.clock.now()).toBeLessThanOrEqual(Math.max(time.until, needed) + tried + 1e-6);
          for (const [name, { repetitions, leftOut }] of device.states) {
            const rank = Number(name.split('@')[1] ?? 0);
            if (rank === least)
              expect({ leftOut, some: repetitions.length > 0 }).toEqual({ leftOut: false, some: true });
          }
        },
      ),
    );
  });
});

describe('a repetition that a guard voids', () => {
  /** Voids what is timed while `bad` says so; calm() is counted. */
  const watching = (bad: (from: number, to: number) => boolean) => {
    const calls = { calm: 0 };
    const watch = (): Watch => ({
      ...UNWATCHED,
      calm: () => {
        calls.calm += 1;
        return Promise.resolve();
      },
      voided: (from, to) => Promise.resolve(bad(from, to) ? 'hidden-tab' : null),
    });
    return { calls, watch };
  };

  it('is repeated at once, kept with its reason, and never counted', async () => {
    // Three runs before the rounds: the second repetition goes from 4 to 5.
    const { watch } = watching((from) => from === 4);
    const device = fakeDevice(() => 1, watch);
    await device.run(['a']);
    const state = device.states.get('a');
    expect(state?.voided).toEqual([{ order: 1, seconds: 1, ended: expect.any(Number), guard: 'hidden-tab' }]);
    expect(state?.repetitions.map(({ order }) => order)).toEqual([0, 2, 3, 4, 5]);
  });

  it('is tried again at most as often as the policy allows, and then missing', async () => {
    const { watch, calls } = watching((from) => from >= 5);
    const device = fakeDevice(() => 1, watch);
    await device.run(['a'], { mostRetries: 2 });
    const state = device.states.get('a');
    expect(state?.repetitions).toHaveLength(2);
    expect(state?.voided).toHaveLength(3 * 3);
    // Before every warm-up and every attempt.
    expect(calls.calm).toBe(2 + 2 + 9);
  });

  it('does not take its series’ turn from the others', async () => {
    const { watch } = watching((from, to) => from < 8 && to > 7);
    const device = fakeDevice(() => 1, watch);
    await device.run(['a', 'b']);
    for (const { repetitions } of device.states.values()) expect(repetitions).toHaveLength(5);
    const orders = [...device.states.values()].flatMap(({ repetitions, voided }) =>
      [...repetitions, ...voided].map(({ order }) => order),
    );
    expect(orders.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, i) => i));
  });
});

describe('a run that throws', () => {
  it('ends everything and leaves what was reported', async () => {
    const device = fakeDevice((id, n) => {
      if (id === 'b' && n === 5) throw new Error('lost');
      return 1;
    });
    await expect(device.run(['a', 'b'])).rejects.toThrow('lost');
    expect(device.states.get('b')).toMatchObject({ cold: 1, warmUp: [1, 1] });
    expect(device.states.get('b')?.repetitions).toHaveLength(2);
    const done = device.states.get('a')?.repetitions.length ?? 0;
    expect(done === 2 || done === 3).toBe(true);
  });
});

it('keeps to its counts and orders whatever is asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        series: fc.integer({ min: 1, max: 5 }),
        repetitions: fc.integer({ min: 1, max: 8 }),
        mostWarmUps: fc.integer({ min: 1, max: 5 }),
        seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        times: fc.array(fc.double({ min: 0.001, max: 3, noNaN: true }), { minLength: 1 }),
        until: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: Infinity }),
      }),
      async ({ series, times, until, ...policy }) => {
        const ids = Array.from({ length: series }, (_, i) => `series ${i}`);
        const device = fakeDevice((_, n) => times[n % times.length] ?? 1);
        const fewestRepetitions = Math.min(3, policy.repetitions);
        await device.run(ids, { ...policy, fewestRepetitions }, null, { until, reserved: 0 });
        const states = [...device.states.values()];
        expect(states).toHaveLength(series);
        const counts = new Set(states.map(({ repetitions }) => repetitions.length));
        expect(counts.size).toBe(1);
        const [count = 0] = counts;
        expect(count).toBeGreaterThanOrEqual(until === Infinity ? policy.repetitions : 1);
        expect(count).toBeLessThanOrEqual(policy.repetitions);
        for (const { warmUp } of states) expect(warmUp.length).toBeLessThanOrEqual(policy.mostWarmUps);
        const orders = states.flatMap(({ repetitions }) => repetitions.map(({ order }) => order));
        expect(orders.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count * series }, (_, i) => i));
        for (const { repetitions } of states) {
          for (const [round, { order }] of repetitions.entries()) expect(Math.floor(order / series)).toBe(round);
        }
      },
    ),
  );
});
