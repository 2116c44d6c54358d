/** The command's end of the connection to the page that it drives: hands out calls, and hears what the page says. Knows no engine. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { saidSchema, type Call, type Said } from '../../worker/driven/messages';

/** A page asks again after this long, so that one that has gone is noticed. */
const HOLD_MILLISECONDS = 20_000;
/** Of one message: a result with all of its samples has some megabytes. */
const MOST_BYTES = 64 * 1024 * 1024;

export class DrivenLink {
  /** Only the page that the command opens is told: no other page of the browser can speak for it. */
  readonly token = randomBytes(16).toString('hex');
  private readonly calls: Call[] = [];
  private waiting: ServerResponse | null = null;
  /** When the page last asked for a call or said something, in milliseconds of performance.now(); null before it has. */
  heardAt: number | null = null;

  constructor(
    private readonly onSaid: (said: Said) => void,
    private readonly holdMilliseconds = HOLD_MILLISECONDS,
  ) {}

  send(call: Call): void {
    this.calls.push(call);
    this.handOut();
  }

  /** Answers what is asked below this link's place. @returns whether it was */
  answers(request: IncomingMessage, response: ServerResponse): boolean {
    const place = `/driven/${this.token}/`;
    const { url = '', method } = request;
    if (!url.startsWith(place)) return false;
    const name = url.slice(place.length);
    this.heardAt = performance.now();
    if (name === 'next' && method === 'GET') this.hold(response);
    else if (name === 'said' && method === 'POST') void this.hear(request, response);
    else response.writeHead(404).end();
    return true;
  }

  private hold(response: ServerResponse): void {
    this.waiting?.writeHead(204).end();
    this.waiting = response;
    const timer = setTimeout(() => this.release(response), this.holdMilliseconds);
    response.on('close', () => {
      clearTimeout(timer);
      if (this.waiting === response) this.waiting = null;
    });
    this.handOut();
  }

  private release(response: ServerResponse): void {
    if (this.waiting !== response) return;
    this.waiting = null;
    response.writeHead(204).end();
  }

  private handOut(): void {
    const { waiting } = this;
    if (waiting === null) return;
    const call = this.calls.shift();
    if (call === undefined) return;
    this.waiting = null;
    waiting.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(call));
  }

  private async hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const said = await messageOf(request);
    if (said === null) {
      response.writeHead(400).end();
      return;
    }
    response.writeHead(204).end();
    this.onSaid(said);
  }
}

/** Null of what is no message, too large, or broken off. */
async function messageOf(request: IncomingMessage): Promise<Said | null> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of request) {
      if (!(piece instanceof Uint8Array)) return null;
      bytes += piece.byteLength;
      if (bytes > MOST_BYTES) return null;
      pieces.push(piece);
    }
    const text = Buffer.concat(pieces).toString('utf8');
    return saidSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
