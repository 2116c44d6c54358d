/** From a measurement of the benchmark to an entry of the result: figures with their spread, the cold run apart, warnings. */
import { median } from 'simple-statistics';
import { samplesOf, type Measurement } from '../benchmark/measurement';
import { spreadOf } from '../benchmark/statistics';
import { FEWEST_REPETITIONS } from '../benchmark/ladder';
import { ARITHMETIC } from '../kernels/format';
import type { Figure, ResultEntry, Warning } from './schema';

/** @param status of an entry whose measurement still runs: what it would be if the run ended now */
export function entryOf(measurement: Measurement, status: ResultEntry['status'] = 'cancelled'): ResultEntry {
  const { workload, state } = measurement;
  const samples = samplesOf(measurement);
  // A wrong kernel's speed is none. What was measured before a device was lost was measured with checked kernels, and is kept.
  const distrusted = measurement.error?.code === 'kernel-check' || measurement.error?.code === 'shader';
  const shown = distrusted ? [] : samples;
  return {
    workload: { ...workload, shape: { ...workload.shape }, format: { ...workload.format } },
    workloadId: measurement.workloadId,
    test: measurement.test,
    model: { ...measurement.model },
    format: measurement.format,
    phase: workload.phase,
    status: measurement.status === 'running' ? status : measurement.status,
    tokensPerSecond: figure(shown),
    ttftSeconds: distrusted ? null : figure(measurement.firstToken),
    depth: workload.depth,
    tokens: workload.tokens,
    batch: workload.batch,
    arithmetic: ARITHMETIC[measurement.format],
    delivery: 'batched',
    tokensPerSubmit: measurement.tokensPerSubmit,
    counters: measurement.counters === null ? null : { ...measurement.counters },
    variants: { ...measurement.variants },
    bitsPerWeight: measurement.bitsPerWeight,
    weightBytes: measurement.weightBytes,
    bytesReadPerToken: measurement.bytesReadPerToken,
    peakBufferBytes: measurement.bufferBytes,
    cold: coldOf(measurement),
    warmUpSeconds: [...(state?.warmUp ?? [])],
    durations: (state?.repetitions ?? []).map(({ order, seconds }) => ({ order, seconds, passes: state?.passes ?? 1 })),
    voided: (state?.voided ?? []).map((one) => ({ ...one })),
    verified: measurement.verified.map((one) => ({ ...one })),
    warnings: warningsOf(measurement, shown),
    error: measurement.error === null ? null : { ...measurement.error },
  };
}

function coldOf({ workload, state }: Measurement): ResultEntry['cold'] {
  const taken = state?.cold ?? 0;
  return taken > 0 ? { seconds: taken, tokensPerSecond: workload.tokens / taken } : null;
}

/** Null without samples, and where a clock too coarse for them made one zero or infinite. */
function figure(samples: readonly number[]): Figure | null {
  if (samples.length === 0 || !samples.every((sample) => sample > 0 && Number.isFinite(sample))) return null;
  const spread = spreadOf(samples);
  return { ...spread, samples: [...spread.samples] };
}

/** |x − median| / MAD beyond this is an outlier (hyperfine's rule; 10 / Φ⁻¹(3/4) = 14.826). */
const OUTLIER = 14.826;

function warningsOf({ state }: Measurement, samples: readonly number[]): Warning[] {
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
      message: `Only ${samples.length} of at least ${FEWEST_REPETITIONS} repetitions: low and high say little.`,
    });
  }
  if (hasOutlier(samples)) {
    warnings.push({
      code: 'outlier',
      message: 'One repetition is far from the others; it is kept. Another program may have used the GPU: run again.',
    });
  }
  return warnings;
}

function hasOutlier(samples: readonly number[]): boolean {
  if (samples.length < 3) return false;
  const middle = median([...samples]);
  const deviations = samples.map((sample) => Math.abs(sample - middle));
  const mad = median(deviations);
  return mad > 0 && deviations.some((deviation) => deviation / mad > OUTLIER);
}
