/** Which build this is: version, commit and address, put in when it is bundled (and by the tests' own transform). */

declare const __TOKAMARK_VERSION__: string;
declare const __TOKAMARK_COMMIT__: string;
declare const __TOKAMARK_URL__: string;
declare const __TOKAMARK_PEERS__: Readonly<Record<string, string>>;

/** Names this engine in a document, also as what measured a speed. */
export const ENGINE = 'tokamark';

export const VERSION: string = __TOKAMARK_VERSION__;

/** Twelve digits of the git commit, with `-dirty` where files differ from it; `unknown` outside git. */
export const COMMIT: string = __TOKAMARK_COMMIT__;

/** The versions of the other engines in this build, by the names of their packages. */
export const PEER_VERSIONS: Readonly<Record<string, string>> = __TOKAMARK_PEERS__;

/** Where the world finds this page (`TOKAMARK_URL` of the build), without query and fragment; null where nobody has said. */
export const SITE: string | null = __TOKAMARK_URL__ === '' ? null : __TOKAMARK_URL__;
