/**
 * What a board answers, read as hostile: how much of it there is, whether it is JSON, and its fields. A problem becomes an error with its
 * field and remedy; its words are made plain, since they come from whoever runs the board.
 */
import type { z } from 'zod';
import { decodeUtf8 } from '../../../../src/foundation/decode-text';
import { TokamarkError } from '../../../../src/foundation/errors';
import { plainName } from '../../../../src/report/outside-text';
import { problemSchema, type Problem } from '../contract/problem';
import { readJson, type JsonLimits } from '../contract/read-json';

/** Bytes: the answer to a run of 500 figures and 100 reasons has less. */
const MOST_BYTES = 1e6;
const LIMITS: JsonLimits = { letters: MOST_BYTES, depth: 12, values: 50_000, longest: 2000 };
const MOST_LETTERS = 500;

/** The same may be sent again: nobody is known to have refused it. */
export class UnansweredError extends TokamarkError {
  /** @param retryAfter seconds, where the board says */
  constructor(
    readonly retryAfter: number | null,
    message: string,
    where: string,
    cause?: unknown,
  ) {
    const remedy = 'Check the connection and the address of the board, and try again: the same may be sent again.';
    super({ code: 'network', message, where, remedy }, { cause });
  }
}

/** The board says what is wrong with what it was sent. */
export class RefusedError extends TokamarkError {
  constructor(
    /** Of HTTP. */
    readonly status: number,
    /** The board's own code: `challenge-used`. */
    readonly reason: string,
    { message, where, remedy }: { readonly message: string; readonly where: string; readonly remedy: string },
  ) {
    super({ code: 'import', message, where, remedy });
  }
}

/** Statuses after which the same request may be answered later. */
const LATER: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/** @throws UnansweredError, RefusedError; TokamarkError `network` of an answer that no board gives */
export async function readAnswer<S extends z.ZodType>(
  response: Response,
  schema: S,
  where: string,
): Promise<z.output<S>> {
  if (response.ok) {
    const read = schema.safeParse(await jsonOf(response, where));
    if (read.success) return read.data;
    throw noBoard(where, `in its field ${plainName(read.error.issues[0]?.path.join('.') ?? '', 100) || 'document'}`);
  }
  await throwProblem(response, where);
  throw noBoard(where, `with HTTP ${response.status}`);
}

/** Of an answer without a body. @throws as readAnswer */
export async function readNothing(response: Response, where: string): Promise<void> {
  if (response.ok) return response.body?.cancel();
  await throwProblem(response, where);
}

async function throwProblem(response: Response, where: string): Promise<void> {
  const { status } = response;
  const problem = await problemOf(response, where);
  if (LATER.includes(status)) {
    const said = problem === null ? `HTTP ${status}` : plainName(problem.detail, MOST_LETTERS);
    throw new UnansweredError(retryAfterOf(response), `The board cannot answer now: ${said}`, where);
  }
  if (problem === null) throw noBoard(where, `with HTTP ${status}`);
  throw new RefusedError(status, plainName(problem.code, 60), {
    message: `The board refuses this: ${plainName(problem.detail, MOST_LETTERS)}`,
    where: plainName(problem.field ?? where, MOST_LETTERS),
    remedy: plainName(problem.remedy, MOST_LETTERS),
  });
}

/** Null of what is no problem, as a proxy's own page of an error. */
async function problemOf(response: Response, where: string): Promise<Problem | null> {
  if (!/^application\/problem\+json\b/i.test(response.headers.get('Content-Type') ?? '')) {
    await response.body?.cancel();
    return null;
  }
  return problemSchema.safeParse(await jsonOf(response, where).catch(() => null)).data ?? null;
}

/** Seconds; null where it does not say, or says a date. */
function retryAfterOf({ headers }: Response): number | null {
  const text = headers.get('Retry-After')?.trim() ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

async function jsonOf(response: Response, where: string): Promise<unknown> {
  const bytes = await bytesOf(response, where);
  try {
    return readJson(decodeUtf8(bytes, where, 'network'), LIMITS);
  } catch (cause) {
    throw noBoard(where, 'with what is no JSON of a board', cause);
  }
}

/** No more than is read is waited for, whatever a header says of the length. */
async function bytesOf({ body }: Response, where: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.length;
    if (total > MOST_BYTES) {
      await reader.cancel();
      throw noBoard(where, `with more than ${MOST_BYTES} bytes`);
    }
    parts.push(value);
  }
  const all = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const noBoard = (where: string, how: string, cause?: unknown): TokamarkError =>
  new TokamarkError(
    {
      code: 'network',
      message: `What answers at this address is no board of this version of Tokamark: it answers ${how}.`,
      where,
      remedy: 'Check the address of the board; a board of a newer version needs a newer Tokamark.',
    },
    { cause },
  );
