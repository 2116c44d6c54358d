/** Pages of other sites make nobody's browser write here: a visitor would ask for challenges, and use up their limits, without knowing of it. */
import type { MiddlewareHandler } from 'hono';
import type { Said } from '../problem/problem-error';
import { answerProblem } from './problem';

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const OWN: readonly string[] = ['same-origin', 'none'];

/** A browser says where a request comes from, and no script can say otherwise. A program says nothing, and is let through. */
export const refuseOtherSites: MiddlewareHandler = async (context, next) => {
  const from = context.req.header('Sec-Fetch-Site');
  if (from === undefined || OWN.includes(from) || READS.includes(context.req.method)) return next();
  return answerProblem(context, OTHER_SITE);
};

const OTHER_SITE: Said = {
  ...{ status: 403, code: 'other-site', title: 'This is not taken from another site', field: 'Sec-Fetch-Site' },
  detail: 'A page of another site made a browser send this. Nothing of it was stored.',
  remedy: 'Send it from the board’s own page, or with a program.',
};
