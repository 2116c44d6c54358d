/**
 * Every error of the API as problem+json (RFC 9457): a code that programs can hold to, the field, and what to do about it. What a database
 * or a library said goes to the log, under the request's id, and never to a client.
 */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { TokamarkError, type ErrorCode } from '../../../../src/foundation/errors';
import type { Problem } from '../contract/problem';
import { failureOf, type DatabaseFailure } from '../database/database-error';
import { INTERNAL, ProblemError, type Said } from '../problem/problem-error';

export const PROBLEM_TYPE = 'application/problem+json';

export function answerProblem(context: Context, said: Said): Response {
  const { retryAfter, field, ...rest } = said;
  const problem: Problem = { type: `about:blank#${said.code}`, ...rest, ...(field === undefined ? {} : { field }) };
  context.header('Content-Type', PROBLEM_TYPE);
  context.header('Cache-Control', 'no-store');
  if (retryAfter !== undefined) context.header('Retry-After', String(retryAfter));
  return context.body(JSON.stringify(problem), said.status);
}

/** What of it a client may hear. */
export function saidOf(thrown: unknown): Said {
  if (thrown instanceof ProblemError) return thrown.said;
  const failure = failureOf(thrown);
  if (failure !== null) return BY_FAILURE[failure];
  if (thrown instanceof TokamarkError && OF_CLIENT.includes(thrown.code)) {
    const { code, message, where, remedy } = thrown;
    const said = { status: 400 as const, code, title: 'This was not accepted', detail: message, remedy };
    return where === '' ? said : { ...said, field: where.slice(0, LONGEST_FIELD) };
  }
  if (thrown instanceof HTTPException && thrown.status < 500) return unreadable(thrown.status);
  return INTERNAL;
}

const LONGEST_FIELD = 400;

/** Of errors that say what was wrong with what somebody sent. */
const OF_CLIENT: readonly ErrorCode[] = ['import', 'option', 'receipt', 'link', 'range'];

const BUSY = { status: 503, title: 'The board cannot answer now' } as const;

const BY_FAILURE: Readonly<Record<DatabaseFailure, Said>> = {
  unavailable: {
    ...{ ...BUSY, code: 'unavailable', retryAfter: 5 },
    detail: 'The database of the board does not answer. Whether anything of this request was stored is not known.',
    remedy: 'Send the same request again after the time in Retry-After: what was stored is not stored twice.',
  },
  full: {
    ...{ ...BUSY, code: 'full', retryAfter: 600 },
    detail: 'The board has no room to store anything. Nothing of this request was stored.',
    remedy: 'Keep the result, and send it again later: who runs this board must make room first.',
  },
  conflict: {
    ...{ ...BUSY, code: 'conflict', retryAfter: 1 },
    detail: 'Others wrote the same rows at the same moment. Nothing of this request was stored.',
    remedy: 'Send the same request again.',
  },
  duplicate: INTERNAL,
  internal: INTERNAL,
};

/** What a parser of HTTP or JSON says names its own insides. */
const unreadable = (status: number): Said => ({
  ...{ status: status === 415 ? 415 : 400, code: 'unreadable', title: 'This was not read' },
  detail: 'The body is not the JSON that this address takes.',
  remedy: 'Send Content-Type: application/json and a body as /api/openapi.json describes it.',
});

/** What a schema found, for the first field that is wrong. */
export function invalid(error: z.core.$ZodError, place: string): Said {
  const [issue] = error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [place, ...(issue?.path ?? []), ...unknown].map(String).join('.').slice(0, LONGEST_FIELD);
  return {
    ...{ status: 400, code: 'invalid', title: 'A field is wrong', field },
    detail: `${field}: ${issue?.message ?? 'it is not as it should be'}.`.slice(0, LONGEST_DETAIL),
    remedy: 'Correct the field as /api/openapi.json describes it.',
  };
}

const LONGEST_DETAIL = 1000;
