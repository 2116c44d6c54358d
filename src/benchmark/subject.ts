/** One model of our engine in one recipe, loaded and ready to be timed. */
import type { GpuContext } from '../device/context';
import { seconds, type Seconds } from '../foundation/units';
import type { Recipe } from '../kernels/recipe';
import type { ModelConfig } from '../model/config';
import type { LoadedModel } from '../model/load';
import { since } from '../model/counters';
import { flopsOf, GREEDY } from '../model/session';
import type { RunningVariant } from '../model/sites';
import { assertSound } from '../model/sound';
import { IN_FLIGHT, type SubmitLimits } from '../model/submitter';
import { stepFor, type Transformer } from '../model/transformer';
import type { ModelWeights } from '../model/weights/weights';
import type { ChosenVariants } from '../tuning/site';
import type { Bench, LoadModel, ModelEvents } from './bench';
import { chunkFor, SUBMIT_SECONDS, type GemmRates } from './chunk';
import type { Pass } from './contestant';
import type { Clock } from './clock';
import { spreadPrompts, type Prompts } from './prompts';
import { generating } from './verify';
import { deliveryOf, sequencesOf, testName, tokensInAll, type Test } from './workload';

export interface SubjectRequest {
  readonly config: ModelConfig;
  readonly recipe: Recipe;
  readonly makeWeights: () => Promise<ModelWeights>;
  readonly tests: readonly Test[];
  /** Left out: those that are the same for any vocabulary. */
  readonly prompts?: Prompts;
  /** As planned with; null where they are not known. */
  readonly gemmRates: GemmRates | null;
  /** As measured with; null: the default variants. */
  readonly chosen: ChosenVariants | null;
  readonly heard?: ModelEvents;
}

export interface Subject extends Pick<SubjectRequest, 'config' | 'recipe' | 'tests'> {
  readonly context: GpuContext;
  readonly model: LoadedModel;
  readonly prompts: Prompts;
  /** Most tokens of one prefill pass. */
  readonly chunk: number;
  /** By depth, what its tests run, where another variant of attention serves much context; empty: the same for all. */
  readonly byDepth: Map<number, Transformer>;
  readonly passes: PassMemory;
}

/** What passes leave for those that follow. */
export interface PassMemory {
  /** By sequence, leading positions of the cache that hold its prompt: they need not be read again to fill a context. */
  readonly filled: Map<number, number>;
  /** By name of a test, how much a pass of it submits at once: a step of several sequences does more in the same time. */
  readonly limits: Map<string, SubmitLimits>;
  /** Tests of which a pass was looked at, by name: its numbers are in range (see model/sound.ts). */
  readonly sound: Set<string>;
}

/** All that the tests of `subject` run. */
export const transformersOf = ({ byDepth, model }: Subject): readonly Transformer[] =>
  byDepth.size === 0 ? [model.transformer] : [...byDepth.values()];

/** @param load of Bench.withModels, which frees the model; left out, the caller disposes of it */
export async function loadSubject(
  bench: Bench,
  request: SubjectRequest,
  load: LoadModel = (spec) => bench.load(spec),
): Promise<Subject> {
  const { context } = bench;
  const { config, recipe, tests, gemmRates, makeWeights, chosen, heard = {} } = request;
  const { prompts = spreadPrompts(config.vocabSize) } = request;
  const read = tests.map(
    ({ phase, depth, tokens, batch }) => batch * Math.max(depth, phase === 'prefill' ? tokens : 1),
  );
  const capacity = positionsOf(tests) + 1;
  const chunk = chunkFor(context, { config, tokens: Math.max(1, ...read), capacity, gemmRates });
  // One load of the weights serves all of them; prompts that are read together need a step too, for their next tokens.
  const batches = [...new Set(tests.map(({ batch }) => batch))].sort((a, b) => a - b);
  const options = { capacity, chunk, batches, allLogits: false };
  const name = `${config.name} at ${recipe.id.toUpperCase()}`;
  const model = await load({ name, makeWeights, options, chosen, runs: generating, heard });
  const passes: PassMemory = { filled: new Map(), limits: new Map(), sound: new Set() };
  return { config, recipe, tests, context, model, prompts, chunk, byDepth: new Map(), passes };
}

/** Positions that the longest of `tests` needs. */
export const positionsOf = (tests: readonly Test[]): number =>
  Math.max(0, ...tests.map(({ depth, tokens }) => depth + tokens));

/** Whether what runs at `site` is part of `test`: a pass of prefill holds rows of any sequences, a step of decode one of each. */
export const isSiteOf = (
  site: Pick<RunningVariant, 'phase' | 'rows'>,
  { phase, batch }: Pick<Test, 'phase' | 'batch'>,
) => site.phase === phase && (phase === 'prefill' || site.rows === batch);

/**
 * One pass of `test`, by which the submits of the next are sized. What the first one left behind is looked at, outside of its time.
 * @throws TokamarkError `range` where the model's numbers go out of range
 */
export async function onePass(subject: Subject, test: Test, clock: Clock) {
  const { session } = subject.model;
  const name = testName(test);
  session.model = subject.byDepth.get(test.depth) ?? session.model;
  session.limits[test.phase] = subject.passes.limits.get(name) ?? session.limits[test.phase];
  const run = test.phase === 'prefill' ? prefillPass : decodePass;
  await fill(subject, test);
  if (test.phase === 'decode') rewind(subject, test, test.depth);
  const before = session.counter.total;
  for (const sequence of sequencesOf(test)) subject.passes.filled.set(sequence, test.depth);
  const timed = await run(subject, test, clock);
  const { taken } = timed;
  const work = since(before, session.counter.total);
  sizeSubmits(subject, test, session.model, taken);
  if (!subject.passes.sound.has(name)) {
    await assertSound(subject.context, session, test.depth + test.tokens);
    subject.passes.sound.add(name);
  }
  return { ...timed, work };
}

/** Has decode stand at `position` of each sequence of `test`, each with the first token of its prompt to be read next. */
export function rewind({ model: { session }, prompts }: Subject, test: Test, position: number): void {
  const tokenOf = (sequence: number): number => prompts.after(position, 1, sequence)[0] ?? 0;
  session.rewindTogether(sequencesOf(test).map((sequence) => ({ sequence, position, token: tokenOf(sequence) })));
}

type Timed = Pick<Pass, 'taken' | 'times' | 'tokens'>;

/** From the prompts' submission, all together, to the first token of each known on the CPU: prefill's time and TTFT are one measurement. */
async function prefillPass({ model: { session }, prompts: of }: Subject, test: Test, clock: Clock): Promise<Timed> {
  const { depth: position, tokens } = test;
  const prompts = sequencesOf(test).map((sequence) => ({
    ...{ sequence, position },
    tokens: of.after(position, tokens, sequence),
  }));
  const from = clock.now();
  await session.prefillTogether(prompts, GREEDY);
  await session.nextTokens();
  return { taken: seconds(clock.now() - from) };
}

/** `tokens` steps of decode at a depth, until the last has run and, where they are streamed, each is known on the CPU. */
async function decodePass({ model: { session } }: Subject, test: Test, clock: Clock): Promise<Timed> {
  const from = clock.now();
  if (deliveryOf(test) === 'batched') {
    await session.decodeBatched(test.tokens, GREEDY);
    return { taken: seconds(clock.now() - from) };
  }
  const times: Seconds[] = [];
  const tokens: number[] = [];
  await session.streamTogether(test.tokens, GREEDY, ([token]) => {
    if (token !== undefined) tokens.push(token);
    return times.push(clock.now()) > 0;
  });
  return { taken: seconds(clock.now() - from), times, tokens };
}

/** Puts the test's depth of tokens into the cache of each of its sequences, where they are not there yet; not part of any measurement. */
async function fill({ model: { session }, prompts: of, passes: { filled } }: Subject, test: Test): Promise<void> {
  const { depth } = test;
  const missing = sequencesOf(test).filter((sequence) => (filled.get(sequence) ?? 0) < depth);
  if (missing.length === 0) return;
  const prompts = missing.map((sequence) => ({
    ...{ sequence, position: 0 },
    tokens: of.context(depth, sequence),
  }));
  await session.prefillTogether(prompts, GREEDY);
  await session.nextTokens();
  for (const sequence of missing) filled.set(sequence, depth);
}

/** Sets how much the next pass of `test` submits at once, from how long the last one took. */
function sizeSubmits({ model: { session }, passes }: Subject, test: Test, model: Transformer, taken: Seconds): void {
  if (taken <= 0) return;
  const chunks = Math.ceil(tokensInAll(test) / model.options.chunk);
  const flops =
    test.phase === 'decode' ? stepFlops(model, test) * test.tokens : flopsOf(model.prefill.dispatches) * chunks;
  const sized = { flopsPerSubmit: (flops / taken) * SUBMIT_SECONDS, inFlight: IN_FLIGHT };
  session.limits[test.phase] = sized;
  passes.limits.set(testName(test), sized);
}

const stepFlops = (model: Transformer, { batch }: Test): number => flopsOf(stepFor(model, batch).decode);

/** Tokens of all sequences that one submit of decode holds, as sized last; those of one step where they are streamed, or a step takes a submit or more. */
export function tokensPerSubmit({ model: { session, transformer }, passes }: Subject, test: Test): number {
  if (deliveryOf(test) === 'streamed') return test.batch;
  const { flopsPerSubmit } = passes.limits.get(testName(test)) ?? session.limits.decode;
  return Math.max(1, test.batch * Math.floor(flopsPerSubmit / stepFlops(transformer, test)));
}
