/** One model in one format, loaded and ready to be timed: its tests as series for the policy. */
import type { GpuContext } from '../device/context';
import { seconds, type Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/format';
import type { ModelConfig } from '../model/config';
import { loadModel, type LoadedModel } from '../model/load';
import { NO_WORK, since, type WorkCounters } from '../model/counters';
import { flopsOf, GREEDY, type Session } from '../model/session';
import { assertSound } from '../model/sound';
import { IN_FLIGHT } from '../model/submitter';
import { stepFor, type Transformer } from '../model/transformer';
import type { ModelWeights } from '../model/weights/weights';
import { chunkFor, SUBMIT_SECONDS, type GemmRates } from './chunk';
import type { Clock } from './clock';
import { rankOf } from './pace';
import type { Series } from './policy';
import { promptTokens, testName, type Test } from './workload';

export interface SubjectRequest {
  readonly config: ModelConfig;
  readonly format: ModelFormat;
  readonly makeWeights: () => Promise<ModelWeights>;
  readonly tests: readonly Test[];
  /** As planned with; null where they are not known. */
  readonly gemmRates: GemmRates | null;
}

export interface Subject extends SubjectRequest {
  readonly context: GpuContext;
  readonly model: LoadedModel;
  /** Most tokens of one prefill pass. */
  readonly chunk: number;
  /** Leading positions of the cache that hold the prompt's tokens: they need not be read again to fill a context. */
  filled: number;
  /** By depth, what its tests run, where attention is done another way after much context; empty: the same for all. */
  readonly byDepth: Map<number, Transformer>;
  /** Tests of which a pass was looked at, by name: its numbers are in range (see model/sound.ts). */
  readonly sound: Set<string>;
}

/** All that the tests of `subject` run. */
export const transformersOf = ({ byDepth, model }: Subject): readonly Transformer[] =>
  byDepth.size === 0 ? [model.transformer] : [...byDepth.values()];

export async function loadSubject(
  context: GpuContext,
  request: SubjectRequest,
  signal: AbortSignal | null,
): Promise<Subject> {
  const { tests } = request;
  if (tests.some(({ batch }) => batch > 1)) throw new RangeError('a session has one sequence');
  const read = tests.map(
    ({ phase, depth, tokens, batch }) => batch * Math.max(depth, phase === 'prefill' ? tokens : 1),
  );
  const capacity = positionsOf(tests) + 1;
  const chunk = chunkFor(context, { ...request, tokens: Math.max(1, ...read), capacity });
  const model = await loadModel(context, request.makeWeights, { capacity, chunk, allLogits: false }, signal);
  return { ...request, context, model, chunk, filled: 0, byDepth: new Map(), sound: new Set() };
}

/** Positions that the longest of `tests` needs. */
export const positionsOf = (tests: readonly Test[]): number =>
  Math.max(0, ...tests.map(({ depth, tokens }) => depth + tokens));

/** Whether what runs at `place` is part of `test`: places of decode of several sequences begin with `decode b4`, say. */
export function isPlaceOf(place: string, { phase, batch }: Pick<Test, 'phase' | 'batch'>): boolean {
  if (phase === 'prefill') return place.startsWith('prefill ');
  const [, several = '1'] = /^decode b([0-9]+) /.exec(place) ?? [];
  return place.startsWith('decode ') && Number(several) === batch;
}

export const seriesId = (format: ModelFormat, test: Test): string => `${format} ${testName(test)}`;

export interface Passes {
  /** Seconds to the first token of each pass; prefill only. */
  readonly firstToken: readonly Seconds[];
  /** What the last pass asked of the device. */
  readonly work: WorkCounters;
}

/** A test as a series; `onPasses` hears of each repetition. */
export function seriesOf(subject: Subject, test: Test, clock: Clock, onPasses: (passes: Passes) => void): Series {
  return {
    id: seriesId(subject.format, test),
    rank: rankOf(test),
    run: async (passes) => {
      const taken: Seconds[] = [];
      let work: WorkCounters = NO_WORK;
      for (let i = 0; i < passes; i++) {
        const pass = await onePass(subject, test, clock);
        taken.push(pass.taken);
        work = pass.work;
      }
      onPasses({ firstToken: test.phase === 'prefill' ? taken : [], work });
      return seconds(taken.reduce((sum, one) => sum + one, 0));
    },
  };
}

/**
 * One pass of `test`, by which the submits of the next are sized. What the first one left behind is looked at, outside of its time.
 * @throws TokamarkError `range` where the model's numbers go out of range
 */
export async function onePass(subject: Subject, test: Test, clock: Clock) {
  const { session } = subject.model;
  session.model = subject.byDepth.get(test.depth) ?? session.model;
  const run = test.phase === 'prefill' ? prefillPass : decodePass;
  await fill(subject, test.depth);
  if (test.phase === 'decode') session.rewind(test.depth, promptTokens(1, subject.config.vocabSize)[0] ?? 0);
  const before = session.counter.total;
  subject.filled = test.depth;
  const taken = await run(subject, test, clock);
  const work = since(before, session.counter.total);
  sizeSubmits(session, test, session.model, taken);
  if (!subject.sound.has(testName(test))) {
    await assertSound(subject.context, session, test.depth + test.tokens);
    subject.sound.add(testName(test));
  }
  return { taken, work };
}

/** From the prompt's submission to the first token known on the CPU: prefill's time and TTFT are one measurement. */
async function prefillPass({ model: { session }, config }: Subject, test: Test, clock: Clock): Promise<Seconds> {
  const tokens = promptTokens(test.tokens, config.vocabSize);
  const from = clock.now();
  await session.prefill(tokens, test.depth, GREEDY);
  await session.tokenAt(test.depth + test.tokens);
  return seconds(clock.now() - from);
}

/** `tokens` steps of batched decode at a depth, until the last has run. */
async function decodePass({ model: { session } }: Subject, test: Test, clock: Clock): Promise<Seconds> {
  const from = clock.now();
  await session.decodeBatched(test.tokens, GREEDY);
  return seconds(clock.now() - from);
}

/** Puts `depth` tokens into the cache, where they are not there yet; not part of any measurement. */
async function fill(subject: Subject, depth: number): Promise<void> {
  if (depth <= subject.filled) return;
  const { session } = subject.model;
  await session.prefill(promptTokens(depth, subject.config.vocabSize), 0, GREEDY);
  await session.tokenAt(depth);
  subject.filled = depth;
}

/** Sets how much the next pass submits at once, from how long the last one took. */
function sizeSubmits(session: Session, test: Test, model: Transformer, taken: Seconds): void {
  if (taken <= 0) return;
  const chunks = Math.ceil(test.tokens / model.options.chunk);
  const flops =
    test.phase === 'decode' ? flopsOf(stepFor(model, 1).decode) * test.tokens : flopsOf(model.prefill) * chunks;
  session.limits[test.phase] = { flopsPerSubmit: (flops / taken) * SUBMIT_SECONDS, inFlight: IN_FLIGHT };
}

/** Tokens that one submit of batched decode holds, as sized last; 1 where a token takes a submit or more. */
export const tokensPerSubmit = ({ model: { session } }: Subject): number => Math.max(1, session.tokensPerSubmit);
