/** Which addresses the app has, as its own router knows them: nobody keeps a second list of them. */
import type { Hono } from 'hono';
import { METHOD_NAME_ALL } from 'hono/router';

type Routed = Pick<Hono, 'routes' | 'router'>;

/** Middleware stands in front of every address, and is none. */
const addressesOf = ({ routes }: Pick<Routed, 'routes'>) => routes.filter(({ method }) => method !== METHOD_NAME_ALL);

/**
 * Whether a request is the app's to answer: its address begins as one of the app's does, up to the first slash. What is then no address of the
 * app, it says itself.
 * @returns of the target of a request, with its query
 */
export function holdingOf(app: Pick<Routed, 'routes'>): (target: string) => boolean {
  const held = new Set(addressesOf(app).map(({ path }) => firstPart(path)));
  return (target) => held.has(firstPart(target));
}

/** By which methods an address is asked, as Allow lists them; empty where there is no such address. */
export function methodsOf(app: Routed, path: string): readonly string[] {
  const methods = new Set(addressesOf(app).map(({ method }) => method));
  const taken = [...methods].filter((one) =>
    app.router.match(one, path)[0].some(([[, route]]) => route.method === one),
  );
  // The app answers HEAD as GET without its body.
  return [...taken, ...(taken.includes('GET') ? ['HEAD'] : [])].toSorted();
}

/** `/board` of `/board/card/x.png?y`. */
const firstPart = (target: string): string => /^\/[^/?#]*/.exec(target)?.[0] ?? '';
