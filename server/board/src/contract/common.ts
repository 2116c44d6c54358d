/** What the messages between a client and the board share. */
import { z } from 'zod';

/** Bytes as base64url without padding; of a number of bytes that leaves unused bits, those are zero, so that a text has one spelling. */
export const base64url = (bytes: number) =>
  z
    .string()
    .length(Math.ceil((bytes * 4) / 3))
    .regex(/^[A-Za-z0-9_-]+$/)
    .refine((text) => (LAST_DIGITS[bytes % 3] ?? '').includes(text.at(-1) ?? ' '), 'it is not written as base64url is');

/** By how many bytes are left over: of none, any digit. */
const LAST_DIGITS: readonly string[] = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  'AQgw',
  'AEIMQUYcgkosw048',
];

export const uint32 = z
  .number()
  .int()
  .min(0)
  .max(2 ** 32 - 1);

/** Random bytes, which name a challenge and the one run that answers it. */
export const nonce = base64url(32);
