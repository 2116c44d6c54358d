/**
 * What the orchestrator asks of an engine and what it answers: one JSON object a line to a child process, one call to a page.
 * Everything that arrives is checked against these schemas. Not the engines themselves (see engines/).
 */
import { z } from 'zod';

const count = z.int().positive();

/** Whole-model workloads are at the shape of SmolLM2-135M; `format` is the engine's own word for its weights. */
export const workloadSchema = z.discriminatedUnion('kind', [
  /** `tokens` tokens one after the other, greedily, after a context of `depth`; of `batch` sequences at once (left out, one). */
  z.strictObject({
    ...{ kind: z.literal('decode'), format: z.string(), depth: z.int().nonnegative(), tokens: count },
    batch: count.optional(),
  }),
  /** A prompt of `tokens` after a context of `depth` (left out, none: an earlier build knows no other), up to the token after it. */
  z.strictObject({ kind: z.literal('prefill'), format: z.string(), depth: count.optional(), tokens: count }),
  /** (m, k) x (k, n); `layers` different weight matrices after each other make one unit of work. */
  z.strictObject({ kind: z.literal('matmul'), format: z.string(), m: count, n: count, k: count, layers: count }),
  /** One decode step of one layer: rotary embedding, KV append and attention over `depth` keys. */
  z.strictObject({
    kind: z.literal('attention'),
    heads: count,
    keyValueHeads: count,
    headDim: count,
    depth: count,
  }),
]);

export type Workload = z.infer<typeof workloadSchema>;

/** What an engine says of itself, for the head of its section. */
export const factsSchema = z.strictObject({
  /** Engine and version: `onnxruntime-node 1.30.0`. */
  engine: z.string(),
  /** As the engine names it; empty where it does not say. */
  adapter: z.string(),
  /** The settings that matter for speed, one a line. */
  settings: z.array(z.string()),
});

export type Facts = z.infer<typeof factsSchema>;

export const preparedSchema = z.strictObject({
  /** Bytes of weights that one token of decode reads; null for what is no whole model. */
  bytesPerToken: z.number().nullable(),
  /** What was special about this workload here, such as that graph capture was refused; empty otherwise. */
  note: z.string(),
});

export type Prepared = z.infer<typeof preparedSchema>;

/**
 * One engine. `prepare` loads and warms up; `run` does the prepared workload once and gives its seconds, measured from the first
 * submission until the GPU has finished; an operator's are per unit of work. Between calls an engine rests.
 */
export interface PeerEngine {
  readonly facts: () => Promise<Facts>;
  readonly prepare: (workload: Workload) => Promise<Prepared>;
  readonly run: () => Promise<number>;
  readonly release: () => Promise<void>;
}

export const requestSchema = z.discriminatedUnion('do', [
  z.strictObject({ id: z.int(), do: z.literal('facts') }),
  z.strictObject({ id: z.int(), do: z.literal('prepare'), workload: workloadSchema }),
  z.strictObject({ id: z.int(), do: z.literal('run') }),
  z.strictObject({ id: z.int(), do: z.literal('release') }),
]);

export type Request = z.infer<typeof requestSchema>;

export const replySchema = z.discriminatedUnion('ok', [
  z.strictObject({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ id: z.int(), ok: z.literal(false), error: z.string() }),
]);

export type Reply = z.infer<typeof replySchema>;

const secondsSchema = z.number().positive();

/** Does what a request asks and never throws: a failure is an answer too. */
export async function answer(engine: PeerEngine, request: Request): Promise<Reply> {
  const { id } = request;
  try {
    return { id, ok: true, value: await perform(engine, request) };
  } catch (thrown) {
    return { id, ok: false, error: reasonOf(thrown) };
  }
}

async function perform(engine: PeerEngine, request: Request): Promise<unknown> {
  switch (request.do) {
    case 'facts':
      return engine.facts();
    case 'prepare':
      return engine.prepare(request.workload);
    case 'run':
      return engine.run();
    case 'release':
      await engine.release();
      return null;
  }
}

/** The first line of what was thrown: it goes into a table cell. */
export function reasonOf(thrown: unknown): string {
  const [issue] = thrown instanceof z.ZodError ? thrown.issues : [];
  const text = issue?.message ?? (thrown instanceof Error ? thrown.message : String(thrown));
  return text.split('\n')[0]?.slice(0, 300) ?? '';
}

/** The other side: requests as calls, over whatever carries a request to its reply. */
export function engineOver(exchange: (request: Request) => Promise<Reply>): PeerEngine {
  let last = 0;
  const ask = async <T>(schema: z.ZodType<T>, request: (id: number) => Request): Promise<T> => {
    last += 1;
    const reply = await exchange(request(last));
    if (reply.id !== last) throw new Error(`an answer to request ${reply.id} came for request ${last}`);
    if (!reply.ok) throw new Error(reply.error);
    return schema.parse(reply.value);
  };
  return {
    facts: () => ask(factsSchema, (id) => ({ id, do: 'facts' })),
    prepare: (workload) => ask(preparedSchema, (id) => ({ id, do: 'prepare', workload })),
    run: () => ask(secondsSchema, (id) => ({ id, do: 'run' })),
    release: async () => {
      await ask(z.null(), (id) => ({ id, do: 'release' }));
    },
  };
}
