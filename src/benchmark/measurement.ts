/** What was measured of a planned test, from before it runs until it is done; saved after every repetition. */
import type { ErrorData } from '../foundation/errors';
import { seconds, tokensPerSecond, type Seconds, type TokensPerSecond } from '../foundation/units';
import type { TokenCounters } from '../model/counters';
import type { LoadedContestant, LoadedFacts } from './contestant';
import type { PlannedTest } from './planned-test';
import type { SeriesState } from './policy';
import type { Verified } from './verify';
import { tokensInAll } from './workload';

export interface Measurement {
  readonly planned: PlannedTest;
  readonly status: 'running' | 'complete' | 'cancelled' | 'failed';
  readonly state: SeriesState | null;
  /** Median seconds of each repetition until the first token of every prompt is known; prefill only. */
  readonly firstToken: readonly Seconds[];
  /** Of one repetition's last pass, per token; null before the first. */
  readonly counters: TokenCounters | null;
  /** Null until it is loaded. */
  readonly facts: LoadedFacts | null;
  readonly verified: readonly Verified[];
  readonly error: ErrorData | null;
}

/** A test that was measured, of a contestant that is still loaded. */
export interface MeasuredTest {
  readonly loaded: LoadedContestant;
  readonly measurement: Measurement;
}

/** The measurement of a test that has not begun. */
export const unmeasured = (planned: PlannedTest): Measurement => ({
  ...{ planned, status: 'running' },
  ...{ state: null, firstToken: [], counters: null, facts: null, verified: [], error: null },
});

/** Tokens per second of all sequences together in each repetition, in run order. */
export function samplesOf({ planned, state }: Pick<Measurement, 'planned' | 'state'>): TokensPerSecond[] {
  if (state === null) return [];
  const tokens = tokensInAll(planned.test) * state.passes;
  return state.repetitions.map(({ seconds: taken }) => tokensPerSecond(tokens / taken));
}

/** The middle of the times to the first token of a repetition's passes. */
export function middle(times: readonly Seconds[]): Seconds {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? seconds(0);
}
