/** The two files of reference figures beside Fable, as schemas: reference.json and quantised.json. */
import { z } from 'zod';
import { TokamarkError } from '../../foundation/errors';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';

const finite = z.number();
const token = z.number().int().nonnegative();

const greedyStepSchema = z.looseObject({
  token,
  logit: finite,
  /** To the second highest logit. */
  margin: finite.nonnegative(),
  logsumexp: finite,
});

const promptSchema = z.looseObject({
  id: z.string(),
  text: z.string(),
  prompt_tokens: z.array(token).min(1),
  /** [token, logit] after the prompt, highest first. */
  top20: z.array(z.tuple([token, finite])).min(1),
  greedy: z.array(greedyStepSchema).min(1),
});

const referenceSchema = z.looseObject({
  prompts: z.array(promptSchema).min(1),
  perplexity: z.looseObject({
    window: z.number().int().min(2),
    /** Nats per token, one mean for each window of the held-out text. */
    window_mean_nll: z.array(finite).min(1),
  }),
});

const quantisedRowSchema = z.looseObject({
  perplexity: finite.positive(),
  /** KL to FP16 in nats, one mean for each window; the row of FP16 itself has none. */
  window_kl: z.array(finite.nonnegative()).optional(),
});

const quantisedSchema = z.looseObject({ rows: z.record(z.string(), quantisedRowSchema) });

export type PromptReference = z.infer<typeof promptSchema>;
export type Reference = z.infer<typeof referenceSchema>;
export type Quantised = z.infer<typeof quantisedSchema>;

/** The row of quantised.json that has the recipe of each format (see kernels/format.ts). */
const ROWS: Readonly<Record<ModelFormat, string>> = {
  fp16: 'fp16',
  int8: 'int8',
  int4: 'int4 -8..7 signed max, embedding int8',
  mxfp4: 'mxfp4, embedding int8',
  nvfp4: 'nvfp4, embedding int8',
  w4a8: 'int4 -8..7 signed max, embedding int8, activations int8 per 32',
};

/** `file` names reference.json in messages. */
export const parseReference = (text: string, file: string): Reference => parse(text, file, referenceSchema);

/** `file` names quantised.json in messages. */
export const parseQuantised = (text: string, file: string): Quantised => parse(text, file, quantisedSchema);

/** Reference KL to FP16, in nats, of the first windows of the held-out text. */
export function referenceKl(quantised: Quantised, format: ModelFormat, file: string): readonly number[] {
  const windows = quantised.rows[ROWS[format]]?.window_kl;
  if (windows !== undefined) return windows;
  throw unusable(file, `it has no window_kl in its row "${ROWS[format]}"`);
}

/** The formats whose KL to FP16 is compared with the reference's. */
export const QUANTISED_FORMATS: readonly ModelFormat[] = MODEL_FORMATS.filter((format) => format !== 'fp16');

function parse<T>(text: string, file: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unusable(file, issue === undefined ? 'it is not valid' : `${issue.path.join('.')}: ${issue.message}`);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unusable(file, cause instanceof Error ? cause.message : String(cause));
  }
}

function unusable(file: string, problem: string): TokamarkError {
  return new TokamarkError({
    code: 'import',
    message: `${file} cannot be used as a reference: ${problem}.`,
    where: file,
    remedy: 'Take the file again from the same version of Tokamark.',
  });
}
