/** Why an interval reaches beyond its own repetitions. */
import { describe, expect, it } from 'vitest';
import { entry as anyEntry } from '../../test/fixtures/result';
import { reachOf } from './interval-reach';
import type { ResultEntry } from './schema';
import { withIntervals } from './statistics';

function measured(samples: readonly number[]): ResultEntry {
  const [first = 1] = samples;
  const rate = { median: first, low: first, high: first, samples: [...samples] };
  const durations = samples.map((sample, order) => ({ order, round: order, seconds: 64 / sample }));
  const [made] = withIntervals([anyEntry({ format: 'int4', phase: 'decode', tokensPerSecond: rate, durations })]);
  return made ?? expect.fail('no entry');
}

const steady = measured([40, 41, 39, 40.5, 39.5, 40.2, 39.8, 40.9, 39.2, 40.1]);

describe('an interval beyond its own repetitions', () => {
  it('says that it was widened by a trend, and on which side', () => {
    const falling = measured([44, 43.5, 43, 42.4, 42]);
    expect(falling.tokensPerSecond?.low).toBeLessThan(42);
    expect(reachOf(falling, [falling])).toMatchObject({ beyond: 'slowest', why: 'trend' });
    const rising = measured([42, 42.4, 43, 43.5, 44]);
    expect(reachOf(rising, [rising])).toMatchObject({ beyond: 'fastest', why: 'trend' });
  });

  it('says that kept runs widened it', () => {
    const { workloadId, engine } = steady;
    const interval = { median: 40, low: 30, high: 52 };
    const runs = [interval, interval, interval];
    const figures = [
      { workloadId, engine, measure: 'tokensPerSecond' as const, runs, within: 0, between: 0.1, interval },
    ];
    const between = { method: '', runs: 3, sessions: 1, confirmed: false, environments: [], figures };
    expect(reachOf(steady, [steady], between)).toMatchObject({ beyond: 'both', why: 'runs' });
  });

  it('says that neighbouring repetitions resemble each other, where that moved the bound farther', () => {
    const wave = measured([40, 41, 42, 43, 44, 45, 45, 44, 43, 42, 41, 40]);
    expect(reachOf(wave, [wave])).toMatchObject({ beyond: 'both', why: 'neighbours' });
  });

  it('says nothing of one within them, of one repetition, and where there is none', () => {
    expect(reachOf(steady, [steady])).toBeNull();
    const one = measured([40]);
    expect(reachOf(one, [one])).toBeNull();
    expect(reachOf({ ...steady, tokensPerSecond: null }, [])).toBeNull();
  });
});
