/**
 * Text as few letters of a link: deflated, then base64url. Back again it is bounded before and while it grows, so that no link makes
 * more of itself than a result has. What the text says is not known here.
 */
import { decodeUtf8 } from '../../foundation/decode-text';
import { refusedLink } from './refused';

/** Of a text inflated; the largest result of a duel has half of it. */
const MOST_BYTES = 8192;

const DAMAGED = 'Its letters are damaged.';

export async function packText(text: string): Promise<string> {
  const bytes = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(text), Infinity);
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @throws TokamarkError `link` of letters that packText does not write, and of more than a result has */
export async function unpackText(packed: string): Promise<string> {
  const bytes = await inflated(fromLetters(packed));
  try {
    return decodeUtf8(bytes, 'The link', 'link');
  } catch (cause) {
    // What is said of a file that is no text helps nobody with a link.
    throw refusedLink(DAMAGED, '', cause);
  }
}

function fromLetters(packed: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]+$/.test(packed) || packed.length % 4 === 1) throw refusedLink('It has letters that no link has.');
  const letters = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  let found: Uint8Array;
  try {
    found = await through(new DecompressionStream('deflate-raw'), bytes, MOST_BYTES);
  } catch (cause) {
    throw refusedLink(DAMAGED, '', cause);
  }
  if (found.length > MOST_BYTES) throw refusedLink('It holds more than a result has.');
  return found;
}

/** What comes out of `stream`, up to the piece with which it is more than `most` bytes: the rest is never made. */
async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  // What is wrong with the bytes is said where they are read.
  const quiet = (): undefined => undefined;
  writer.write(bytes).catch(quiet);
  writer.close().catch(quiet);
  const reader = stream.readable.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.length;
    if (length <= most) continue;
    reader.cancel().catch(quiet);
    break;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
