/** What a server may answer, and nothing else of it is read: its models, the pieces of a text, what it counts, and its errors. */
import { z } from 'zod';
import { plainName } from '../../report/outside-text';

/** A name of a model is shown, and sent back as it came. */
export const MOST_MODEL = 200;
const MOST_MODELS = 1000;
/** Of one piece; a piece is a token, or some. */
const MOST_PIECE = 10_000;

const count = z.int().nonnegative().max(1e9);

export const modelsSchema = z.looseObject({
  data: z.array(z.looseObject({ id: z.string().min(1).max(MOST_MODEL) })).max(MOST_MODELS),
});

const usageSchema = z.looseObject({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.looseObject({ cached_tokens: count.nullish() }).nullish(),
});

const piece = z.string().max(MOST_PIECE).nullish();

const choiceSchema = z.looseObject({
  /** Of /v1/completions. */
  text: piece,
  /** Of /v1/chat/completions; a model that reasons writes its tokens elsewhere first. */
  delta: z.looseObject({ content: piece, reasoning_content: piece, reasoning: piece }).nullish(),
  finish_reason: z.string().max(100).nullish(),
});

const chunkSchema = z.looseObject({
  choices: z.array(choiceSchema).max(1).default([]),
  usage: usageSchema.nullish(),
});

/** OpenAI has an object, llama-server one of its own, others a line. */
const errorSchema = z.looseObject({
  error: z.union([z.string(), z.looseObject({ message: z.string() })]),
});

export interface Usage {
  readonly prompt: number;
  readonly written: number;
  /** Of the prompt, what was not read anew; null where it does not say. */
  readonly cached: number | null;
}

export interface Piece {
  readonly text: string;
  readonly ends: boolean;
  readonly usage: Usage | null;
}

/** Null of what is none. */
export function pieceOf(data: unknown): Piece | null {
  const parsed = chunkSchema.safeParse(data).data;
  if (parsed === undefined) return null;
  const [choice] = parsed.choices;
  const { usage } = parsed;
  const { content, reasoning_content: thought, reasoning } = choice?.delta ?? {};
  return {
    text: `${choice?.text ?? ''}${thought ?? reasoning ?? ''}${content ?? ''}`,
    ends: (choice?.finish_reason ?? null) !== null,
    usage:
      usage === null || usage === undefined
        ? null
        : {
            prompt: usage.prompt_tokens,
            written: usage.completion_tokens,
            cached: usage.prompt_tokens_details?.cached_tokens ?? null,
          },
  };
}

const MOST_SAID = 200;

/** What it says of an error, as it may be shown; empty where it says nothing. */
export function errorOf(data: unknown): string {
  const { error } = errorSchema.safeParse(data).data ?? { error: '' };
  return plainName(typeof error === 'string' ? error : error.message, MOST_SAID);
}

/** Null of what is no JSON. */
export function jsonOf(text: string): { readonly value: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return null;
  }
}
