/** A device signs with a key that it keeps, and anybody can check it. The vectors are those of RFC 8032, section 7.1. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, expect, it, vi } from 'vitest';
import { KEY, OTHER_KEY } from '../fixtures/sent';
import { deviceId, isSignedBy, keptKeySchema, makeDeviceKey, signDigest, toBase64url } from './device-key';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('signs as RFC 8032 says', async () => {
  const hex =
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
  expect(await signDigest(OTHER_KEY, new Uint8Array([0x72]))).toBe(Buffer.from(hex, 'hex').toString('base64url'));
});

it('is known by its own signature, of these bytes alone', async () => {
  const made = keptKeySchema.parse(JSON.parse(JSON.stringify(await makeDeviceKey())));
  const digest = utf8ToBytes('digest');
  const signature = await signDigest(made, digest);
  expect(await isSignedBy(made.x, digest, signature)).toBe(true);
  expect(await isSignedBy(made.x, utf8ToBytes('Digest'), signature)).toBe(false);
  expect(await isSignedBy(KEY.x, digest, signature)).toBe(false);
});

it('of bytes that are no key, or no signature, is signed by nobody', async () => {
  const nothing = (bytes: number) => toBase64url(new Uint8Array(bytes).fill(255));
  expect(await isSignedBy(nothing(32), new Uint8Array(32), nothing(64))).toBe(false);
  expect(await isSignedBy(KEY.x, new Uint8Array(32), nothing(64))).toBe(false);
});

it('has an id that says nothing but the key', () => {
  expect(deviceId(KEY.x)).toMatch(/^[\w-]{43}$/);
  expect(deviceId(KEY.x)).not.toBe(deviceId(OTHER_KEY.x));
});

it('says what to do where a page is not in a secure context', async () => {
  vi.stubGlobal('crypto', {});
  await expect(makeDeviceKey()).rejects.toMatchObject({ code: 'option', where: 'device key' });
});
