/** The protocol's `generate`: a text from a model folder, streamed. */
import { Bench, SILENT } from '../benchmark/bench';
import { write } from '../benchmark/story';
import type { GpuContext } from '../device/context';
import { openModelFiles, type ModelFolder } from '../model/files/folder';
import { assertEmbedded } from '../model/files/vocabulary';
import { describeLosses } from '../model/weights/range-words';
import { GREEDY } from '../model/session';
import type { GenerateEvent, GenerateRequest, GenerateResult, SurroundingToken } from './protocol';

/** @throws TokamarkError for a folder, prompt or device that does not serve; a cancel gives what was written. */
export async function generate(
  context: GpuContext,
  request: GenerateRequest,
  signal: AbortSignal,
  onEvent: (event: GenerateEvent) => void,
): Promise<GenerateResult> {
  const folder = await openModelFiles(request.model);
  const { tokenizer, config } = folder;
  const named = (ids: readonly number[]): SurroundingToken[] =>
    ids.map((id) => ({ id, token: tokenizer.token(id)?.text ?? '' }));
  const { prompt } = request;
  const before = request.bos && typeof prompt === 'string' ? tokenizer.prefix : [];
  const promptTokens = [...before, ...(typeof prompt === 'string' ? tokenizer.encode(prompt) : prompt)];
  assertEmbedded(promptTokens, tokenizer, config.vocabSize, `${request.model.name}/tokenizer.json`);
  const stream = folder.tokenizer.createStream();
  const push = (piece: string) => {
    if (piece !== '') onEvent({ type: 'text', piece });
  };
  const { temperature, seed } = request;
  const writing = await write(
    new Bench({ context, signal, events: SILENT }),
    {
      folder,
      format: request.format,
      prompt: promptTokens,
      tokens: request.tokens,
      choice: temperature > 0 ? { kind: 'sample', temperature, seed } : GREEDY,
      endTokens: request.ignoreEndOfText ? [] : folder.config.eosTokenIds,
    },
    (token) => push(stream.push(token)),
  );
  push(stream.flush());
  const { tokens, stopped, decodeSeconds } = writing;
  const lost = describeLosses(writing.losses, request.format);
  return {
    promptTokens,
    prefix: named(before),
    // A model that has read the end of a text begins another one.
    leftOut: named([...(request.bos ? [] : tokenizer.prefix), ...tokenizer.suffix]),
    notes: [disagreement(folder, request.model.name), lost].filter((note) => note !== null),
    tokens,
    text: folder.tokenizer.decode([...tokens]),
    stopped,
    tokensPerSecond: decodeSeconds === null || decodeSeconds === 0 ? null : (tokens.length - 1) / decodeSeconds,
  };
}

/** Where tokenizer_config.json wants another beginning than tokenizer.json: transformers' classes do not agree on which counts. */
function disagreement({ tokenizer, addBosToken }: ModelFolder, model: string): string | null {
  const puts = tokenizer.prefix.length > 0;
  if (addBosToken === null || addBosToken === puts) return null;
  const does = puts ? 'puts one before a text' : 'puts none before a text';
  return `${model}/tokenizer_config.json says add_bos_token ${addBosToken}, but the post-processor of tokenizer.json ${does}: tokenizer.json is followed.`;
}
