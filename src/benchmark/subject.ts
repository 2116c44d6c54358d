/** One model in one format, loaded and ready to be timed: its two tests as series for the policy. */
import type { GpuContext } from '../device/context';
import { seconds, type Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/format';
import type { ModelConfig } from '../model/config';
import { loadModel, type LoadedModel } from '../model/load';
import { GREEDY, type Session } from '../model/session';
import type { ModelWeights } from '../model/weights/weights';
import type { Clock } from './clock';
import type { Series } from './policy';
import { promptTokens, testName, type Phase } from './workload';

export interface SubjectRequest {
  readonly config: ModelConfig;
  readonly format: ModelFormat;
  readonly makeWeights: () => Promise<ModelWeights>;
  readonly prompt: number;
  readonly generate: number;
  readonly depth: number;
}

export interface Test {
  readonly phase: Phase;
  readonly depth: number;
  readonly tokens: number;
}

export interface Subject extends SubjectRequest {
  readonly model: LoadedModel;
  readonly tests: readonly Test[];
  /** Most tokens of one prefill pass. */
  readonly chunk: number;
}

/** A submit should end within this: short enough for any watchdog and for a prompt cancel. */
const SUBMIT_SECONDS = 0.05;

/** A GPU takes a whole prompt at once; on a software adapter already one dispatch over 64 tokens is long. */
const chunkFor = (context: GpuContext, tokens: number): number => Math.min(context.granted.software ? 64 : 512, tokens);

export async function loadSubject(
  context: GpuContext,
  request: SubjectRequest,
  signal: AbortSignal | null,
): Promise<Subject> {
  const { prompt, generate, depth } = request;
  const tests: Test[] = [];
  if (prompt > 0) tests.push({ phase: 'prefill', depth, tokens: prompt });
  if (generate > 0) tests.push({ phase: 'decode', depth, tokens: generate });
  const chunk = chunkFor(context, Math.max(prompt, depth, 1));
  const capacity = depth + Math.max(prompt, generate) + 1;
  const model = await loadModel(context, request.makeWeights, { capacity, chunk, allLogits: false }, signal);
  return { ...request, model, tests, chunk };
}

export const seriesId = (format: ModelFormat, test: Test): string => `${format} ${testName(test)}`;

export interface PassTimes {
  /** Seconds to the first token of each pass; prefill only. */
  readonly firstToken: readonly Seconds[];
}

/** A test as a series; `onPasses` hears the times to the first token of each repetition. */
export function seriesOf(subject: Subject, test: Test, clock: Clock, onPasses: (times: PassTimes) => void): Series {
  const run = test.phase === 'prefill' ? prefillPass : decodePass;
  return {
    id: seriesId(subject.format, test),
    run: async (passes) => {
      const taken: Seconds[] = [];
      for (let i = 0; i < passes; i++) {
        taken.push(await run(subject, test, clock));
        sizeSubmits(subject.model.session, test, subject.model.transformer, taken);
      }
      if (test.phase === 'prefill') onPasses({ firstToken: taken });
      return seconds(taken.reduce((sum, one) => sum + one, 0));
    },
  };
}

/** From the prompt's submission to the first token known on the CPU: prefill's time and TTFT are one measurement. */
async function prefillPass({ model: { session }, config }: Subject, test: Test, clock: Clock): Promise<Seconds> {
  await fill(session, config, test.depth);
  const tokens = promptTokens(test.tokens, config.vocabSize);
  const from = clock.now();
  await session.prefill(tokens, test.depth, GREEDY);
  await session.tokenAt(test.depth + test.tokens);
  return seconds(clock.now() - from);
}

/** `tokens` steps of batched decode at a depth, until the last has run. */
async function decodePass({ model: { session }, config }: Subject, test: Test, clock: Clock): Promise<Seconds> {
  await fill(session, config, test.depth);
  session.rewind(test.depth, promptTokens(1, config.vocabSize)[0] ?? 0);
  const from = clock.now();
  await session.decodeBatched(test.tokens, GREEDY);
  return seconds(clock.now() - from);
}

/** Puts `depth` tokens into the cache; not part of any measurement. */
async function fill(session: Session, config: ModelConfig, depth: number): Promise<void> {
  if (depth === 0) return;
  await session.prefill(promptTokens(depth, config.vocabSize), 0, GREEDY);
  await session.tokenAt(depth);
}

/** Sets how much the next pass submits at once, from how long the last one took. */
function sizeSubmits(session: Session, test: Test, model: LoadedModel['transformer'], taken: readonly Seconds[]): void {
  const last = taken.at(-1) ?? 0;
  if (last <= 0) return;
  const perPass = (dispatches: typeof model.decode) => dispatches.reduce((sum, { use }) => sum + use.cost.flops, 0);
  const chunks = Math.ceil(test.tokens / model.options.chunk);
  const flops = test.phase === 'decode' ? perPass(model.decode) * test.tokens : perPass(model.prefill) * chunks;
  session.limits[test.phase] = { flopsPerSubmit: (flops / last) * SUBMIT_SECONDS, inFlight: 2 };
}

/** Tokens that one submit of batched decode holds, as sized last; 1 where a token takes a submit or more. */
export function tokensPerSubmit({ model: { session, transformer } }: Subject): number {
  const perToken = transformer.decode.reduce((sum, { use }) => sum + use.cost.flops, 0);
  return Math.max(1, Math.floor(session.limits.decode.flopsPerSubmit / perToken));
}
