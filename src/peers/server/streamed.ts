/** A text as a server streams it: its pieces with the instants at which they came. Knows no request (client.ts) and no test (passed.ts). */
import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import { seconds, type Seconds } from '../../foundation/units';
import { errorOf, jsonOf, pieceOf, type Usage } from './answers';
import { brokeOff, notUnderstood, saidError, tooLarge } from './failures';

export interface Streamed {
  /** Until the first piece of text, or until the end of one that has none. */
  readonly first: Seconds;
  /** Of each piece of text, and of the one that ends it where that has none: since the request. */
  readonly times: readonly Seconds[];
  readonly pieces: readonly string[];
  /** What it counts; null where it does not. */
  readonly usage: Usage | null;
}

/** What crosses from a worker is checked like what crosses a network. */
const usage = z.object({ prompt: z.number(), written: z.number(), cached: z.number().nullable() });
const time = z
  .number()
  .nonnegative()
  .transform((value) => seconds(value));
export const streamedSchema = z.object({
  first: time,
  times: z.array(time),
  pieces: z.array(z.string()),
  usage: usage.nullable(),
}) satisfies z.ZodType<Streamed>;

/** Pieces with an empty text, comments and counts come beside those of tokens. */
const SPARE_PIECES = 64;
/** Letters of one event, and of all for each token. */
const MOST_EVENT = 64 * 1024;
const MOST_LETTERS_PER_TOKEN = 16 * 1024;

export interface Reading {
  /** Seconds since the request. */
  readonly now: () => Seconds;
  /** How many were asked for: far more are not read. */
  readonly tokens: number;
}

/** @throws TokamarkError `peer` of what is no such stream, is cut off, or has no end; what `text` throws */
export async function readStream(text: AsyncIterable<string>, { now, tokens }: Reading): Promise<Streamed> {
  const reader = new StreamReader(now, tokens);
  let letters = 0;
  for await (const part of text) {
    letters += part.length;
    if (letters > MOST_EVENT + tokens * MOST_LETTERS_PER_TOKEN) throw tooLarge();
    reader.feed(part);
    if (reader.isDone) break;
  }
  return reader.end();
}

class StreamReader {
  private readonly pieces: string[] = [];
  private readonly times: Seconds[] = [];
  private usage: Usage | null = null;
  private hasEnded = false;
  private endedAt: Seconds | null = null;
  private events = 0;
  private at = seconds(0);
  isDone = false;

  private readonly parser = createParser({
    maxBufferSize: MOST_EVENT,
    onEvent: ({ data }) => this.hear(data),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') throw tooLarge();
    },
  });

  constructor(
    private readonly now: () => Seconds,
    private readonly tokens: number,
  ) {}

  /** What came together has one instant. */
  feed(part: string): void {
    this.at = this.now();
    this.parser.feed(part);
  }

  private hear(data: string): void {
    if (this.isDone) return;
    this.events += 1;
    if (this.events > 2 * this.tokens + SPARE_PIECES) throw notUnderstood('more pieces than it was asked for tokens');
    if (data.trim() === '[DONE]') {
      this.isDone = true;
      return;
    }
    const json = jsonOf(data);
    const piece = json === null ? null : pieceOf(json.value);
    const said = errorOf(json?.value);
    if (said !== '') throw saidError(said);
    if (piece === null) throw notUnderstood('something in its stream that is no piece of a text');
    if (piece.text !== '') {
      this.pieces.push(piece.text);
      this.times.push(this.at);
    }
    if (piece.ends && !this.hasEnded) {
      this.hasEnded = true;
      this.endedAt = this.at;
    }
    this.usage = piece.usage ?? this.usage;
  }

  /** What has neither a reason for its end nor [DONE] was cut off. */
  end(): Streamed {
    if (!this.hasEnded && !this.isDone) throw brokeOff(this.pieces.length);
    const first = this.times[0] ?? this.endedAt;
    if (first === null) throw notUnderstood('without a text and without its end');
    const { times, pieces, usage: counted } = this;
    return { first, times, pieces, usage: counted };
  }
}
