/** Submissions that were damaged at random and signed again: each is judged or refused by name, and none is ranked at another speed. */
import { expect, it } from 'vitest';
import { TokamarkError } from '../../../../src/foundation/errors';
import { uniform } from '../../../../src/foundation/random';
import { signDigest } from '../contract/device-key';
import { submissionDigest } from '../contract/submission';
import { damage, isHolder } from '../fixtures/damage';
import { honestSending, judged, judgedText, KEY, textOf } from '../fixtures/sent';
import { answerOf, type Decision } from './list';

/** In CI. */
const BODIES = 60;

const speeds = ({ figures }: Decision) =>
  figures.flatMap(({ metric, workloadId, median }) =>
    metric === 'tokensPerSecond' ? [`${workloadId} ${median}`] : [],
  );

it('a damaged submission is never ranked at another speed, and never an unexpected error', async () => {
  const honest = honestSending();
  const text = await textOf(honest);
  const own = new Set(speeds((await judged(honest)).decision));
  const chance = uniform(7);
  const outcomes: Record<string, number> = {};
  for (let i = 0; i < BODIES; i++) {
    const sent: unknown = JSON.parse(text);
    if (!isHolder(sent)) throw new Error('no submission');
    const result: unknown = Reflect.get(sent, 'result');
    for (let times = 1 + Math.floor(3 * chance()); times > 0; times--) {
      damage(chance() < 0.7 && isHolder(result) ? result : sent, chance);
    }
    // What JSON cannot hold was not sent.
    const read: unknown = JSON.parse(JSON.stringify(sent));
    if (!isHolder(read)) throw new Error('no submission');
    const signature = await signDigest(KEY, submissionDigest(read));
    let outcome = 'refused';
    try {
      const { decision } = await judgedText(JSON.stringify({ ...read, signature }), honest.stamps);
      answerOf(decision);
      outcome = decision.state;
      if (outcome === 'ranked') expect(speeds(decision).filter((one) => !own.has(one))).toEqual([]);
    } catch (error) {
      if (!(error instanceof TokamarkError && error.code === 'import')) throw error;
    }
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  // Enough of each that the test says something.
  expect(outcomes['refused']).toBeGreaterThan(5);
  expect(outcomes['rejected']).toBeGreaterThan(5);
  expect(outcomes['ranked']).toBeGreaterThan(2);
});
