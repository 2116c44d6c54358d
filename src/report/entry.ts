/** From a measurement of the benchmark to an entry of the result: figures with their spread, the cold run apart, warnings. */
import type { LoadedFacts } from '../benchmark/contestant';
import { samplesOf, type Measurement } from '../benchmark/measurement';
import type { PlannedTest } from '../benchmark/planned-test';
import type { SeriesState } from '../benchmark/policy';
import { deliveryOf, testName, tokensInAll } from '../benchmark/workload';
import { FEWEST_REPETITIONS } from '../benchmark/ladder';
import type { ErrorCode } from '../foundation/errors';
import { bytes, seconds, type Seconds } from '../foundation/units';
import { arithmeticOf } from '../kernels/recipe';
import { outliers } from '../statistics/outliers';
import { figureOf } from '../statistics/figure';
import { tailOf } from '../statistics/tail';
import { outlierCause, whichOutliers } from './outlier-words';
import type { Figure, ResultEntry, Warning } from './schema';
import { isOurs } from '../benchmark/whose';

/**
 * @param status of an entry whose measurement still runs: what it would be if the run ended now
 * @param began when the run did, by the bench's clock
 */
export function entryOf(
  measurement: Measurement,
  status: ResultEntry['status'] = 'cancelled',
  began: Seconds = seconds(0),
): ResultEntry {
  const { planned, state } = measurement;
  const facts = measurement.facts ?? notLoaded(planned);
  const { contestant, test, workload } = planned;
  const samples = samplesOf(measurement);
  // A wrong kernel's speed is none, nor that of a format which cannot hold the model's numbers. What was measured before a device
  // was lost was measured with checked kernels, and is kept.
  const distrusted = DISTRUSTED.includes(measurement.error?.code ?? null);
  const shown = distrusted ? [] : samples;
  const rate = figure(shown);
  const passes = state?.passes ?? 1;
  return {
    workload: { ...workload, shape: { ...workload.shape }, format: { ...workload.format } },
    workloadId: planned.workloadId,
    test: testName(test),
    model: { ...planned.model },
    engine: contestant.engine,
    ...(contestant.about?.server === undefined ? {} : { server: { ...contestant.about.server } }),
    format: contestant.recipe.id,
    phase: test.phase,
    status: measurement.status === 'running' ? status : measurement.status,
    tokensPerSecond: rate,
    ttftSeconds: distrusted ? null : figure(measurement.firstToken),
    depth: test.depth,
    tokens: test.tokens,
    batch: test.batch,
    arithmetic: arithmeticOf(contestant.recipe),
    delivery: deliveryOf(test),
    tokensPerSubmit: facts.tokensPerSubmit,
    counters: measurement.counters === null ? null : { ...measurement.counters },
    variants: { ...facts.variants },
    bitsPerWeight: planned.bitsPerWeight,
    lostWeights: lostOf(facts.losses),
    weightBytes: facts.weightBytes,
    bytesReadPerToken: facts.bytesReadPerToken,
    peakBufferBytes: facts.bufferBytes,
    cold: distrusted ? null : coldOf(planned, state),
    tail: rate === null ? null : { ...tailOf(rate.samples) },
    outliers: outliers(shown),
    warmUpSeconds: [...(state?.warmUp ?? [])],
    durations: (state?.repetitions ?? []).map((one) => ({ ...since(one, began), passes })),
    voided: (state?.voided ?? []).map((one) => ({ ...since(one, began), passes })),
    verified: measurement.verified.map((one) => ({ ...one })),
    warnings: warningsOf(state, shown),
    error: measurement.error === null ? null : { ...measurement.error },
  };
}

const since = <T extends { readonly ended: Seconds }>(timed: T, began: Seconds): T => ({
  ...timed,
  ended: seconds(Math.max(0, timed.ended - began)),
});

const DISTRUSTED: readonly (ErrorCode | null)[] = ['kernel-check', 'shader', 'range'];

/** What an entry says of a contestant that was never loaded. */
const notLoaded = ({ contestant }: PlannedTest): LoadedFacts => ({
  ...{ losses: [], variants: {}, tokensPerSubmit: 1 },
  ...{ weightBytes: bytes(0), bytesReadPerToken: bytes(0), bufferBytes: isOurs(contestant) ? bytes(0) : null },
});

/** An engine that compiles while it is loaded has no cold run among its first. */
function coldOf({ contestant, test }: PlannedTest, state: SeriesState | null): ResultEntry['cold'] {
  const isCold = isOurs(contestant) || contestant.about?.compilesInFirstRun === true;
  const taken = isCold ? (state?.cold ?? 0) : 0;
  return taken > 0 ? { seconds: taken, tokensPerSecond: tokensInAll(test) / taken } : null;
}

/** Null where every weight that is not zero in the file is none in the format either. */
function lostOf(losses: LoadedFacts['losses']): ResultEntry['lostWeights'] {
  const lost = losses.flatMap(({ tensor, vanished }) => (vanished === null ? [] : { tensor, ...vanished }));
  const [first] = lost;
  if (first === undefined) return null;
  const { tensor, row, column, value } = first;
  return {
    weights: lost.reduce((sum, { count }) => sum + count, 0),
    tensors: lost.length,
    largest: Math.max(...lost.map(({ largest }) => largest)),
    first: { tensor, row, column, value },
  };
}

/** Null without samples, and where a clock too coarse for them made one zero or infinite. */
function figure(samples: readonly number[]): Figure | null {
  if (samples.length === 0 || !samples.every((sample) => sample > 0 && Number.isFinite(sample))) return null;
  const spread = figureOf(samples);
  return { ...spread, samples: [...spread.samples] };
}

function warningsOf(state: SeriesState | null, samples: readonly number[]): Warning[] {
  const warnings: Warning[] = [];
  if (state !== null && state.repetitions.length > 0 && !state.agreed) {
    warnings.push({
      code: 'warm-up',
      message: 'The warm-up ended without two runs that agree within 5 %: close other programs and run again.',
    });
  }
  if (samples.length > 0 && samples.length < FEWEST_REPETITIONS) {
    warnings.push({
      code: 'few-repetitions',
      message: `Only ${samples.length} of at least ${FEWEST_REPETITIONS} repetitions: the interval says little.`,
    });
  }
  const far = outliers(samples);
  if (far.length > 0)
    warnings.push({
      code: 'outlier',
      message: `${whichOutliers(samples, far)} is far from the others; it is kept. ${outlierCause(samples, far)}`,
    });
  return warnings;
}
