/** The protocol's `labTexts`: one prompt, continued greedily in each format. The candidates are read once it is written. */
import type { Bench } from '../../benchmark/bench';
import { assertFits, writeOn } from '../../benchmark/story';
import { TokamarkError } from '../../foundation/errors';
import type { ModelFormat } from '../../kernels/recipe';
import type { FormatText } from '../../lab/text';
import type { ModelFolder } from '../../model/files/folder';
import type { LoadedModel } from '../../model/load';
import { GREEDY } from '../../model/session';
import type { LabTexts, LabTextsEvent, LabTextsRequest } from './lab-protocol';
import { stepsOf } from './text-steps';

/** As many as one sees at a glance; what a slow adapter writes in every format within seconds. */
const MOST_TOKENS = 200;

export interface Writers {
  readonly folder: ModelFolder;
  /** The folder's model in a format, loaded and checked. */
  readonly modelOf: (format: ModelFormat) => Promise<LoadedModel>;
}

/** @throws TokamarkError `option`, `cancelled`, and what ends everything; a format that fails is among the failures. */
export async function writeTexts(
  bench: Bench,
  writers: Writers,
  request: LabTextsRequest,
  onEvent: (event: LabTextsEvent) => void,
): Promise<Omit<LabTexts, 'alone'>> {
  const { tokens } = request;
  if (!Number.isInteger(tokens) || tokens < 1 || tokens > MOST_TOKENS) throw tooMany();
  const { folder } = writers;
  const prompt = folder.tokenizer.encode(request.prompt);
  // What is wrong with these is so in every format, and said before any is loaded.
  assertFits({ prompt, tokens }, folder.config);
  const texts: FormatText[] = [];
  const failures: LabTexts['failures'][number][] = [];
  for (const format of request.formats) {
    bench.throwIfCancelled();
    onEvent({ type: 'begin', format });
    await bench.attempt(
      async () => {
        const text = await writeOne(bench, writers, { format, prompt, tokens }, onEvent);
        texts.push(text);
        onEvent({ type: 'text', text });
      },
      (error) => void failures.push({ format, error: error.toData() }),
    );
  }
  return { texts, failures };
}

interface One {
  readonly format: ModelFormat;
  readonly prompt: readonly number[];
  readonly tokens: number;
}

async function writeOne(
  bench: Bench,
  { folder, modelOf }: Writers,
  { format, prompt, tokens }: One,
  onEvent: (event: LabTextsEvent) => void,
): Promise<FormatText> {
  const { tokenizer, config } = folder;
  const stream = tokenizer.createStream();
  const writing = await writeOn(
    bench,
    await modelOf(format),
    { prompt, tokens, choice: GREEDY, endTokens: config.eosTokenIds, logits: true },
    (token) => onEvent({ type: 'token', format, text: stream.push(token) }),
  );
  bench.throwIfCancelled();
  const steps = stepsOf(tokenizer, prompt, writing, config.vocabSize);
  const { decodeSeconds } = writing;
  return {
    ...{ format, steps, text: tokenizer.decode([...writing.tokens]) },
    tokensPerSecond: decodeSeconds === null || decodeSeconds === 0 ? null : (writing.tokens.length - 1) / decodeSeconds,
  };
}

const tooMany = () =>
  new TokamarkError({
    code: 'option',
    message: 'The lab cannot write that many tokens.',
    where: 'tokens',
    remedy: `Ask for a whole number from 1 to ${MOST_TOKENS}.`,
  });
