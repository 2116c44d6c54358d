/**
 * The one decoder of every text that comes from outside: UTF-8, and UTF-16 as Windows writes it, with or without a byte-order
 * mark. What is neither is refused with its place: a replaced character would be counted, priced and compared like a true one.
 * Not where the bytes come from (cli/read-text.ts, a page's File), and not what the text says.
 */
import { TokamarkError, type ErrorCode } from './errors';
import { encodingOf, type Encoding } from './text-encoding';

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
  return strictly('utf-16le', littleEndian(body, kind));
}

/** ignoreBOM: a mark was taken off already, and a second one is a character. Null: not valid. */
function strictly(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Not every Node.js knows utf-16be. */
const littleEndian = (body: Uint8Array, kind: Encoding['kind']): Uint8Array =>
  kind === 'utf-16be' ? swapped(body) : body;

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
  const { offset, before, what } = firstInvalid(bytes, kind, mark);
  const encoding = `${kind.toUpperCase()}${kind === 'utf-8' || mark > 0 ? '' : ' (by its zero bytes)'}`;
  const lines = before.split(/\r\n|\r|\n/);
  // In code points: half of a pair is no column.
  const column = (lines.at(-1) ?? '').replace(/[\ud800-\udbff]/g, '').length + 1;
  const place = `${what} at byte offset ${offset} (line ${lines.length}, column ${column})`;
  return refusal(code, name, `${name} is not ${encoding} text: ${place}.`, remedyOf(what === ZERO, kind));
}

interface Invalid {
  /** From the start of the file, its byte-order mark included. */
  readonly offset: number;
  /** The text up to there. */
  readonly before: string;
  /** What stands there, in words. */
  readonly what: string;
}

const ZERO = 'a zero byte (U+0000)';

/** Slow, and only run on what was refused: the first U+0000, or the first U+FFFD of a lenient decoder that the bytes do not hold. */
function firstInvalid(bytes: Uint8Array, kind: Encoding['kind'], mark: number): Invalid {
  const body = littleEndian(bytes.subarray(mark), kind);
  const label = kind === 'utf-8' ? kind : 'utf-16le';
  const text = new TextDecoder(label, { ignoreBOM: true }).decode(body);
  const encoder = new TextEncoder();
  let [at, passed] = [0, 0];
  for (const { index, 0: found } of text.matchAll(/[\0\ufffd]/g)) {
    const part = text.slice(passed, index);
    at += kind === 'utf-8' ? encoder.encode(part).length : 2 * part.length;
    passed = index;
    const what = found === '\0' ? ZERO : wrongAt(body, at, kind);
    if (what !== null) return { offset: mark + at, before: text.slice(0, index), what };
  }
  throw new RangeError('a text was refused, and no byte of it is invalid');
}

/** Null: U+FFFD itself stands there. */
function wrongAt(body: Uint8Array, at: number, kind: Encoding['kind']): string | null {
  const [first = 0, second, third] = body.subarray(at, at + 3);
  if (kind === 'utf-8') {
    if (first === 0xef && second === 0xbf && third === 0xbd) return null;
    const begins = first >= 0xc2 && first <= 0xf4;
    return `byte 0x${hex(first, 2)} begins ${begins ? 'a character that does not follow' : 'no character'}`;
  }
  if (second === undefined) return `half a character (byte 0x${hex(first, 2)})`;
  const unit = first + 256 * second;
  return unit === 0xfffd ? null : `half of a surrogate pair (U+${hex(unit, 4)})`;
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

function remedyOf(isNull: boolean, kind: Encoding['kind']): string {
  if (isNull) return `${BINARY} Where it is UTF-16, save it with a byte-order mark, or as UTF-8.`;
  return kind === 'utf-8' ? WESTERN : SAVE_AS_UTF8;
}

function refusal(code: ErrorCode, where: string, message: string, remedy: string): TokamarkError {
  return new TokamarkError({ code, message, where, remedy });
}
