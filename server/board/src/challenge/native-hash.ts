/** SHA-256 by Node.js, in place of the one that a page has. */
import { createHash } from 'node:crypto';
import type { LinkHash } from '../contract/chain';
import type { TextHash } from '../contract/hash';

export const nativeHash: TextHash = (text) => createHash('sha256').update(text).digest();

export const nativeLinkHash: LinkHash = (previous, text) => createHash('sha256').update(previous).update(text).digest();
