/** The protocol's `generate`: a text from a model folder, streamed. */
import type { Clock } from '../benchmark/clock';
import { write } from '../benchmark/story';
import { Verifier } from '../benchmark/verify';
import type { GpuContext } from '../device/context';
import { openModelFiles } from '../model/files/folder';
import { GREEDY } from '../model/session';
import type { GenerateEvent, GenerateRequest, GenerateResult } from './protocol';

/** @throws TokamarkError for a folder, prompt or device that does not serve; a cancel gives what was written. */
export async function generate(
  context: GpuContext,
  request: GenerateRequest,
  clock: Clock,
  signal: AbortSignal,
  onEvent: (event: GenerateEvent) => void,
): Promise<GenerateResult> {
  const folder = await openModelFiles(request.model);
  const promptTokens = folder.tokenizer.encode(request.prompt);
  const stream = folder.tokenizer.createStream();
  const push = (piece: string) => {
    if (piece !== '') onEvent({ type: 'text', piece });
  };
  const { temperature, seed } = request;
  const writing = await write(
    context,
    new Verifier(context, signal),
    {
      folder,
      format: request.format,
      prompt: promptTokens,
      tokens: request.tokens,
      choice: temperature > 0 ? { kind: 'sample', temperature, seed } : GREEDY,
      endTokens: request.ignoreEndOfText ? [] : folder.config.eosTokenIds,
    },
    clock,
    signal,
    (token) => push(stream.push(token)),
  );
  push(stream.flush());
  const { tokens, stopped, decodeSeconds } = writing;
  return {
    promptTokens,
    tokens,
    text: folder.tokenizer.decode([...tokens]),
    stopped,
    tokensPerSecond: decodeSeconds === null || decodeSeconds === 0 ? null : (tokens.length - 1) / decodeSeconds,
  };
}
