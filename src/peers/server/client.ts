/** What a server is asked: its models, and texts. Runs in a worker of the page and in the command alike. */
import { systemClock } from '../../benchmark/clock';
import { CANCELLED } from '../../foundation/cancel';
import { TokamarkError } from '../../foundation/errors';
import { seconds } from '../../foundation/units';
import { modelsSchema } from './answers';
import { brokeOff, notUnderstood } from './failures';
import { assertAnswered, request, textOf, wholeJson, type Asking, type Place } from './http';
import { readStream, type Streamed } from './streamed';

/** Where texts are asked for, and what of a request this server takes. */
export interface Manner {
  readonly path: 'completions' | 'chat';
  /** Whether it takes what llama-server and vLLM know beside OpenAI's fields. */
  readonly extras: boolean;
  /** Whether it takes the wish for counts. */
  readonly counts: boolean;
}

export interface TextAsked {
  readonly model: string;
  readonly prompt: string;
  readonly tokens: number;
  readonly manner: Manner;
}

/** Its models by their names, as it has them. @throws TokamarkError `peer`, `cancelled` */
export async function askModels(place: Place, asking: Asking): Promise<readonly string[]> {
  const answer = await request(place, asking, 'v1/models');
  return unlessCancelled(asking.signal, async () => {
    await assertAnswered(answer, 'list of models, /v1/models');
    const { data } = modelsSchema.safeParse(await wholeJson(answer));
    if (data === undefined) throw notUnderstood('something that is no list of models');
    return [...new Set(data.data.map(({ id }) => id))];
  });
}

/** That it does not take a field, or has no such path: then another manner is tried. */
export class NotTaken extends Error {
  constructor(
    readonly status: number,
    readonly why: TokamarkError,
  ) {
    super(why.message);
  }
}

/** @throws TokamarkError `peer`, `cancelled`; NotTaken */
export async function askText(place: Place, asking: Asking, asked: TextAsked): Promise<Streamed> {
  const begin = systemClock.now();
  const path = asked.manner.path === 'chat' ? 'v1/chat/completions' : 'v1/completions';
  const answer = await request(place, asking, path, bodyOf(asked));
  return unlessCancelled(asking.signal, async () => {
    await assertTaken(answer, path);
    const kind = answer.headers.get('content-type') ?? '';
    if (!/^text\/event-stream\b/i.test(kind)) throw notUnderstood('something that is no stream of events');
    const now = () => seconds(systemClock.now() - begin);
    return readStream(textOf(answer), { now, tokens: asked.tokens });
  });
}

const NOT_TAKEN = [400, 404, 405, 415, 422, 501];

async function assertTaken(answer: Response, what: string): Promise<void> {
  try {
    await assertAnswered(answer, `/${what}`);
  } catch (thrown) {
    if (thrown instanceof TokamarkError && NOT_TAKEN.includes(answer.status)) throw new NotTaken(answer.status, thrown);
    throw thrown;
  }
}

/** A connection that ends while an answer is read. */
async function unlessCancelled<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (signal.aborted) throw new TokamarkError(CANCELLED);
    throw thrown instanceof TokamarkError || thrown instanceof NotTaken ? thrown : brokeOff(0);
  }
}

function bodyOf({ model, prompt, tokens, manner }: TextAsked): unknown {
  return {
    model,
    ...(manner.path === 'chat' ? { messages: [{ role: 'user', content: prompt }] } : { prompt }),
    ...{ max_tokens: tokens, temperature: 0, stream: true },
    ...(manner.counts ? { stream_options: { include_usage: true } } : {}),
    // llama-server's and vLLM's: go on after the end of a text; llama-server's: read every prompt anew.
    ...(manner.extras ? { ignore_eos: true, cache_prompt: false } : {}),
  };
}
