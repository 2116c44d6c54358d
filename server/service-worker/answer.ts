/** What a request below the page's folder is answered with: a kept file or the host's own, either with the headers of headers.ts. */
import { ISOLATION_HEADERS, protectionOf } from '../headers';

/** The same response with COOP, COEP and the content policy, whatever the host sends; what the browser keeps closed stays so. */
export function strict(response: Response, path: string): Response {
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries({ ...protectionOf(path), ...ISOLATION_HEADERS })) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

/** The file that `url` means below `scope`, which ends in a slash; null for what is elsewhere. */
export function fileOf(url: string, scope: string): string | null {
  const { origin, pathname } = new URL(url);
  const whole = `${origin}${pathname}`;
  if (!whole.startsWith(scope)) return null;
  const path = whole.slice(scope.length);
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

/** What is asked of the kept page. */
export interface KeptFiles {
  readonly match: (path: string) => Promise<Response | null>;
}

/** @param ask the host */
export async function answer(
  request: Request,
  path: string,
  kept: KeptFiles,
  ask: (request: Request) => Promise<Response>,
): Promise<Response> {
  // A browser that refuses storage still has the host.
  const file = await kept.match(path).catch(() => null);
  return strict(file ?? (await ask(request)), path);
}
