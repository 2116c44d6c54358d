/** How often one address may ask, by what it asks for. A class of thirty behind one address runs, sends and looks at its places within these. */

interface Rate {
  readonly most: number;
  /** Of the window. */
  readonly seconds: number;
}

export const RATES = {
  challenges: { most: 60, seconds: 3600 },
  /** A run sends one in two seconds. */
  links: { most: 1800, seconds: 60 },
  submissions: { most: 60, seconds: 3600 },
  /** Each reads a document and judges it, as a submission does. */
  checks: { most: 120, seconds: 3600 },
  /** Whatever else is not only read. */
  changes: { most: 60, seconds: 3600 },
  /** Files: a dump has eleven. */
  dumps: { most: 60, seconds: 3600 },
  /** Pictures, which are drawn. */
  cards: { most: 60, seconds: 60 },
  reads: { most: 1200, seconds: 60 },
} as const satisfies Readonly<Record<string, Rate>>;

export type RateKind = keyof typeof RATES;

export const LONGEST_WINDOW_SECONDS = Math.max(...Object.values(RATES).map(({ seconds }) => seconds));

const OF_POSTS: readonly (readonly [RegExp, RateKind])[] = [
  [/^\/api\/challenges\/?$/, 'challenges'],
  [/^\/api\/challenges\/[^/]+\/commitments\/?$/, 'links'],
  [/^\/api\/runs\/?$/, 'submissions'],
  [/^\/api\/runs\/check\/?$/, 'checks'],
];

/** Null of what machines of the operator ask all day: whether it lives, and its figures. */
export function rateKindOf(method: string, path: string): RateKind | null {
  if (/^\/board\/card\//.test(path)) return 'cards';
  if (!/^\/api(\/|$)/.test(path)) return null;
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') {
    return /^\/api\/dumps\//.test(path) ? 'dumps' : 'reads';
  }
  const post = method === 'POST' ? OF_POSTS.find(([pattern]) => pattern.test(path)) : undefined;
  return post?.[1] ?? 'changes';
}
