/** An error that is meant for whoever asked: what was wrong, with which field, and what to do about it. What becomes of it is api/'s. */
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export interface Said {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
  readonly field?: string;
  /** Seconds after which the same request may be sent again. */
  readonly retryAfter?: number;
}

export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(readonly said: Said) {
    super(said.detail);
  }
}

export const INTERNAL: Said = {
  ...{ status: 500, code: 'internal', title: 'The board failed' },
  detail: 'Something unexpected went wrong in the board.',
  remedy: 'Tell who runs this board the X-Request-Id of this answer.',
};
