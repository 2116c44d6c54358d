/** Fable writing: what people read while they wait, sampled on the GPU, streamed as it comes. Its speed is not the headline. */
import { TokamarkError } from '../foundation/errors';
import { seconds, type Seconds } from '../foundation/units';
import { RECIPES, type ModelFormat } from '../kernels/recipe';
import type { ModelFolder } from '../model/files/folder';
import { LogitHistory } from '../model/logit-history';
import { weightsFromFiles } from '../model/weights/from-files';
import type { TensorLoss } from '../model/weights/range';
import type { Choice } from '../model/session';
import { assertSound } from '../model/sound';
import type { Bench, ModelSpec } from './bench';
import { generating } from './verify';

export interface WritingRequest {
  readonly folder: ModelFolder;
  readonly format: ModelFormat;
  readonly prompt: readonly number[];
  /** Most tokens to generate. */
  readonly tokens: number;
  readonly choice: Choice;
  /** Tokens that end the text early. */
  readonly endTokens: readonly number[];
  /** Whether the logits of every token are kept; left out, they are not. */
  readonly logits?: boolean;
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
 * Generates text. A cancel ends it with what was written so far.
 * @param onToken called for each token as it is read back
 * @throws TokamarkError for everything else that goes wrong
 */
export async function write(bench: Bench, request: WritingRequest, onToken: (token: number) => void): Promise<Writing> {
  const { context, clock } = bench;
  const { folder, format, prompt, choice } = request;
  const { config } = folder;
  if (prompt.length === 0) throw emptyPrompt();
  const capacity = prompt.length + request.tokens + 1;
  if (capacity > config.maxPositions + 1) throw tooLong(prompt.length + request.tokens, config.maxPositions);
  const tokens: number[] = [];
  let logits: Float32Array | null = null;
  let losses: readonly TensorLoss[] = [];
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
  const spec: ModelSpec = {
    name: `Fable at ${format.toUpperCase()}`,
    makeWeights: () =>
      weightsFromFiles(context, folder, RECIPES[format], { onProgress: () => bench.throwIfCancelled() }),
    options: { capacity, chunk: Math.min(64, prompt.length), allLogits: false, sampling: choice.kind === 'sample' },
    chosen: null,
    runs: generating,
    heard: { onLoaded: ({ transformer }) => (losses = transformer.weights.losses) },
  };
  try {
    return await bench.withModel(spec, async ({ session }) => {
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
      } finally {
        history?.dispose();
      }
    });
  } catch (thrown) {
    if (thrown instanceof TokamarkError && thrown.code === 'cancelled') return writing('cancelled');
    throw thrown;
  }
}

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
