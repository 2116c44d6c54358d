/** Fable writing: what people read while they wait, sampled on the GPU, streamed as it comes. Its speed is not the headline. */
import { TokamarkError } from '../foundation/errors';
import { seconds, type Seconds } from '../foundation/units';
import { RECIPES, type ModelFormat } from '../kernels/recipe';
import type { TransformerOptions } from '../model/activations';
import type { ModelConfig } from '../model/config';
import type { ModelFolder } from '../model/files/folder';
import type { LoadedModel } from '../model/load';
import { LogitHistory } from '../model/logit-history';
import type { Choice } from '../model/session';
import { assertSound } from '../model/sound';
import { weightsFromFiles } from '../model/weights/from-files';
import type { TensorLoss } from '../model/weights/range';
import type { Bench, ModelSpec } from './bench';
import { generating } from './verify';

/** A text that a model goes on with. */
export interface Continuation {
  readonly prompt: readonly number[];
  /** Most tokens to generate. */
  readonly tokens: number;
  readonly choice: Choice;
  /** Tokens that end the text early. */
  readonly endTokens: readonly number[];
  /** Whether the logits of every token are kept; left out, they are not. */
  readonly logits?: boolean;
}

export interface WritingRequest extends Continuation {
  readonly folder: ModelFolder;
  readonly format: ModelFormat;
}

export interface Writing {
  /** Generated ids, without the prompt and without the token that ended the text. */
  readonly tokens: readonly number[];
  readonly stopped: 'length' | 'end-of-text' | 'cancelled';
  /** What the format's range took from the weights; none where it was cancelled before they were there. */
  readonly losses: readonly TensorLoss[];
  /** When each token was read back. */
  readonly times: readonly Seconds[];
  /** From the first token seen to the last; null for fewer than two. */
  readonly decodeSeconds: Seconds | null;
  /** (tokens, vocabSize) by which each was chosen, and the one that ended the text; null where they were not kept. */
  readonly logits: Float32Array | null;
}

/**
 * Generates text with a model that is loaded for it and freed again. A cancel ends it with what was written so far.
 * @param onToken called for each token as it is read back
 * @throws TokamarkError for everything else that goes wrong
 */
export async function write(bench: Bench, request: WritingRequest, onToken: (token: number) => void): Promise<Writing> {
  const { folder, format, prompt, choice } = request;
  assertFits(request, folder.config);
  const spec = writingSpec(bench, folder, format, {
    capacity: roomOf(request),
    chunk: Math.min(64, prompt.length),
    sampling: choice.kind === 'sample',
  });
  try {
    return await bench.withModel(spec, (model) => writeOn(bench, model, request, onToken));
  } catch (thrown) {
    if (!isCancel(thrown)) throw thrown;
    return { tokens: [], stopped: 'cancelled', losses: [], times: [], decodeSeconds: null, logits: null };
  }
}

/** What is loaded to write with. */
export const writingSpec = (
  bench: Bench,
  folder: ModelFolder,
  format: ModelFormat,
  options: Pick<TransformerOptions, 'capacity' | 'chunk' | 'sampling'>,
): ModelSpec => ({
  name: `Fable at ${format.toUpperCase()}`,
  makeWeights: () =>
    weightsFromFiles(bench.context, folder, RECIPES[format], { onProgress: () => bench.throwIfCancelled() }),
  options: { ...options, allLogits: false },
  chosen: null,
  runs: generating,
});

/** As `write`, with a model that is there; the same text whatever it wrote before. */
export async function writeOn(
  bench: Bench,
  { session, transformer }: LoadedModel,
  request: Continuation,
  onToken: (token: number) => void,
): Promise<Writing> {
  const { context, clock } = bench;
  const { prompt, choice } = request;
  const { config, losses } = transformer.weights;
  assertFits(request, config);
  const tokens: number[] = [];
  let logits: Float32Array | null = null;
  const times: Seconds[] = [];
  const seen = (token: number): boolean => {
    if (request.endTokens.includes(token)) {
      return false;
    }
    tokens.push(token);
    times.push(clock.now());
    onToken(token);
    return tokens.length < request.tokens;
  };
  const writing = (stopped: Writing['stopped']): Writing => ({
    tokens,
    stopped,
    losses,
    times,
    logits,
    decodeSeconds: times.length > 1 ? seconds((times.at(-1) ?? 0) - (times[0] ?? 0)) : null,
  });
  const history = request.logits === true ? new LogitHistory(context, session, request.tokens) : null;
  try {
    await session.prefill(prompt, 0, choice);
    // Before anything is shown: numbers out of range make fluent nonsense.
    await assertSound(context, session, prompt.length);
    await history?.keepFirst();
    if (request.tokens > 0 && seen(await session.tokenAt(prompt.length))) {
      await session.decodeStreamed(prompt.length, request.tokens - 1, choice, seen);
      await assertSound(context, session, prompt.length + tokens.length);
    }
    const stopped = tokens.length < request.tokens ? 'end-of-text' : 'length';
    if (history !== null) logits = await history.read(stopped === 'length' ? tokens.length : tokens.length + 1);
    return writing(stopped);
  } catch (thrown) {
    if (isCancel(thrown)) return writing('cancelled');
    throw thrown;
  } finally {
    history?.dispose();
  }
}

/** Positions that the prompt and all tokens take, and the one behind. */
const roomOf = ({ prompt, tokens }: Pick<Continuation, 'prompt' | 'tokens'>): number => prompt.length + tokens + 1;

/** @throws TokamarkError `option` for a prompt that is empty, or leaves no room for the tokens */
export function assertFits(
  request: Pick<Continuation, 'prompt' | 'tokens'>,
  { maxPositions }: Pick<ModelConfig, 'maxPositions'>,
): void {
  if (request.prompt.length === 0) throw emptyPrompt();
  if (roomOf(request) > maxPositions + 1) throw tooLong(request.prompt.length + request.tokens, maxPositions);
}

const isCancel = (thrown: unknown): boolean => thrown instanceof TokamarkError && thrown.code === 'cancelled';

const emptyPrompt = () =>
  new TokamarkError({
    code: 'option',
    message: 'The prompt is empty: a language model continues a text.',
    where: 'prompt',
    remedy: 'Give at least one word.',
  });

const tooLong = (wanted: number, most: number) =>
  new TokamarkError({
    code: 'option',
    message: `Prompt and generated tokens are ${wanted}, and the model has room for ${most}.`,
    where: 'tokens',
    remedy: 'Shorten the prompt or generate fewer tokens.',
  });
