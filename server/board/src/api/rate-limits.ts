/** Limits by rate around every request of the API: the draft's headers RateLimit and RateLimit-Policy, and a problem with Retry-After beyond. */
import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { clientAddress } from '../limits/client-address';
import type { RateLimiter, Taken } from '../limits/limiter';
import { rateKindOf, type RateKind } from '../limits/rates';
import type { Said } from '../problem/problem-error';
import { answerProblem } from './problem';

export interface RateLimits {
  readonly limiter: Pick<RateLimiter, 'take'>;
  readonly behindProxy: boolean;
  /** Told once, where a proxy shows and nobody has said that there is one. */
  readonly warn: (message: string) => void;
}

/** What server.ts hands in with a request. */
const bindingsSchema = z.object({ peer: z.string().optional() }).catch({});

export function limitRates({ limiter, behindProxy, warn }: RateLimits): MiddlewareHandler {
  let isWarned = false;
  return async (context, next) => {
    const kind = rateKindOf(context.req.method, context.req.path);
    if (kind === null) return next();
    const forwarded = context.req.header('X-Forwarded-For');
    if (forwarded !== undefined && !behindProxy && !isWarned) {
      isWarned = true;
      warn('requests come through a proxy: set TRUST_PROXY=1, or all of them share the limits of one address');
    }
    const { peer } = bindingsSchema.parse(context.env);
    const address = clientAddress({ peer, forwarded, behindProxy });
    const taken = await counted(limiter.take(kind, address), kind);
    if (taken === null) return next();
    context.header('RateLimit-Policy', `"${kind}";q=${taken.most};w=${taken.windowSeconds}`);
    context.header('RateLimit', `"${kind}";r=${taken.left};t=${taken.resetSeconds}`);
    return taken.isAllowed ? next() : answerProblem(context, tooMany(kind, taken));
  };
}

/** Where the database cannot count, what writes could not be stored either; what reads says itself what is wrong. */
async function counted(taken: Promise<Taken>, kind: RateKind): Promise<Taken | null> {
  if (kind !== 'reads') return taken;
  return taken.catch(() => null);
}

const tooMany = (kind: RateKind, { most, windowSeconds, resetSeconds }: Taken): Said => ({
  ...{ status: 429, code: 'too-many', title: 'Too many requests', retryAfter: resetSeconds },
  detail: `At most ${most} ${kind} in ${windowSeconds / 60} minutes are taken from one address, or one /64 of IPv6. Nothing of this request was stored.`,
  remedy: `Send the same request again after the time in Retry-After.${kind === 'reads' ? ' Whoever wants all of it takes the dump: /api/dumps.' : ''}`,
});
