/** A whole run, top-down: plan, measure, let Fable write. Says what happens through events; knows no file format. */
import type { GpuContext } from '../device/context';
import { asTokamarkError, type TokamarkError } from '../foundation/errors';
import { seconds, type Bytes, type Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/format';
import type { ModelFolder } from '../model/files/folder';
import { throwIfCancelled } from '../foundation/cancel';
import { syntheticWeights } from '../model/weights/synthetic';
import { weightsFromFiles } from '../model/weights/from-files';
import type { TuningMemory } from '../tuning/memory';
import type { TuningOutcome } from '../tuning/outcome';
import { tuningBudget } from '../tuning/tune-sites';
import type { Clock } from './clock';
import { endsEverything, measure, type MeasureEvents } from './measure';
import { assertFits, HEADLINE, planRun, shapeNamed, type Plan } from './plan';
import { STORY } from './story-settings';
import { measureRoofs, roofSeconds } from './roofs/measure-roofs';
import type { Roofs } from './roofs/roof';
import { stepId, stepsOf, type Step, type StepTimes } from './steps';
import { write, type Writing } from './story';
import { Verifier, type Verified } from './verify';
import type { Measurement } from './measurement';
import { fileDigest, syntheticSource, type WeightSource } from './workload';

export interface RunRequest {
  /** A name of SHAPES; not looked at where `model` is given. */
  readonly shape: string;
  /** A model from a folder, with its weights file for the digest; null for synthetic weights. */
  readonly model: { readonly folder: ModelFolder; readonly weights: Blob } | null;
  readonly formats: readonly ModelFormat[];
  readonly prompt: number;
  readonly generate: number;
  readonly depth: number;
  readonly repetitions: number;
  readonly budget: Seconds | null;
  /** Main memory of this machine, where it is known. */
  readonly memory: Bytes | null;
  /** Fable, to write in each format at the end. */
  readonly story: ModelFolder | null;
  readonly seed: number;
  /** Whether to measure first what the device can do at most. */
  readonly roofs: boolean;
  /** Null: nothing is tuned. */
  readonly tuning: TuningMemory | null;
}

export interface WrittenStory {
  readonly format: ModelFormat;
  readonly prompt: string;
  readonly text: string;
  readonly writing: Writing;
  readonly temperature: number;
  readonly seed: number;
}

export interface RunEvents {
  readonly onPlan: (steps: readonly Step[], plan: Plan | null, headline: boolean) => void;
  readonly onProgress: (step: string, fraction: number, detail: string) => void;
  readonly onVerified: (verified: Verified) => void;
  readonly onRoofs: (roofs: Roofs) => void;
  readonly onMeasurement: (measurement: Measurement) => void;
  readonly onText: (format: ModelFormat, piece: string) => void;
  readonly onStory: (story: WrittenStory) => void;
  /** Of some sites, such as those of one format; each site once. */
  readonly onTuned: (outcome: TuningOutcome) => void;
  /** Something failed that the run survives. */
  readonly onProblem: (error: TokamarkError) => void;
}

/** Weights of a synthetic model: one seed, so that everybody computes the same. */
const WEIGHT_SEED = 1;

/** Before anything is known of the device. */
const FIRST_GUESS: StepTimes = { plan: 3, roofs: 0, load: 2, check: 3, tune: 5, measure: 30, story: 4 };

/**
 * @throws TokamarkError `cancelled`, `device-lost`, `option`, ...: what ended the run. Everything measured until then has been
 * reported.
 */
export async function runBenchmark(
  context: GpuContext,
  request: RunRequest,
  clock: Clock,
  signal: AbortSignal | null,
  events: RunEvents,
): Promise<void> {
  const begin = clock.now();
  const verifier = new Verifier(context, signal);
  const config = request.model?.folder.config ?? shapeNamed(request.shape);
  const planRequest = {
    ...request,
    config,
    storyTokens: request.story === null ? 0 : STORY.tokens,
    tuningTime: request.tuning === null ? seconds(0) : seconds(tuningBudget(context)),
    roofTime: request.roofs ? roofSeconds(context) : seconds(0),
    fixedShape: request.model !== null,
  };
  assertFits(planRequest);
  const steps = (times: StepTimes) =>
    stepsOf(request.formats, request.budget !== null, request.story !== null, {
      ...times,
      tune: planRequest.tuningTime,
      roofs: planRequest.roofTime,
    });
  events.onPlan(steps(FIRST_GUESS), null, false);
  const plan = await planRun(context, verifier, planRequest, clock, (fraction, detail) =>
    events.onProgress(stepId.plan, fraction, detail),
  );
  events.onPlan(steps(plan.times), plan, isHeadline(request, plan));

  if (request.roofs) {
    const { onVerified, onProblem } = events;
    const onProgress = (fraction: number, detail: string) => events.onProgress(stepId.roofs, fraction, detail);
    const roofEvents = { onProgress, onVerified, onProblem };
    events.onRoofs(await measureRoofs(context, verifier, request.memory, clock, signal, roofEvents));
  }

  const source: WeightSource =
    request.model === null ? syntheticSource(WEIGHT_SEED) : { sha256: await fileDigest(request.model.weights, signal) };
  const makeWeights = (format: ModelFormat) => {
    const onProgress = (fraction: number) => {
      throwIfCancelled(signal);
      events.onProgress(stepId.load(format), fraction, `${plan.config.name} at ${format.toUpperCase()}`);
    };
    return request.model === null
      ? syntheticWeights(context, plan.config, format, WEIGHT_SEED, onProgress)
      : weightsFromFiles(context, plan.config, request.model.folder.tensors, format, onProgress);
  };
  const storyTime = request.story === null ? 0 : plan.times.story * request.formats.length;
  const deadline = request.budget === null ? null : seconds(begin + request.budget - storyTime);
  const measureEvents: MeasureEvents = {
    onStep: (step, format, fraction, detail) =>
      events.onProgress(
        step === 'measure' || step === 'tune' ? stepId[step] : format === null ? stepId.measure : stepId[step](format),
        fraction,
        detail,
      ),
    onVerified: events.onVerified,
    onMeasurement: events.onMeasurement,
    onTuned: events.onTuned,
  };
  const measured = { ...request, ...plan, source, makeWeights, deadline, tuningBudget: planRequest.tuningTime };
  await measure(context, verifier, measured, clock, signal, measureEvents);
  if (request.story !== null) await writeStories(context, verifier, request, request.story, clock, signal, events);
}

function isHeadline({ model, depth }: RunRequest, { config, prompt, generate }: Plan): boolean {
  return (
    model === null &&
    config.name === HEADLINE.shape &&
    prompt === HEADLINE.prompt &&
    generate === HEADLINE.generate &&
    depth === HEADLINE.depth
  );
}

async function writeStories(
  context: GpuContext,
  verifier: Verifier,
  request: RunRequest,
  folder: ModelFolder,
  clock: Clock,
  signal: AbortSignal | null,
  events: RunEvents,
): Promise<void> {
  const { tokenizer, config } = folder;
  for (const format of request.formats) {
    const step = stepId.story(format);
    events.onProgress(step, 0, format.toUpperCase());
    const stream = tokenizer.createStream();
    let text = '';
    let count = 0;
    const push = (piece: string) => {
      text += piece;
      if (piece !== '') events.onText(format, piece);
    };
    try {
      const writing = await write(
        context,
        verifier,
        {
          folder,
          format,
          prompt: tokenizer.encode(STORY.prompt),
          tokens: STORY.tokens,
          choice: { kind: 'sample', temperature: STORY.temperature, seed: request.seed },
          endTokens: config.eosTokenIds,
        },
        clock,
        signal,
        (token) => {
          count += 1;
          push(stream.push(token));
          events.onProgress(step, count / STORY.tokens, `${count} tokens`);
        },
      );
      push(stream.flush());
      // Cancelled before its first token: there is nothing to show.
      if (writing.stopped === 'cancelled' && writing.tokens.length === 0) return;
      const { temperature, prompt } = STORY;
      events.onStory({ format, prompt, text, writing, temperature, seed: request.seed });
    } catch (thrown) {
      const error = asTokamarkError(thrown);
      if (endsEverything(error)) throw error;
      events.onProblem(error);
    }
    if (signal?.aborted === true) return;
  }
}
