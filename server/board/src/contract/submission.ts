/** What a client sends once its run is over. Its document is read by the rules of every import (gates/import.ts). */
import { z } from 'zod';
import { canonicalJson } from '../../../../src/benchmark/workload';
import { TokamarkError } from '../../../../src/foundation/errors';
import { MACHINE_LETTERS } from '../../../../src/report/schema';
import { challengeSchema, type Challenge } from './challenge';
import { blockSchema, MOST_LINKS } from './commitment';
import { base64url } from './common';
import { hashOfText } from './hash';
import { PROOF_TOKENS } from './proof';
import { assertBounded, parseJson, readJson, type JsonLimits } from './read-json';
import { shownText } from './text';

/** The longest name of a GPU. */
export const GPU_LETTERS = 100;

export const POWER_SOURCES = ['mains', 'battery', 'unknown'] as const;

/**
 * Bytes of a body: four times a run of the standard profile with both of its depths, as `tokamark submit` sent it on 2026-11-30 from llvmpipe
 * (Mesa 25.0.7): 504,409 bytes.
 */
export const MOST_BYTES = 2.1e6;
/** Such a run has 18,000 values. */
const LIMITS: JsonLimits = { letters: MOST_BYTES, depth: 40, values: 2e5, longest: 20_000 };

/** Of one test: ten in the suite. What is computed of them grows with their square. */
const MOST_REPETITIONS = 100;
/** Tests of all contestants: twenty-four in the standard profile. */
const MOST_ENTRIES = 200;

/** Tokens, positions and sequences of a test; a context of as many has no model. */
const MOST_TOKENS = 1e6;
const NAME_LETTERS = 100;

const few = z.number().max(MOST_TOKENS);
const name = z.string().max(NAME_LETTERS);
const repetitions = z.array(z.unknown()).max(MOST_REPETITIONS);
const samples = z.looseObject({ samples: repetitions }).nullable();

/**
 * How much of it there is; what it says is read by the rules of every import. Seconds and passes of its repetitions are what the chain holds: all
 * else in it is the sender's word, watts and joules among it.
 */
const countedSchema = z.looseObject({
  schema: z.string().max(60),
  engine: z.looseObject({ name, version: name, commit: name, shaderHash: name }),
  environment: z.looseObject({ name, version: name, operatingSystem: name }),
  results: z
    .array(
      z.looseObject({
        ...{ durations: repetitions, voided: repetitions, tokensPerSecond: samples, ttftSeconds: samples },
        ...{ tokens: few, depth: few, batch: few, test: name },
      }),
    )
    .max(MOST_ENTRIES),
});

export const submissionSchema = z.strictObject({
  challenge: challengeSchema,
  blocks: z.array(blockSchema).max(MOST_LINKS),
  /** Null of a run that ended before. */
  proof: z.strictObject({ tokens: z.array(z.number().int().nonnegative()).length(PROOF_TOKENS) }).nullable(),
  device: z.strictObject({ publicKey: base64url(32) }),
  /** By the device's key, of the digest below. */
  signature: base64url(64),
  result: countedSchema,
  /** What the person says of the machine: marked as that wherever it is shown. */
  declared: z.strictObject({
    /** An id of the catalogue, or a name in their own words. */
    gpu: shownText(GPU_LETTERS),
    powerSource: z.enum(POWER_SOURCES),
    machineName: shownText(MACHINE_LETTERS).optional(),
  }),
});

export type Submission = z.infer<typeof submissionSchema>;

/** SHA-256 of everything but the signature, as canonical JSON: what the device signs, and by which a second sending is known. */
export function submissionDigest(sent: object, hash = hashOfText): Uint8Array {
  const rest = Object.fromEntries(Object.entries(sent).filter(([name]) => name !== 'signature'));
  return hash(canonicalJson(rest));
}

export interface ReadSubmission {
  readonly submission: Submission;
  /** Of what came, before any text in it was made plain. */
  readonly digest: Uint8Array;
}

/**
 * @param look at the challenge before anything else of it: what this throws is all that was done for it
 * @throws TokamarkError `import` that names the field
 */
export function readSubmission(
  text: string,
  look: (challenge: Challenge) => void = () => undefined,
  hash = hashOfText,
): ReadSubmission {
  const sent = parseJson(text, LIMITS);
  const { success: isOne, data: begun, error } = begunSchema.safeParse(sent);
  if (!isOne) throw unread(error);
  look(begun.challenge);
  assertBounded(sent, LIMITS);
  const parsed = submissionSchema.safeParse(sent);
  if (parsed.success) return { submission: parsed.data, digest: submissionDigest(begun, hash) };
  throw unread(parsed.error);
}

/** What must be right for the rest to be read. */
const begunSchema = z.looseObject({ challenge: challengeSchema });

function unread({ issues: [issue] }: z.ZodError): TokamarkError {
  return new TokamarkError({
    code: 'import',
    message: `This is not a submission that can be read: ${issue?.message ?? 'it is no object'}.`,
    where: issue === undefined ? '' : fieldPath(issue.path),
    remedy: 'Send what Tokamark made, unchanged; for one of a newer version, the board must be updated first.',
  });
}

/** A result that nothing was sent with, as the board's limits let it through. @throws TokamarkError `import` */
export function readBareResult(text: string): Submission['result'] {
  const parsed = countedSchema.safeParse(readJson(text, LIMITS));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TokamarkError({
    code: 'import',
    message: `This is not a result that can be read: ${issue?.message ?? ''}.`,
    where: fieldPath(issue?.path ?? []),
    remedy: 'Choose a JSON file that Tokamark wrote.',
  });
}

/** `blocks[0].measured` */
const fieldPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`),
    '',
  );
