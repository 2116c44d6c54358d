/**
 * The one decoder of every text that comes from outside: UTF-8, and UTF-16 as Windows writes it, with or without a byte-order
 * mark. What is neither is refused with its place: a replaced character would be counted, priced and compared like a true one.
 * Not where the bytes come from (cli/read-text.ts, a page's File), and not what the text says.
 */
import { TokamarkError, type ErrorCode } from './errors';
import { encodingOf, type Encoding } from './text-encoding';
import { invalidUtf16, invalidUtf8, type Invalid } from './text-place';

/**
 * The text without its byte-order mark. A lone surrogate, U+0000 and any byte that its encoding does not have are refused.
 * @param name the file, in messages
 * @throws TokamarkError of `code` that names the byte, its line and its column
 */
export function decodeText(bytes: Uint8Array, name: string, code: ErrorCode = 'import'): string {
  const encoding = encodingOf(bytes);
  if (encoding.kind === 'utf-32') {
    throw refusal(code, name, `${name} is UTF-32 text (its byte-order mark says so), which is not read.`, SAVE_AS_UTF8);
  }
  const body = bytes.subarray(encoding.mark);
  const text = decode(body, encoding);
  if (text !== null && !text.includes('\0')) return text;
  throw invalid(bytes, name, code, encoding);
}

/** Of a format that allows UTF-8 alone, without a mark: U+FEFF stays in the text. @throws TokamarkError as decodeText */
export function decodeUtf8(bytes: Uint8Array, name: string, code: ErrorCode): string {
  const text = strictly('utf-8', bytes);
  if (text !== null && !text.includes('\0')) return text;
  throw invalid(bytes, name, code, { kind: 'utf-8', mark: 0 });
}

/** As decodeText, for a Blob of at most `most` bytes. @throws TokamarkError of `code`, also where it cannot be read. */
export async function decodeBlob(blob: Blob, name: string, code: ErrorCode, most: number): Promise<string> {
  assertTextSize(blob.size, name, code, most);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new TokamarkError(
      {
        code,
        message: `${name} could not be read.`,
        where: name,
        remedy: 'Check that the file is still there, unchanged and readable, then try again.',
      },
      { cause },
    );
  }
  return decodeText(bytes, name, code);
}

/** Before a text is read. @throws TokamarkError of `code` */
export function assertTextSize(size: number, name: string, code: ErrorCode, most: number): void {
  if (size <= most) return;
  // Of a stream no more is known than this.
  const message = `${name} has more than ${most} bytes, the most that is read.`;
  throw refusal(code, name, message, 'Check that this is the right file; a text may be cut into parts.');
}

function decode(body: Uint8Array, { kind }: Encoding): string | null {
  if (kind === 'utf-8') return strictly('utf-8', body);
  if (body.length % 2 !== 0) return null;
  // Not every Node.js knows utf-16be.
  return strictly('utf-16le', kind === 'utf-16be' ? swapped(body) : body);
}

/** ignoreBOM: a mark was taken off already, and a second one is a character. Null: not valid. */
function strictly(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function swapped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let at = 0; at + 1 < copy.length; at += 2) {
    copy[at] = bytes[at + 1] ?? 0;
    copy[at + 1] = bytes[at] ?? 0;
  }
  return copy;
}

const SAVE_AS_UTF8 = 'Save it as UTF-8 and try again.';
const WESTERN =
  'Where it is Latin-1 or Windows-1252, save it as UTF-8: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW, or "Save as" of an editor.';
const BINARY =
  'A text holds no such byte: this seems to be a binary file, such as an archive or an image. Choose a text.';

/** The error of the first byte that is not valid. */
function invalid(bytes: Uint8Array, name: string, code: ErrorCode, { kind, mark }: Encoding): TokamarkError {
  const found = kind === 'utf-8' ? invalidUtf8(bytes, mark) : invalidUtf16(bytes, mark, kind === 'utf-16le');
  if (found === null) throw new RangeError(`${name} was refused, and no byte of it is invalid`);
  const encoding = `${kind.toUpperCase()}${kind === 'utf-8' || mark > 0 ? '' : ' (by its zero bytes)'}`;
  return refusal(code, name, `${name} is not ${encoding} text: ${placeOf(found)}.`, remedyOf(found, kind));
}

function placeOf({ offset, line, column, what }: Invalid): string {
  return `${what} at byte offset ${offset} (line ${line}, column ${column})`;
}

function remedyOf({ isNull }: Invalid, kind: Encoding['kind']): string {
  if (isNull) return `${BINARY} Where it is UTF-16, save it with a byte-order mark, or as UTF-8.`;
  return kind === 'utf-8' ? WESTERN : SAVE_AS_UTF8;
}

function refusal(code: ErrorCode, where: string, message: string, remedy: string): TokamarkError {
  return new TokamarkError({ code, message, where, remedy });
}
