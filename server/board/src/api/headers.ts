/** Headers of answers as OpenAPI describes them: each once, and the answers that have it refer to it. */

const text = (description: string) => ({ description, schema: { type: 'string' as const } });

export const HEADERS = {
  'X-Request-Id': text('Of this request: who runs the board finds it in the log by it.'),
  'RateLimit-Policy': text(
    'Which limit counts this request: `"reads";q=1200;w=60` is 1,200 in 60 seconds. Absent where nobody is limited.',
  ),
  RateLimit: text(
    'What is left of it: `"reads";r=1199;t=42` is 1,199 until 42 seconds from now. Absent where nobody is limited.',
  ),
  'Retry-After': {
    description: 'Seconds after which the same request may be sent again.',
    schema: { type: 'integer' as const, minimum: 0 },
  },
  ETag: text('Of this answer: sent as If-None-Match, an answer that is still the same comes as 304 without a body.'),
  'Cache-Control': text('How long the answer may be kept.'),
  Link: text('Where the next page begins, with `rel="next"`; absent on the last.'),
};

/** @returns of an answer that has them */
export const headers = (...names: readonly (keyof typeof HEADERS)[]): Readonly<Record<string, { $ref: string }>> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
