/** Bytes that look random and are the same each time: of one kind no two numbers have the same. Not cryptography. */
import { mix } from '../../../src/foundation/random';

const KINDS = ['run', 'nonce', 'digest', 'device', 'key', 'link', 'sample', 'token'] as const;
export type IdKind = (typeof KINDS)[number];

/** @param number below 2^29, or two may be alike */
function idBytes(kind: IdKind, number: number, count: number): Buffer {
  const bytes = Buffer.allocUnsafe(count);
  // One to one from number and kind to the first four bytes.
  let state = (number * KINDS.length + KINDS.indexOf(kind)) >>> 0;
  for (let at = 0; at < count; at += 4) {
    state = mix(state + 0x9e3779b9);
    bytes.writeUInt32LE(state, at);
  }
  return bytes;
}

export const base64Id = (kind: IdKind, number: number, count: number): string =>
  idBytes(kind, number, count).toString('base64url');

export const hexId = (kind: IdKind, number: number, count = 32): string => idBytes(kind, number, count).toString('hex');

/** A number in [0, 1) that belongs to both. */
export const chanceOf = (a: number, b: number): number => mix(mix(a) + b) / 2 ** 32;
