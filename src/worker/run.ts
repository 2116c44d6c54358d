/** The protocol's `run`: a benchmark run as events and one result, whatever way it ends. */
import { runBenchmark, type RunEvents, type WrittenStory } from '../benchmark/run';
import type { Clock } from '../benchmark/clock';
import type { Measurement } from '../benchmark/measurement';
import type { Step } from '../benchmark/steps';
import type { GpuContext } from '../device/context';
import { asTokamarkError, type TokamarkError } from '../foundation/errors';
import { seconds, type Bytes } from '../foundation/units';
import { openModelFiles } from '../model/files/folder';
import { entryOf } from '../report/entry';
import { RESULT_SCHEMA, type Result, type Story, type Warning } from '../report/schema';
import type { EngineDescription, PlannedStep, RunEvent, RunRequest } from './protocol';

/** Everything that is thrown ends up in the result: what was measured before is never lost. */
export async function run(
  context: GpuContext,
  description: EngineDescription,
  request: RunRequest,
  memory: Bytes | null,
  clock: Clock,
  signal: AbortSignal,
  onEvent: (event: RunEvent) => void,
): Promise<Result> {
  const startedAt = new Date().toISOString();
  const begin = clock.now();
  const collected = new Collected(description.warnings, onEvent);
  let error: TokamarkError | null = null;
  try {
    const model =
      request.model === null ? null : { folder: await openModelFiles(request.model), weights: request.model.weights };
    const story = request.story === null ? null : await openModelFiles(request.story);
    await runBenchmark(
      context,
      {
        shape: request.shape ?? '',
        model,
        // Twice the same would be two measurements of one workload.
        formats: [...new Set(request.formats)],
        prompt: request.promptTokens,
        generate: request.generateTokens,
        depth: request.depth,
        repetitions: request.repetitions,
        budget: request.budgetSeconds === null ? null : seconds(request.budgetSeconds),
        memory,
        story,
        seed: request.seed,
      },
      clock,
      signal,
      collected.events,
    );
  } catch (thrown) {
    error = asTokamarkError(thrown);
  }
  const cancelled = error?.code === 'cancelled' || signal.aborted;
  const measurements = [...collected.measurements.values()];
  const failed = error !== null || measurements.some(({ status }) => status === 'failed');
  return {
    schema: RESULT_SCHEMA,
    engine: description.engine,
    adapter: description.adapter,
    environment: description.environment,
    startedAt,
    elapsedSeconds: clock.now() - begin,
    status: cancelled ? 'cancelled' : failed ? 'failed' : 'complete',
    error: cancelled ? null : error === null ? null : { ...error.toData() },
    plan: { headline: collected.headline, budgetSeconds: request.budgetSeconds, shrunk: [...collected.shrunk] },
    results: measurements.map((measurement) => entryOf(measurement)),
    stories: collected.stories,
    warnings: collected.warnings,
  };
}

/** Gathers what a run reports, and passes it on. */
class Collected {
  /** By workload id: the latest state of each, in the order in which they were first heard of. */
  readonly measurements = new Map<string, Measurement>();
  readonly stories: Story[] = [];
  readonly warnings: Warning[];
  headline = false;
  shrunk: readonly string[] = [];

  constructor(
    warnings: readonly Warning[],
    private readonly onEvent: (event: RunEvent) => void,
  ) {
    this.warnings = [...warnings];
  }

  readonly events: RunEvents = {
    onPlan: (steps, plan, headline) => {
      this.headline = headline;
      this.shrunk = plan?.shrunk ?? [];
      const workload =
        plan === null ? null : { shape: plan.config.name, promptTokens: plan.prompt, generateTokens: plan.generate };
      this.onEvent({ type: 'plan', steps: weighed(steps), shrunk: this.shrunk, workload });
    },
    onProgress: (step, fraction, detail) => this.onEvent({ type: 'progress', step, fraction, detail }),
    onVerified: (verified) => this.onEvent({ type: 'verified', verified: { ...verified } }),
    onMeasurement: (measurement) => {
      this.measurements.set(measurement.workloadId, measurement);
      const final = measurement.status !== 'running';
      // From the very first run on: a person should see a number early, if only a provisional one.
      if (final || measurement.state !== null) {
        this.onEvent({ type: 'sample', entry: entryOf(measurement), final });
      }
    },
    onText: (format, piece) => this.onEvent({ type: 'text', format, piece }),
    onStory: (written) => {
      const story = storyOf(written);
      this.stories.push(story);
      this.onEvent({ type: 'story', story });
    },
    onProblem: (error) => {
      const warning = { code: error.code, message: `${error.message} ${error.remedy}` };
      this.warnings.push(warning);
      this.onEvent({ type: 'warning', warning });
    },
  };
}

function weighed(steps: readonly Step[]): PlannedStep[] {
  const all = steps.reduce((sum, step) => sum + step.expected, 0) || 1;
  return steps.map(({ id, title, expected }) => ({ id, title, weight: expected / all }));
}

function storyOf({ format, prompt, text, writing, temperature, seed }: WrittenStory): Story {
  const { decodeSeconds, tokens } = writing;
  return {
    model: 'Fable',
    ...{ format, prompt, text, temperature, seed },
    tokens: tokens.length,
    tokensPerSecond: decodeSeconds === null || decodeSeconds === 0 ? null : (tokens.length - 1) / decodeSeconds,
  };
}
