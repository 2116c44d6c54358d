/** The response headers of the served page. Any other host of the same folder may send them too; the page works without. */

/** Isolation from other origins: with it browsers give `performance.now()` steps of 5 to 20 µs instead of 100. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/** The page loads nothing from elsewhere and runs no text as code; WebAssembly is the one exception. */
const CONTENT_POLICY = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self' blob:",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const;

const policyOf = (policy: Readonly<Record<string, string>>): string =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

export const PROTECTION_HEADERS = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': policyOf(CONTENT_POLICY),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
} as const;

/** Typed text in a frame: it measures nothing, keeps nothing and has nothing to be tricked into, so any page may show it. */
const FRAMED_HEADERS = {
  ...PROTECTION_HEADERS,
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Content-Security-Policy': policyOf({ ...CONTENT_POLICY, 'frame-ancestors': '*' }),
} as const;

/**
 * Of the one worker that asks a server which the visitor runs (src/peers/server/server-worker.ts), and of nothing else: a worker has the policy that
 * comes with its own file. So neither the page, which draws texts from outside, nor any other worker can reach more than the page's own host.
 */
const ASKS_SERVERS = /^assets\/server-worker-[\w-]+\.js$/;

/**
 * Ports of this machine, by the two names that a policy knows for it (it has none for IPv6). No other host: what any page could be made to send
 * would then leave the machine. A server elsewhere is for the command, which has no such policy, and adds that one origin where it drives a browser.
 */
const THIS_MACHINE = ['http://localhost:*', 'http://127.0.0.1:*'] as const;

/**
 * @param path below the page's folder, without a slash at its beginning
 * @param asked origins of servers that may be asked
 */
export function protectionOf(path: string, asked: readonly string[] = THIS_MACHINE): Readonly<Record<string, string>> {
  if (path === 'feel.html') return FRAMED_HEADERS;
  if (!ASKS_SERVERS.test(path)) return PROTECTION_HEADERS;
  const policy = { ...CONTENT_POLICY, 'connect-src': [CONTENT_POLICY['connect-src'], ...asked].join(' ') };
  return { ...PROTECTION_HEADERS, 'Content-Security-Policy': policyOf(policy) };
}
