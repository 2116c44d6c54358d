/** That whoever shows a run draws between what is timed, and never meanwhile. What is repeated is in policy.test.ts. */
import { expect, it } from 'vitest';
import { seconds } from '../foundation/units';
import { sampleCurve } from './after/sustained';
import { UNWATCHED } from './guards/watch';
import { repeat } from './policy';

function listening() {
  const heard: string[] = [];
  const hear = (what: string) => (): void => void heard.push(what);
  const watch = { ...UNWATCHED, still: () => Promise.resolve().then(hear('drawn')) };
  let now = 0;
  const pass = (): Promise<ReturnType<typeof seconds>> => {
    hear('timed')();
    now += 1;
    return Promise.resolve(seconds(1));
  };
  return { heard, watch, pass, clock: { now: () => seconds(now) } };
}

/** Each time it was drawn right before. */
function expectTurns(heard: readonly string[]): void {
  expect(heard.length).toBeGreaterThan(10);
  heard.forEach((what, index) => expect(what).toBe(index % 2 === 0 ? 'drawn' : 'timed'));
}

it('each warm-up and repetition follows a drawing, and none falls into it', async () => {
  const { heard, watch, pass, clock } = listening();
  const series = ['a', 'b'].map((id) => ({ id, run: pass, cold: seconds(1) }));
  const time = { left: () => seconds(Infinity), reserved: () => seconds(0) };
  const policy = {
    ...{ repetitions: 5, agreement: 0.05, mostWarmUps: 4, shortestRepetition: seconds(0) },
    ...{ fewestRepetitions: 5, mostRetries: 3, seed: 1 },
  };
  await repeat(series, policy, { clock, watch, time }, () => undefined);
  expectTurns(heard);
});

it('so does each sample of the long decode', async () => {
  const { heard, watch, pass, clock } = listening();
  await sampleCurve({ seconds: seconds(60), tokens: 64, pass, clock, watch, onSample: () => undefined });
  expectTurns(heard);
});
