/** `tokamark generate`: a model goes on from a prompt; the text streams to standard output, or a JSON document is written. */
import { printable } from '../../report/outside-text';
import type { GenerateRequest, GenerateResult, SurroundingToken } from '../../worker/protocol';
import { checkWritable, saveDocument } from '../destination';
import { EXIT, type ExitCode } from '../exit-codes';
import type { CliHost } from '../host';
import { interruptible } from '../interrupt';
import type { GenerateOptions } from '../invocation';
import { unwrap } from '../outcome';
import { sayAdapter } from './run';

export async function generate(options: GenerateOptions, host: CliHost): Promise<ExitCode> {
  const { stdout, stderr } = host.streams;
  await checkWritable(options.json, '--json');
  const model = options.model === null ? await host.openFable() : await host.openModel(options.model);
  const request: GenerateRequest = {
    powerPreference: options.power,
    model,
    format: options.format,
    prompt: options.prompt,
    tokens: options.tokens,
    temperature: options.temperature,
    seed: options.seed,
    ignoreEndOfText: options.ignoreEndOfText,
    bos: options.bos,
  };
  const engine = await host.openEngine(options.adapter);
  sayAdapter(unwrap(await engine.describe(options.power)), host);
  const stop = (): void => void engine.cancel();
  return interruptible(host, stop, async (interruption) => {
    const streaming = options.json?.kind !== 'stdout';
    const outcome = await engine.generate(request, ({ piece }) => {
      if (!streaming) return;
      // A file or pipe gets the text as the model wrote it; a terminal must not be steered by it.
      stdout.write(stdout.isTTY ? printable(piece) : piece);
      if (stdout.closed) stop();
    });
    if (streaming) stdout.write('\n');
    const result = unwrap(outcome);
    if (options.json !== null) {
      await saveDocument(options.json, document(result, options, model.name), host.streams, 'generated.json');
    }
    for (const note of result.notes) stderr.write(`${printable(note)}\n`);
    stderr.write(`${printable(summary(result))}\n`);
    return interruption.code ?? EXIT.ok;
  });
}

function document(result: GenerateResult, options: GenerateOptions, model: string): string {
  const { format, prompt, temperature, seed } = options;
  const { promptTokens, prefix, leftOut, notes, tokens, text, stopped, tokensPerSecond } = result;
  const fields = {
    ...{ model, format, prompt, temperature, seed, promptTokens, prefix, leftOut, notes },
    ...{ tokens, text, stopped, tokensPerSecond },
  };
  return `${JSON.stringify(fields)}\n`;
}

const REASONS: Readonly<Record<GenerateResult['stopped'], string>> = {
  length: 'as many as were asked for',
  'end-of-text': 'up to the end of the text',
  cancelled: 'then cancelled',
};

const namesOf = (tokens: readonly SurroundingToken[]): string =>
  tokens.map(({ id, token }) => `${token} (${id})`).join(' ');

/** What the tokenizer put before the prompt, and what it would have put around it. */
function surroundings({ prefix, leftOut }: GenerateResult): string {
  const put = prefix.length === 0 ? '' : `, after ${namesOf(prefix)} and the prompt`;
  return leftOut.length === 0 ? put : `${put}, without the tokenizer's ${namesOf(leftOut)}`;
}

function summary(result: GenerateResult): string {
  const { tokens, stopped, tokensPerSecond } = result;
  const rate = tokensPerSecond === null ? '' : `, ${Number(tokensPerSecond.toPrecision(3))} tokens/s`;
  return `${tokens.length} ${tokens.length === 1 ? 'token' : 'tokens'}, ${REASONS[stopped]}${rate}${surroundings(result)}`;
}
