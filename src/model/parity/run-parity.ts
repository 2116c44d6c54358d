/**
 * Fable against its references, on whatever engine `score` asks: logits under forced decode, perplexity, and what quantised formats cost.
 * One procedure for page, command and tests.
 */
import type { ModelFormat } from '../../kernels/recipe';
import type { LogitRows } from './logits';
import { checkKl, checkPerplexity, KL_TOLERANCE } from './compare';
import { ARGMAX_MARGIN, forcedTokens, LOGIT_TOLERANCE, parityOfPrompt, type PromptParity } from './prompt';
import { QUANTISED_FORMATS, referenceKl, type Quantised, type Reference } from './reference';
import { parityTogether, textsTogether, type ForcedText, type TogetherParity } from './together';
import { firstWindows, meanKl, meanNll, nextTask, type Pause } from './windows';

/**
 * `prefill`: all rows by GEMM. `decode`: the first `prefix` tokens by prefill, every later one by a decode step. With others beside it,
 * each step is one of all that go on, and the rows of the others follow those of the first text.
 */
export type ScorePath =
  | { readonly kind: 'prefill' }
  | { readonly kind: 'decode'; readonly prefix: number; readonly beside?: readonly ForcedText[] };

/** Forced decode of Fable; the page and the command put their engine behind it. */
export type Score = (request: {
  readonly format: ModelFormat;
  readonly tokens: readonly number[];
  readonly path: ScorePath;
}) => Promise<LogitRows>;

export interface ParityInput {
  readonly reference: Reference;
  readonly quantised: Quantised;
  readonly heldOut: string;
  readonly encode: (text: string) => readonly number[];
}

export interface ParityOptions {
  /** Windows of the held-out text: few, since what FP16 makes of them is kept until every format has read them. */
  readonly windows: number;
  /** The first so many prompts; null for all. */
  readonly prompts: number | null;
  readonly pause?: Pause;
}

/** One comparison with its outcome in words. */
export interface ParityCheck {
  readonly id: string;
  readonly passed: boolean;
  readonly text: string;
}

export interface ParityReport {
  readonly prompts: readonly PromptParity[];
  readonly checks: readonly ParityCheck[];
  readonly passed: boolean;
}

export interface ParityProgress {
  readonly fraction: number;
  readonly detail: string;
  /** What has just been decided, if anything. */
  readonly check: ParityCheck | null;
}

export async function runParity(
  score: Score,
  input: ParityInput,
  options: ParityOptions,
  onProgress: (progress: ParityProgress) => void,
): Promise<ParityReport> {
  const { reference } = input;
  const pause = options.pause ?? nextTask;
  const prompts = reference.prompts.slice(0, options.prompts ?? reference.prompts.length);
  const checks: ParityCheck[] = [];
  const total = prompts.length + 1 + options.windows * (1 + QUANTISED_FORMATS.length);
  let done = 0;
  const begin = (detail: string): void => onProgress({ fraction: done / total, detail, check: null });
  const decide = (check: ParityCheck): void => {
    checks.push(check);
    onProgress({ fraction: done / total, detail: check.text, check });
  };

  const parities: PromptParity[] = [];
  const alone: LogitRows[] = [];
  for (const prompt of prompts) {
    begin(`forced decode of “${prompt.text}”`);
    const path = { kind: 'decode', prefix: prompt.prompt_tokens.length } as const;
    const scored = await score({ format: 'fp16', tokens: forcedTokens(prompt), path });
    const parity = parityOfPrompt(prompt, scored);
    parities.push(parity);
    alone.push(scored);
    done += 1;
    decide(promptCheck(parity));
    await pause();
  }

  // What one model reads stands together: an engine keeps the model of its last call, and makes another for each format and number
  // of texts, which takes longer than reading does.
  const windows = firstWindows(input.heldOut, input.encode, options.windows, reference.perplexity.window);
  const read = async (format: ModelFormat, index: number, tokens: readonly number[]): Promise<LogitRows> => {
    begin(`${format.toUpperCase()}, window ${index + 1} of ${windows.length}`);
    return score({ format, tokens, path: { kind: 'prefill' } });
  };
  const fp16: { readonly tokens: readonly number[]; readonly rows: LogitRows }[] = [];
  const nll: number[] = [];
  for (const [index, tokens] of windows.entries()) {
    const rows = await read('fp16', index, tokens);
    fp16.push({ tokens, rows });
    nll.push(await meanNll(rows, tokens, pause));
    done += 1;
  }

  const texts = textsTogether(prompts);
  const [first, ...beside] = texts;
  if (first !== undefined && beside.length > 0) {
    begin(`${texts.length} prompts together`);
    const path = { kind: 'decode', prefix: first.prefix, beside } as const;
    const { logits } = await score({ format: 'fp16', tokens: first.tokens, path });
    decide(togetherCheck(parityTogether(texts, logits, alone)));
  }
  done += 1;

  if (windows.length > 0) decide(perplexityCheck(nll, reference.perplexity.window_mean_nll));
  for (const format of windows.length > 0 ? QUANTISED_FORMATS : []) {
    const kl: number[] = [];
    for (const [index, { tokens, rows }] of fp16.entries()) {
      kl.push(await meanKl(rows, await read(format, index, tokens), tokens.length - 1, pause));
      done += 1;
    }
    decide(klCheck(format, kl, referenceKl(input.quantised, format, 'quantised.json')));
  }
  return { prompts: parities, checks, passed: checks.every(({ passed }) => passed) };
}

function promptCheck(parity: PromptParity): ParityCheck {
  const { id, steps, compared, largestDelta, argmaxCompared, argmaxMismatches, passed } = parity;
  const equal = argmaxCompared - argmaxMismatches;
  return {
    id: `prompt ${id}`,
    passed,
    text:
      `FP16, prompt “${id}”: ${steps} steps, ${compared} logits within ${figure(largestDelta)} (allowed ${LOGIT_TOLERANCE}), ` +
      `argmax equal at ${equal} of ${argmaxCompared} steps with a margin of at least ${ARGMAX_MARGIN}`,
  };
}

function togetherCheck(parity: TogetherParity): ParityCheck {
  const { sequences, steps, largestDelta, argmaxCompared, argmaxMismatches, passed } = parity;
  const equal = argmaxCompared - argmaxMismatches;
  return {
    id: 'together fp16',
    passed,
    text:
      `FP16, ${sequences} prompts in the same steps, one finished early: ${steps} rows of logits within ${figure(largestDelta)} of ` +
      `those alone (allowed ${LOGIT_TOLERANCE}), argmax equal at ${equal} of ${argmaxCompared} with a margin of at least ${ARGMAX_MARGIN}`,
  };
}

export function perplexityCheck(nll: readonly number[], expected: readonly number[]): ParityCheck {
  const { own, reference, passed } = checkPerplexity(nll, expected);
  return {
    id: 'perplexity fp16',
    passed,
    text: `FP16, perplexity of ${windowCount(nll)}: ${own.toFixed(3)}, reference ${reference.toFixed(3)}`,
  };
}

export function klCheck(format: ModelFormat, kl: readonly number[], expected: readonly number[]): ParityCheck {
  const { own, reference, passed } = checkKl(kl, expected);
  return {
    id: `kl ${format}`,
    passed,
    text:
      `${format.toUpperCase()}, KL to FP16 over ${windowCount(kl)}: ${figure(own)} nats, ` +
      `reference ${figure(reference)} (allowed ± ${KL_TOLERANCE * 100} %)`,
  };
}

const windowCount = (values: readonly number[]): string =>
  values.length === 1 ? 'one window' : `${values.length} windows`;
const figure = (value: number): string => String(Number(value.toPrecision(3)));
