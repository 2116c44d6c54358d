/**
 * δ: by how much a token may be less likely than the likeliest, of each format, and what that was measured by (measured.json, written by
 * `npm run bench:proof`).
 *
 * An adapter adds in another order than the reference, so its logits are a little off, and where two tokens are almost as likely it takes the
 * other: that is a gap. With activations in f32 it happens too seldom to say how large a gap can be. There δ comes from what is seen at every
 * token: by how much adapter and reference differ in what lies between the token written and each of the next seven likely ones. No gap is
 * larger than that. W4A8 rounds activations to INT8, which the reference does not: gaps are frequent there, so that δ comes from the gaps
 * themselves. Either way it is the largest of all adapters, times a margin for those that were not measured.
 */
import { z } from 'zod';
import measuredFile from './measured.json';
import { PROOF_FORMATS, PROOF_RULE, type ProofFormat } from '../contract/proof';

const format = z.enum(PROOF_FORMATS);
const count = z.number().int().nonnegative();
const logits = z.number().nonnegative();

export const measuredSchema = z.object({
  rule: z.literal(PROOF_RULE),
  /** SHA-256 of Fable's model.safetensors. */
  weights: z.string().regex(/^[0-9a-f]{64}$/),
  adapters: z.array(
    z.object({
      /** Software or hardware, and what drove it. */
      adapter: z.string(),
      engine: z.string(),
      date: z.string(),
      formats: z.array(
        z.object({
          format,
          /** Of as many seeds. */
          prompts: count,
          /** Prompts with a token that is not the reference's likeliest. */
          withGap: count,
          largestGap: logits,
          /** See above: no gap is larger. */
          largestError: logits,
        }),
      ),
    }),
  ),
  /** Tokens of one format where another was asked for: by the same adapter, of the same seeds. */
  mistaken: z.array(z.object({ written: format, asked: format, prompts: count, same: count, accepted: count })),
});
export type Measured = z.infer<typeof measuredSchema>;

/** For adapters that were not measured: δ is so many times the largest value that was seen. */
export const MARGIN = 2;

const BASIS = {
  fp16: 'largestError',
  int8: 'largestError',
  int4: 'largestError',
  w4a8: 'largestGap',
} as const satisfies Readonly<Record<ProofFormat, string>>;

export const MEASURED: Measured = measuredSchema.parse(measuredFile);

type Adapters = Pick<Measured, 'adapters'>;

const rowsOf = ({ adapters }: Adapters, wanted: ProofFormat) =>
  adapters.flatMap(({ formats }) => formats.filter((row) => row.format === wanted));

/** δ, in logits. */
export const deltaOf = (wanted: ProofFormat, measured: Adapters = MEASURED): number =>
  MARGIN * Math.max(...rowsOf(measured, wanted).map((row) => row[BASIS[wanted]]));

/**
 * Share of honest answers that are refused, at most, with 95 % confidence, on adapters like those that were measured: none of so many prompts
 * was, so at most 3 / n are (rule of three). All adapters answered the same challenges, which therefore count once.
 */
export const mostFalseRejects = (wanted: ProofFormat, measured: Adapters = MEASURED): number =>
  3 / Math.max(...rowsOf(measured, wanted).map(({ prompts }) => prompts));
