/**
 * The whole benchmark, step by step: plan, load, check, repeat, write. Knows neither page nor file formats of results: it says
 * what happens through events, and whatever was measured is in them.
 */
import type { GpuContext } from '../device/context';
import { asTokamarkError, TokamarkError } from '../foundation/errors';
import type { Bytes, Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/format';
import type { ModelConfig } from '../model/config';
import { throwIfCancelled } from '../foundation/cancel';
import type { ModelWeights } from '../model/weights/weights';
import type { Clock } from './clock';
import { assertMemory } from './memory';
import { FEWEST_REPETITIONS } from './ladder';
import { middle, planned, withSubject, type Measurement } from './measurement';
import { repeat, type SeriesState } from './policy';
import { loadSubject, seriesId, seriesOf, type Subject, type SubjectRequest, type Test } from './subject';
import { usesOf, type Verifier, type Verified } from './verify';
import type { WeightSource } from './workload';

export interface MeasureRequest {
  readonly config: ModelConfig;
  readonly source: WeightSource;
  readonly formats: readonly ModelFormat[];
  readonly makeWeights: (format: ModelFormat) => Promise<ModelWeights>;
  readonly prompt: number;
  readonly generate: number;
  readonly depth: number;
  /** Main memory of this machine, where it is known: a software adapter has no other. */
  readonly memory: Bytes | null;
  readonly repetitions: number;
  readonly shortestRepetition: Seconds;
  /** On the clock; null where there is no budget. */
  readonly deadline: Seconds | null;
  readonly seed: number;
}

export interface MeasureEvents {
  readonly onStep: (
    step: 'load' | 'check' | 'measure',
    format: ModelFormat | null,
    fraction: number,
    detail: string,
  ) => void;
  readonly onVerified: (verified: Verified) => void;
  /** After every change of a measurement; the last one has a status other than `running`. */
  readonly onMeasurement: (measurement: Measurement) => void;
}

interface Running {
  readonly format: ModelFormat;
  readonly test: Test;
  measurement: Measurement;
}

/**
 * Measures every test in every format.
 * @throws TokamarkError `cancelled`, `device-lost`: what ends everything. A format that fails alone is a failed measurement.
 */
export async function measure(
  context: GpuContext,
  verifier: Verifier,
  request: MeasureRequest,
  clock: Clock,
  signal: AbortSignal | null,
  events: MeasureEvents,
): Promise<void> {
  const running = plan(request);
  const set = (one: Running, change: Partial<Measurement>) => {
    one.measurement = { ...one.measurement, ...change };
    events.onMeasurement(one.measurement);
  };
  const end = (formats: readonly ModelFormat[], thrown: unknown) => {
    const error = asTokamarkError(thrown);
    const status = error.code === 'cancelled' ? 'cancelled' : 'failed';
    for (const one of running) {
      if (formats.includes(one.format) && one.measurement.status === 'running') {
        set(one, { status, error: error.toData() });
      }
    }
  };
  let waiting = [...request.formats];
  try {
    while (waiting.length > 0) {
      const loaded: Subject[] = [];
      const later: ModelFormat[] = [];
      try {
        for (const format of waiting) {
          try {
            loaded.push(await loadChecked(context, verifier, request, format, running, set, signal, events));
          } catch (thrown) {
            if (endsEverything(thrown)) throw thrown;
            // Formats are measured together where memory allows, one after the other where it does not.
            if (isMemory(thrown) && loaded.length > 0) later.push(format);
            else end([format], thrown);
          }
        }
        if (loaded.length > 0) await repeatAll(loaded, running, request, clock, set, events);
      } finally {
        for (const subject of loaded) subject.model.dispose();
      }
      waiting = later;
    }
  } catch (thrown) {
    end(request.formats, thrown);
    throw thrown;
  }
}

function plan({ config, source, formats, prompt, generate, depth }: MeasureRequest): Running[] {
  return formats.flatMap((format) => {
    const tests: Test[] = [
      { phase: 'decode', depth, tokens: generate },
      { phase: 'prefill', depth, tokens: prompt },
    ];
    return tests
      .filter((test) => test.tokens > 0)
      .map((test) => ({ format, test, measurement: planned(config, source, format, test) }));
  });
}

/** What no other format or step can survive. */
export const endsEverything = (thrown: unknown): boolean =>
  thrown instanceof TokamarkError && (thrown.code === 'cancelled' || thrown.code === 'device-lost');

const isMemory = (thrown: unknown): boolean => thrown instanceof TokamarkError && thrown.code === 'out-of-memory';

type SetMeasurement = (one: Running, change: Partial<Measurement>) => void;

async function loadChecked(
  context: GpuContext,
  verifier: Verifier,
  request: MeasureRequest,
  format: ModelFormat,
  running: readonly Running[],
  set: SetMeasurement,
  signal: AbortSignal | null,
  events: MeasureEvents,
): Promise<Subject> {
  throwIfCancelled(signal);
  assertMemory(context, request.config, format, request.memory);
  events.onStep('load', format, 0, `${request.config.name} at ${format.toUpperCase()}`);
  const wanted: SubjectRequest = { ...request, format, makeWeights: () => request.makeWeights(format) };
  const subject = await loadSubject(context, wanted, signal);
  try {
    events.onStep('check', format, 0, 'kernels against their references');
    const verified = await verifier.verify(
      usesOf(subject.model.transformer, subject.model.transformer.greedy),
      (one, fraction) => {
        events.onVerified(one);
        events.onStep('check', format, fraction, one.shape);
      },
    );
    for (const one of running) {
      if (one.format === format) set(one, { ...withSubject(one.measurement, subject, one.test), verified });
    }
    return subject;
  } catch (thrown) {
    subject.model.dispose();
    throw thrown;
  }
}

async function repeatAll(
  subjects: readonly Subject[],
  running: readonly Running[],
  request: MeasureRequest,
  clock: Clock,
  set: SetMeasurement,
  events: MeasureEvents,
): Promise<void> {
  const active = running.flatMap((one) => {
    const subject = subjects.find(({ format }) => format === one.format);
    return subject === undefined
      ? []
      : [{ one, subject, id: seriesId(one.format, one.test), firstToken: [] as Seconds[] }];
  });
  // Per series: the cold run, two to four warm-ups, and the repetitions.
  const expected = active.length * (request.repetitions + 4);
  let done = 0;
  const series = active.map((entry) =>
    seriesOf(entry.subject, entry.one.test, clock, ({ firstToken }) => entry.firstToken.push(middle(firstToken))),
  );
  const policy = {
    repetitions: request.repetitions,
    agreement: 0.05,
    mostWarmUps: 4,
    shortestRepetition: request.shortestRepetition,
    deadline: request.deadline,
    fewestRepetitions: Math.min(request.repetitions, FEWEST_REPETITIONS),
    seed: request.seed,
  };
  const onRun = (id: string, state: SeriesState) => {
    done += 1;
    const entry = active.find((each) => each.id === id);
    if (entry === undefined) return;
    const repetitions = state.repetitions.length;
    set(entry.one, {
      ...withSubject(entry.one.measurement, entry.subject, entry.one.test),
      state,
      firstToken: entry.firstToken.slice(entry.firstToken.length - repetitions),
    });
    const what = repetitions === 0 ? 'warming up' : `repetition ${repetitions} of ${request.repetitions}`;
    events.onStep('measure', null, Math.min(1, done / expected), `${id}: ${what}`);
  };
  await repeat(series, policy, clock, onRun);
  for (const { one } of active) set(one, { status: 'complete' });
}
