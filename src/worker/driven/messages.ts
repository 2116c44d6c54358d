/**
 * What a command and the page that it drives say to each other, as JSON over HTTP on this machine: calls one way, events and answers the
 * other. Files are not sent: the page has Fable's beside it. Everything that arrives is checked here, on both sides.
 */
import { z } from 'zod';
import { GUARD_NAMES } from '../../benchmark/guards/guard';
import { MOST_BATCH } from '../../benchmark/workload';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { ownOptions } from '../../options/run-options';
import { ownTextsOf } from '../../options/settings';
import { PEER_IDS } from '../../peers/peer-id';
import { askedSchema } from '../../peers/server/asked-schema';
import { seconds } from '../../foundation/units';
import { parseReceipt, receiptText } from '../../report/receipt/link';
import { errorSchema, warningSchema } from '../../report/schema/common';
import { adapterSchema, environmentSchema } from '../../report/schema/device';
import { entrySchema } from '../../report/schema/entry';
import { resultSchema } from '../../report/schema';
import { WORKER_PROTOCOL, type EngineDescription, type RunRequest } from '../protocol';

const count = z.int().nonnegative();
const power = z.enum(['high-performance', 'low-power']);

/** Letters; more than any test reads. */
const MOST_PASSAGE = 100_000;

const testSchema = z.strictObject({
  phase: z.enum(['prefill', 'decode']),
  depth: count,
  tokens: z.int().positive(),
  batch: z.int().min(1).max(MOST_BATCH),
  delivery: z.enum(['streamed', 'batched']).optional(),
});

/** A run, without its files: which of them it needs. */
const requestSchema = z.strictObject({
  /** The options that are settings by themselves, as the command line has them. */
  own: z.record(z.string(), z.string()),
  shape: z.string().nullable(),
  formats: z.array(z.enum(MODEL_FORMATS)),
  tests: z.array(testSchema),
  sustained: z.strictObject({ format: z.enum(MODEL_FORMATS), seconds: z.number().positive() }).nullable(),
  budgetSeconds: z.number().positive().nullable(),
  fidelity: z.strictObject({ windows: z.int().positive() }).nullable(),
  tuning: z.enum(['remembered', 'again', 'off']),
  powerPreference: power,
  receipt: z.string().nullable(),
  /** Fable is what is measured. */
  model: z.boolean(),
  /** It writes a text in each format. */
  story: z.boolean(),
  /** What the contestants read; null: they read no text. */
  passage: z.string().max(MOST_PASSAGE).nullable(),
  /** Of the prompts; null: they are those that everybody has. */
  promptSeed: count.max(2 ** 32 - 1).nullable(),
  against: z.array(z.enum(PEER_IDS)),
  server: askedSchema.nullable(),
});

export type DrivenRequest = z.infer<typeof requestSchema>;

const id = z.int().positive();

export const callSchema = z.discriminatedUnion('call', [
  z.strictObject({ call: z.literal('describe'), id, power }),
  z.strictObject({ call: z.literal('run'), id, request: requestSchema }),
  z.strictObject({ call: z.literal('cancel'), id }),
  z.strictObject({ call: z.literal('notice'), id, guard: z.enum(GUARD_NAMES), active: z.boolean() }),
  /** There is nothing left to do. */
  z.strictObject({ call: z.literal('end'), id }),
]);

export type Call = z.infer<typeof callSchema>;

const descriptionSchema = z.looseObject({
  protocol: z.literal(WORKER_PROTOCOL),
  engine: resultSchema.shape.engine,
  adapter: adapterSchema,
  environment: environmentSchema,
  warnings: z.array(warningSchema),
}) satisfies z.ZodType<EngineDescription>;

/** What a command shows and keeps while a run goes on; its result has the rest. */
export const eventSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('plan'),
    steps: z.array(z.looseObject({ id: z.string(), title: z.string(), weight: z.number().nonnegative() })),
    shrunk: z.array(z.string()),
    headline: z.boolean(),
  }),
  z.looseObject({ type: z.literal('progress'), step: z.string(), fraction: z.number(), detail: z.string() }),
  z.looseObject({ type: z.literal('sample'), entry: entrySchema, final: z.boolean() }),
  z.looseObject({ type: z.literal('warning'), warning: warningSchema }),
]);

export type DrivenEvent = z.infer<typeof eventSchema>;

const failedSchema = z.strictObject({ ok: z.literal(false), error: errorSchema });
const answerOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), value }), failedSchema]);

export const describedSchema = answerOf(descriptionSchema);
export const measuredSchema = answerOf(resultSchema);

export const saidSchema = z.discriminatedUnion('say', [
  /** The page is there. */
  z.strictObject({ say: z.literal('here') }),
  z.strictObject({ say: z.literal('event'), id, event: z.unknown() }),
  z.strictObject({ say: z.literal('answer'), id, outcome: z.unknown() }),
]);

export type Said = z.infer<typeof saidSchema>;

/** As it is sent. Whether its model is Fable, who asks has to know. */
export function sentRequest(request: RunRequest): DrivenRequest {
  const { shape, formats, tests, sustained, budgetSeconds, fidelity, tuning, powerPreference, receipt } = request;
  return {
    own: ownTextsOf(request),
    ...{ shape, tuning, powerPreference, budgetSeconds, fidelity, sustained },
    ...{ formats: [...formats], tests: [...tests], against: [...(request.against ?? [])] },
    receipt: receipt === null ? null : receiptText(receipt),
    ...{ model: request.model !== null, story: request.story !== null },
    ...{ passage: request.passage ?? null, promptSeed: request.promptSeed ?? null },
    server: request.server ?? null,
  };
}

/** What was sent, but for the files. @throws TokamarkError `receipt` */
export function receivedRequest(sent: DrivenRequest): Omit<RunRequest, 'model' | 'story' | 'fidelityFiles'> {
  const { own, shape, formats, tests, sustained, budgetSeconds, fidelity, tuning, powerPreference, receipt, against } =
    sent;
  const { passage, promptSeed, server } = sent;
  return {
    ...ownOptions.parse(own),
    ...{ shape, formats, budgetSeconds, fidelity, tuning, powerPreference, against },
    tests: tests.map(({ delivery, ...test }) => (delivery === undefined ? test : { ...test, delivery })),
    sustained: sustained === null ? null : { ...sustained, seconds: seconds(sustained.seconds) },
    receipt: receipt === null ? null : parseReceipt(receipt),
    ...(passage === null ? {} : { passage }),
    ...(promptSeed === null ? {} : { promptSeed }),
    ...(server === null ? {} : { server }),
  };
}
