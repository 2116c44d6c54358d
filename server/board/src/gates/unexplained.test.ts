/** Time that the stamps leave unexplained: a forger cannot explain it by other tests than those that are ranked. */
import { describe, expect, it } from 'vitest';
import type { Result, ResultEntry } from '../../../../src/report/schema';
import { withIntervals } from '../../../../src/report/statistics';
import { figureOf } from '../../../../src/statistics/figure';
import { measuring, ownerOf, ranOf } from '../fixtures/forge';
import { entryOf } from '../fixtures/honest-run';
import { chainOf, honestSending, judged, type Sending } from '../fixtures/sent';
import { besideOf } from './entries';

const HONEST = honestSending();

async function outcome(sending: Sending) {
  const { decision } = await judged(sending);
  return [decision.state, ...new Set(decision.reasons.map(({ code }) => code))];
}

const sendingOf = (result: Result): Sending => ({ ...HONEST, result, ...chainOf(ranOf(result), ownerOf(HONEST)) });

/** With a test of its own that no suite has, of one repetition that honestly took so long, at the end. */
function withLong(result: Result, seconds: number, phase: ResultEntry['phase'] = 'decode'): Result {
  const one = entryOf('int4', { phase, depth: 0, tokens: 32, batch: 1 });
  const order = 1 + Math.max(...result.results.flatMap(({ durations }) => durations.map((each) => each.order)));
  const ended = result.elapsedSeconds + seconds;
  const { median, low, high, samples } = figureOf([one.tokens / seconds]);
  const long = {
    ...{ ...one, warmUpSeconds: [1], durations: [{ order, round: 10, seconds, ended, passes: 1 }] },
    ...{ tokensPerSecond: { median, low, high, samples: [...samples] }, ttftSeconds: null },
  };
  return { ...result, results: withIntervals([...result.results, long]), elapsedSeconds: ended + 8 };
}

describe('a tenth of the time', () => {
  const tenth = measuring(HONEST, (seconds) => seconds / 10).result;

  it('is not explained by a long repetition of a test that nobody ranks', async () => {
    expect(await outcome(sendingOf(withLong(HONEST.result, 900)))).toEqual(['ranked']);
    expect(await outcome(sendingOf(withLong(tenth, 900)))).toContain('unexplained');
  });

  it('is not explained by one long repetition of its own', async () => {
    const change = (seconds: number, i: number) => (i === 0 ? seconds : seconds / 10);
    expect(await outcome(measuring(HONEST, change))).toContain('unexplained');
  });

  it('in one format alone is not explained by the others', async () => {
    const [format] = HONEST.challenge.formats;
    const results = HONEST.result.results.map((entry, i) =>
      entry.format === format ? (tenth.results[i] ?? entry) : entry,
    );
    expect(await outcome(sendingOf({ ...HONEST.result, results }))).toContain('unexplained');
  });
});

describe('what a repetition may take beside its own time', () => {
  const deep = HONEST.result.results.find(
    ({ depth, phase, format }) => depth > 0 && phase === 'decode' && format === 'int4',
  );
  if (deep === undefined) throw new Error('no test after a context');
  const { results } = HONEST.result;
  const reading = results.filter(({ format, phase }) => format === deep.format && phase === 'prefill');
  const own = besideOf(HONEST.result)(deep);

  it('is what reading its context takes at the speed of the ranked tests, and of no other', () => {
    const rates = reading.map(({ tokensPerSecond }) => tokensPerSecond?.median ?? NaN);
    expect(deep.depth / own).toBeCloseTo(Math.min(...rates), 3);
    expect(besideOf(withLong(HONEST.result, 3000, 'prefill'))(deep)).toBe(own);
  });

  it('is at most half a minute, and nothing where no prompt was read', () => {
    const slower = results.map((entry) => ({
      ...entry,
      durations: entry.durations.map((one) => ({ ...one, seconds: 1000 * one.seconds })),
    }));
    expect(besideOf({ ...HONEST.result, results: slower })(deep)).toBe(30);
    const without = results.filter(({ phase }) => phase === 'decode');
    expect(besideOf({ ...HONEST.result, results: without })(deep)).toBe(0);
  });
});
