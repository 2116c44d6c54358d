/** The protocol's `labTexts`: one prompt, continued greedily by each choice. The candidates are read once it is written. */
import type { Bench } from '../../benchmark/bench';
import { assertFits, writeOn, type Writing } from '../../benchmark/story';
import { TokamarkError } from '../../foundation/errors';
import type { ModelChoice } from '../../lab/model-choice';
import type { ChoiceText } from '../../lab/text';
import type { ModelFolder } from '../../model/files/folder';
import type { LoadedModel } from '../../model/load';
import { GREEDY } from '../../model/session';
import type { LabTexts, LabTextsEvent, LabTextsRequest } from './lab-protocol';
import { stepsOf } from './text-steps';

/** As many as one sees at a glance; what a slow adapter writes by every choice within seconds. */
const MOST_TOKENS = 200;

export interface Writers {
  readonly folder: ModelFolder;
  /** The folder's model by a choice, loaded and checked. */
  readonly modelOf: (choice: ModelChoice) => Promise<LoadedModel>;
}

/** @throws TokamarkError `option`, `cancelled`, and what ends everything; a choice that fails is among the failures. */
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
  // What is wrong with these is so by every choice, and said before any is loaded.
  assertFits({ prompt, tokens }, folder.config);
  const texts: ChoiceText[] = [];
  const failures: LabTexts['failures'][number][] = [];
  for (const choice of request.choices) {
    bench.throwIfCancelled();
    onEvent({ type: 'begin', choice });
    await bench.attempt(
      async () => {
        const text = await writeOne(bench, writers, { choice, prompt, tokens }, onEvent);
        texts.push(text);
        onEvent({ type: 'text', text });
      },
      (error) => void failures.push({ choice, error: error.toData() }),
    );
  }
  return { texts, failures };
}

interface One {
  readonly choice: ModelChoice;
  readonly prompt: readonly number[];
  readonly tokens: number;
}

async function writeOne(
  bench: Bench,
  { folder, modelOf }: Writers,
  { choice, prompt, tokens }: One,
  onEvent: (event: LabTextsEvent) => void,
): Promise<ChoiceText> {
  const { tokenizer, config } = folder;
  const stream = tokenizer.createStream();
  const writing = await writeOn(
    bench,
    await modelOf(choice),
    { prompt, tokens, choice: GREEDY, endTokens: config.eosTokenIds, logits: true },
    (token) => onEvent({ type: 'token', choice, text: stream.push(token) }),
  );
  bench.throwIfCancelled();
  const steps = stepsOf(tokenizer, prompt, writing, config.vocabSize);
  return {
    ...{ choice, steps, text: tokenizer.decode([...writing.tokens]) },
    tokensPerSecond: choice.kind === 'shipped' ? rateOf(writing) : null,
  };
}

const rateOf = ({ decodeSeconds, tokens }: Pick<Writing, 'decodeSeconds' | 'tokens'>): number | null =>
  decodeSeconds === null || decodeSeconds === 0 ? null : (tokens.length - 1) / decodeSeconds;

const tooMany = () =>
  new TokamarkError({
    code: 'option',
    message: 'The lab cannot write that many tokens.',
    where: 'tokens',
    remedy: `Ask for a whole number from 1 to ${MOST_TOKENS}.`,
  });
