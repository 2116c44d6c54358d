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

/** @param path below the page's folder, without a slash at its beginning */
export const protectionOf = (path: string): Readonly<Record<string, string>> =>
  path === 'feel.html' ? FRAMED_HEADERS : PROTECTION_HEADERS;
