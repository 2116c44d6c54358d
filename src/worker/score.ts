/** The protocol's `score`: logits of a given text, with the model kept between calls. */
import { RECIPES } from '../kernels/recipe';
import { generating, scoring } from '../benchmark/verify';
import type { GpuContext } from '../device/context';
import { TokamarkError } from '../foundation/errors';
import { openModelWeights } from '../model/files/folder';
import type { LoadedModel } from '../model/load';
import type { ForcedText } from '../model/parity/together';
import { scoreByDecode, scoreByPrefill, scoreTogether } from '../model/score';
import { weightsFromFiles } from '../model/weights/from-files';
import { Benches } from './benches';
import type { ScoreRequest, ScoreResult } from './protocol';

/** Tokens of one prefill pass with all logits: small enough for a slow adapter and a large vocabulary. */
const CHUNK = 64;

interface Held {
  readonly context: GpuContext;
  readonly key: string;
  readonly model: LoadedModel;
}

/** The model of the last call: forced decode of many texts asks for the same one again and again. */
export class ScoreModels {
  private held: Held | null = null;
  private readonly benches = new Benches();

  /** Loads and checks the model of `request`, where it is not the one of the last call. @throws TokamarkError as both do */
  async get(context: GpuContext, request: ScoreRequest, signal: AbortSignal): Promise<LoadedModel> {
    const sequences = textsOf(request).length;
    const key = `${request.model.name} ${request.model.weights.size} ${request.format} ${sequences}`;
    if (this.held?.key === key && this.held.context === context) return this.held.model;
    this.forget();
    const bench = this.benches.on(context, signal);
    const folder = await openModelWeights(request.model);
    // The whole context of a small model, so that no text needs another.
    const capacity = Math.min(folder.config.maxPositions, 4096) + 1;
    const model = await bench.load({
      name: `${folder.config.name} at ${request.format.toUpperCase()}`,
      makeWeights: () =>
        weightsFromFiles(context, folder, RECIPES[request.format], { onProgress: () => bench.throwIfCancelled() }),
      options: { capacity, chunk: CHUNK, allLogits: true, batches: [sequences] },
      chosen: null,
      runs: (loaded) => [...generating(loaded), ...scoring(loaded)],
    });
    this.held = { context, key, model };
    return model;
  }

  forget(): void {
    this.held?.model.dispose();
    this.held = null;
  }
}

/** @throws TokamarkError `option` for an empty text or one beyond the model's positions, `kernel-check` */
export async function score(
  context: GpuContext,
  models: ScoreModels,
  request: ScoreRequest,
  signal: AbortSignal,
): Promise<ScoreResult> {
  const { session, transformer } = await models.get(context, request, signal);
  const { tokens, path } = request;
  const { vocabSize } = transformer.weights.config;
  const texts = textsOf(request);
  for (const text of texts) assertScorable(text, transformer.options.capacity);
  session.signal = signal;
  const prefix = path.kind === 'decode' ? path.prefix : 1;
  const logits =
    path.kind === 'prefill'
      ? await scoreByPrefill(context, session, tokens)
      : texts.length > 1
        ? await scoreTogether(context, session, texts)
        : await scoreByDecode(context, session, tokens, prefix);
  return { vocabSize, firstPosition: prefix - 1, logits };
}

/** The text asked for, and those beside it. */
const textsOf = ({ tokens, path }: ScoreRequest): readonly ForcedText[] =>
  path.kind === 'prefill' ? [{ tokens, prefix: 1 }] : [{ tokens, prefix: path.prefix }, ...(path.beside ?? [])];

function assertScorable({ tokens, prefix }: ForcedText, capacity: number): void {
  if (tokens.length > 0 && tokens.length < capacity && prefix >= 1 && prefix <= tokens.length) return;
  throw new TokamarkError({
    code: 'option',
    message: `A text of ${tokens.length} tokens with a prefix of ${prefix} cannot be scored.`,
    where: 'tokens',
    remedy: `Give between 1 and ${capacity - 1} tokens, and a prefix within them.`,
  });
}
