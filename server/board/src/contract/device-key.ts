/**
 * The key by which the board knows a device again without an account: Ed25519 by WebCrypto, which Node.js from 20 on and today's browsers
 * have in a secure context. The private half is kept where it was made, and can be exported; the public one names the device.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { TokamarkError } from '../../../../src/foundation/errors';
import { base64url } from './common';

const ALGORITHM = 'Ed25519';

/** As it is kept and exported. */
export const keptKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal(ALGORITHM),
  /** The public half. */
  x: base64url(32),
  /** The private half. */
  d: base64url(32),
});

export type KeptKey = z.infer<typeof keptKeySchema>;

/** @throws TokamarkError `option` where this browser or page has no Ed25519 */
export async function makeDeviceKey(): Promise<KeptKey> {
  const made = await supported(() => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']));
  if (!('privateKey' in made)) throw unsupported();
  return keptKeySchema.parse(await crypto.subtle.exportKey('jwk', made.privateKey));
}

/** @param digest of the submission (submission-digest.ts). @returns base64url */
export async function signDigest({ kty, crv, x, d }: KeptKey, digest: Uint8Array): Promise<string> {
  const key = await supported(() => crypto.subtle.importKey('jwk', { kty, crv, x, d }, ALGORITHM, false, ['sign']));
  return toBase64url(new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, new Uint8Array(digest))));
}

/** False also for a key that is none. Of texts that the schema of a submission has passed. */
export async function isSignedBy(publicKey: string, digest: Uint8Array, signature: string): Promise<boolean> {
  try {
    const jwk = { kty: 'OKP', crv: ALGORITHM, x: publicKey };
    const key = await crypto.subtle.importKey('jwk', jwk, ALGORITHM, false, ['verify']);
    return await crypto.subtle.verify(ALGORITHM, key, fromBase64url(signature), new Uint8Array(digest));
  } catch (thrown) {
    // A point that is not on the curve is refused as data.
    if (thrown instanceof DOMException) return false;
    throw thrown;
  }
}

/** The device as the board's tables name it. */
export const deviceId = (publicKey: string): string => toBase64url(sha256(fromBase64url(publicKey)));

export const toBase64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (digit) => digit.charCodeAt(0));

async function supported<T>(what: () => Promise<T>): Promise<T> {
  // Outside a secure context there is no `subtle` at all.
  if (!('subtle' in crypto)) throw unsupported();
  try {
    return await what();
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'NotSupportedError') throw unsupported(thrown);
    throw thrown;
  }
}

const unsupported = (cause?: unknown): TokamarkError =>
  new TokamarkError(
    {
      code: 'option',
      message: 'This browser has no Ed25519 here, by which a device signs what it sends.',
      where: 'device key',
      remedy: 'Open the page over https or on localhost in a newer browser, or send the result with the command.',
    },
    { cause },
  );
