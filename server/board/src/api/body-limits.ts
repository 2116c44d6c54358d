/** How much of a body is read: of a run a whole result, of everything else a few fields. What comes in pieces is counted while it comes. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { MOST_BYTES } from '../contract/submission';
import { answerProblem } from './problem';

/** A link of a chain has 200. */
const FEW_BYTES = 4096;

const TAKES_RUNS = /^\/api\/runs(\/check)?\/?$/;

const upTo = (maxSize: number): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (context) =>
      answerProblem(context, {
        ...{ status: 413, code: 'too-large', title: 'The body is too large' },
        detail: `At most ${maxSize} bytes are read here.`,
        remedy: 'Send one result, as Tokamark made it, to /api/runs.',
      }),
  });

const ofRuns = upTo(MOST_BYTES);
const ofOthers = upTo(FEW_BYTES);

/** That have none: a look at it would make a whole request of the platform's, which costs more than all else of a kept answer. */
const BODILESS: readonly string[] = ['GET', 'HEAD'];

export const limitBodies: MiddlewareHandler = (context, next) =>
  BODILESS.includes(context.req.method)
    ? next()
    : (TAKES_RUNS.test(context.req.path) ? ofRuns : ofOthers)(context, next);
