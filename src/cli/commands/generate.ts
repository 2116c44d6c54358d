/** `tokamark generate`: a model goes on from a prompt; the text streams to standard output, or a JSON document is written. */
import { printable } from '../../report/outside-text';
import type { GenerateRequest, GenerateResult, SurroundingToken } from '../../worker/protocol';
import { command } from '../command';
import { generateCommand, rowsOf } from '../command-options';
import { checkWritable, saveDocument } from '../destination';
import { EXIT } from '../exit-codes';
import { GENERATE_HELP } from '../help';
import { interruptible } from '../interrupt';
import { onAdapter } from '../on-adapter';
import { unwrap } from '../../foundation/outcome';
import { openNamed } from './run';

export const generate = command({
  name: 'generate',
  description: 'let a model write a text on the GPU',
  help: GENERATE_HELP,
  options: rowsOf(generateCommand),
  read: (given) => onAdapter(given.table(generateCommand), given),
  run: async ({ json, adapter, preference, model: folder, ...settings }, host) => {
    const { stdout, stderr } = host.streams;
    await checkWritable(json, '--json');
    const model = folder === null ? await host.files.openFable() : await host.files.openModel(folder);
    const request: GenerateRequest = { powerPreference: preference, model, ...settings };
    const { engine } = await openNamed(host, adapter, preference);
    const stop = (): void => void engine.cancel();
    return interruptible(host.process, stop, async (interruption) => {
      const streaming = json?.kind !== 'stdout';
      const outcome = await engine.generate(request, ({ piece }) => {
        if (!streaming) return;
        // A file or pipe gets the text as the model wrote it; a terminal must not be steered by it.
        stdout.write(stdout.isTTY ? printable(piece) : piece);
        if (stdout.closed) stop();
      });
      if (streaming) stdout.write('\n');
      const result = unwrap(outcome);
      if (json !== null) {
        await saveDocument(json, document(result, request), host.streams, 'generated.json');
      }
      for (const note of result.notes) stderr.write(`${printable(note)}\n`);
      stderr.write(`${printable(summary(result))}\n`);
      return interruption.code ?? EXIT.ok;
    });
  },
});

function document(result: GenerateResult, request: GenerateRequest): string {
  const { format, prompt, temperature, seed, model } = request;
  const { promptTokens, prefix, leftOut, notes, tokens, text, stopped, tokensPerSecond } = result;
  const fields = {
    ...{ model: model.name, format, prompt, temperature, seed, promptTokens, prefix, leftOut, notes },
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
