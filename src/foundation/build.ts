/** Which build this is: version and commit, put in when it is bundled (and by the tests' own transform). */

declare const __TOKAMARK_VERSION__: string;
declare const __TOKAMARK_COMMIT__: string;

/** Names this engine in a document, also as what measured a speed. */
export const ENGINE = 'tokamark';

export const VERSION: string = __TOKAMARK_VERSION__;

/** Twelve digits of the git commit, with `-dirty` where files differ from it; `unknown` outside git. */
export const COMMIT: string = __TOKAMARK_COMMIT__;
