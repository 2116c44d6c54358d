/** What the page knows of its service worker, and what it says of that. */
import { z } from 'zod';
import { WORDS } from './catalogue/words';

const version = z.object({ version: z.string(), label: z.string() });

/** What the build writes beside the page (vite.config.ts): read before anything is kept. */
export const announcedSchema = version.extend({ bytes: z.number() });

/** The answers of a service worker, which may be that of another version (server/service-worker/commands.ts). */
export const answerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), newest: version, kept: version.nullable(), bytes: z.number() }),
  z.object({ type: z.literal('progress'), bytes: z.number() }),
  z.object({ type: z.literal('failed'), message: z.string(), remedy: z.string() }),
]);

type Version = Readonly<z.infer<typeof version>>;

export interface KeptState {
  readonly newest: Version;
  readonly kept: Version | null;
  readonly bytes: number;
}

export type OfflineState =
  /** There are no service workers here, or nobody has answered yet. */
  | { readonly kind: 'unknown' }
  | ({ readonly kind: 'known' } & KeptState)
  | { readonly kind: 'keeping'; readonly done: number; readonly bytes: number }
  | { readonly kind: 'failed'; readonly message: string; readonly remedy: string };

/** How the page itself was loaded. */
export interface Loaded {
  /** The version that was kept then, and so is the one that runs; null where the host's own runs. */
  readonly version: string | null;
  /** Whether a reload isolates the page from other origins, which its host does not do. */
  readonly isolatesNext: boolean;
}

export interface OfflineWords {
  readonly says: string;
  /** What the button says that keeps the newest version; null: there is none. */
  readonly keep: string | null;
  readonly forgets: boolean;
  readonly reloads: boolean;
  /** The version that can be used in place of this one; null where there is none. */
  readonly newer: string | null;
}

export function offlineWords(state: OfflineState, loaded: Loaded): OfflineWords {
  const isolation = loaded.isolatesNext ? [WORDS.isolation] : [];
  const words = (says: readonly string[], rest: Partial<OfflineWords> = {}): OfflineWords => ({
    says: [...says, ...isolation].join(' '),
    ...{ keep: null, forgets: false, reloads: loaded.isolatesNext, newer: null },
    ...rest,
  });
  switch (state.kind) {
    case 'unknown':
      return words([]);
    case 'keeping':
      return words([WORDS.keeping(megabytes(state.done), megabytes(state.bytes))], { keep: WORDS.makingAvailable });
    case 'failed':
      return words([WORDS.notKept(state.message, state.remedy)], { keep: WORDS.again });
    case 'known':
      return known(state, loaded, words);
  }
}

type Words = (says: readonly string[], rest?: Partial<OfflineWords>) => OfflineWords;

function known({ kept, newest, bytes }: KeptState, loaded: Loaded, words: Words): OfflineWords {
  if (kept === null) return words([WORDS.wouldKeep(megabytes(bytes))], { keep: WORDS.makeAvailable });
  if (kept.version !== newest.version) {
    const says = WORDS.keepsOlder(kept.label, newest.label);
    return words([says], { keep: WORDS.getNewer, forgets: true, newer: newest.label });
  }
  if (loaded.version !== null && loaded.version !== kept.version) {
    return words([WORDS.keepsNewer(kept.label)], { forgets: true, reloads: true, newer: newest.label });
  }
  return words([WORDS.available(kept.label)], { forgets: true });
}

const megabytes = (bytes: number): string => WORDS.megabytes((bytes / 1e6).toFixed(1));
