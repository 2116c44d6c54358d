/** Fable writing: what people read while they wait, sampled on the GPU, streamed as it comes. Its speed is not the headline. */
import type { GpuContext } from '../device/context';
import { TokamarkError } from '../foundation/errors';
import { seconds, type Seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/format';
import type { ModelFolder } from '../model/files/folder';
import { loadModel, type LoadedModel } from '../model/load';
import { throwIfCancelled } from '../foundation/cancel';
import { weightsFromFiles } from '../model/weights/from-files';
import type { TensorLoss } from '../model/weights/range';
import type { Choice } from '../model/session';
import { assertSound } from '../model/sound';
import type { Clock } from './clock';
import { usesOf, type Verifier } from './verify';

export interface WritingRequest {
  readonly folder: ModelFolder;
  readonly format: ModelFormat;
  readonly prompt: readonly number[];
  /** Most tokens to generate. */
  readonly tokens: number;
  readonly choice: Choice;
  /** Tokens that end the text early. */
  readonly endTokens: readonly number[];
}

export interface Writing {
  /** Generated ids, without the prompt and without the token that ended the text. */
  readonly tokens: readonly number[];
  readonly stopped: 'length' | 'end-of-text' | 'cancelled';
  /** What the format's range took from the weights; none where it was cancelled before they were there. */
  readonly losses: readonly TensorLoss[];
  /** From the first token seen to the last; null for fewer than two. */
  readonly decodeSeconds: Seconds | null;
}

/**
 * Generates text. A cancel ends it with what was written so far.
 * @param onToken called for each token as it is read back
 * @throws TokamarkError for everything else that goes wrong
 */
export async function write(
  context: GpuContext,
  verifier: Verifier,
  request: WritingRequest,
  clock: Clock,
  signal: AbortSignal | null,
  onToken: (token: number) => void,
): Promise<Writing> {
  const { config, tensors } = request.folder;
  const { prompt } = request;
  if (prompt.length === 0) throw emptyPrompt();
  const capacity = prompt.length + request.tokens + 1;
  if (capacity > config.maxPositions + 1) throw tooLong(prompt.length + request.tokens, config.maxPositions);
  const chunk = Math.min(64, prompt.length);
  const tokens: number[] = [];
  let first: Seconds | null = null;
  let last: Seconds | null = null;
  const seen = (token: number): boolean => {
    if (request.endTokens.includes(token)) {
      return false;
    }
    tokens.push(token);
    first ??= clock.now();
    last = clock.now();
    onToken(token);
    return tokens.length < request.tokens;
  };
  let model: LoadedModel | null = null;
  const writing = (stopped: Writing['stopped']): Writing => ({
    tokens,
    stopped,
    losses: model?.transformer.weights.losses ?? [],
    decodeSeconds: first !== null && last !== null && tokens.length > 1 ? seconds(last - first) : null,
  });
  try {
    const stopIfCancelled = () => throwIfCancelled(signal);
    model = await loadModel(
      context,
      () => weightsFromFiles(context, config, tensors, request.format, stopIfCancelled),
      { capacity, chunk, allLogits: false, sampling: request.choice.kind === 'sample' },
      signal,
    );
    const { transformer } = model;
    const choose = transformer.draw ?? transformer.greedy;
    await verifier.verify(usesOf(transformer, choose), () => undefined);
    await model.session.prefill(prompt, 0, request.choice);
    // Before anything is shown: numbers out of range make fluent nonsense.
    await assertSound(context, model.session, prompt.length);
    if (request.tokens > 0 && seen(await model.session.tokenAt(prompt.length))) {
      await model.session.decodeStreamed(prompt.length, request.tokens - 1, request.choice, seen);
      await assertSound(context, model.session, prompt.length + tokens.length);
    }
    return writing(tokens.length < request.tokens ? 'end-of-text' : 'length');
  } catch (thrown) {
    if (thrown instanceof TokamarkError && thrown.code === 'cancelled') return writing('cancelled');
    throw thrown;
  } finally {
    model?.dispose();
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
