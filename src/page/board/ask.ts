/** Asks the board beside the page. What comes is of another machine: a schema passes it, and what went wrong says what to do about it. */
import type { z } from 'zod';
import { PLACE_FILE, boardPlaceSchema, type BoardPlace } from '../../../server/board/src/contract/place';
import { problemSchema } from '../../../server/board/src/contract/problem';
import { decodeUtf8 } from '../../foundation/decode-text';
import { TokamarkError } from '../../foundation/errors';
import { oneLine } from '../../report/outside-text';

export type Ask = typeof fetch;

interface Host {
  readonly ask: Ask;
  /** Below which the addresses are. */
  readonly page: string;
}

/** What loads an answer of this schema. @throws TokamarkError `network` where no answer came, or none that can be read */
export const boardAnswer =
  <T>({ ask, page }: Host, schema: z.ZodType<T>) =>
  (address: string, signal: AbortSignal): Promise<T> =>
    answerOf(ask, new URL(address, page), signal).then((response) => read(response, schema));

async function read<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const value = await jsonOf(response);
  if (!response.ok) throw saidBy(value, response);
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw unreadable(response);
  return parsed.data;
}

/** What `board-place.json` says. A host without one has no board. */
export async function askPlace({ ask, page }: Host, signal: AbortSignal): Promise<BoardPlace> {
  const response = await answerOf(ask, new URL(PLACE_FILE, page), signal);
  const parsed = boardPlaceSchema.safeParse(response.ok ? await jsonOf(response) : null);
  return parsed.success ? parsed.data : { board: 'none' };
}

async function answerOf(ask: Ask, address: URL, signal: AbortSignal): Promise<Response> {
  try {
    return await ask(address, { signal, headers: { Accept: 'application/json' } });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw unanswered(cause);
  }
}

const unanswered = (cause: unknown): TokamarkError =>
  new TokamarkError(
    {
      code: 'network',
      message: 'The board did not answer.',
      where: '',
      remedy: 'Check the connection, then try again. What was shown before may be old.',
    },
    { cause },
  );

/** Null of what is no JSON. */
async function jsonOf(response: Response): Promise<unknown> {
  const body = await response.arrayBuffer().catch((cause: unknown) => {
    throw unanswered(cause);
  });
  const bytes = new Uint8Array(body);
  try {
    return JSON.parse(decodeUtf8(bytes, 'board', 'network'));
  } catch {
    return null;
  }
}

function saidBy(value: unknown, response: Response): TokamarkError {
  const parsed = problemSchema.safeParse(value);
  if (!parsed.success) return unreadable(response);
  const { detail, field = '', remedy } = parsed.data;
  return new TokamarkError({
    code: 'network',
    message: oneLine(detail),
    where: oneLine(field),
    remedy: oneLine(remedy),
  });
}

const unreadable = ({ status, url }: Response): TokamarkError =>
  new TokamarkError({
    code: 'network',
    message: `The board answered with something that this page cannot read (HTTP ${status}).`,
    where: URL.canParse(url) ? new URL(url).pathname : '',
    remedy: 'Reload the page: it may be older than the board. If that does not help, tell who runs this board.',
  });
