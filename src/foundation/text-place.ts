/** Where a text stops being valid, for a message: the first bad byte, its line and column. Slow, and only run on what was refused. */

export interface Invalid {
  /** From the start of the file, its byte-order mark included. */
  readonly offset: number;
  /** From 1; a line ends with \n, \r\n or \r. */
  readonly line: number;
  /** From 1, in characters (code points). */
  readonly column: number;
  /** What stands there, in words. */
  readonly what: string;
  /** U+0000: hardly a text in another encoding. */
  readonly isNull: boolean;
}

/** Counts lines and columns, character by character. */
class Position {
  line = 1;
  column = 1;
  private before = 0;

  pass(codePoint: number): void {
    const isSecondHalf = codePoint === 0x0a && this.before === 0x0d;
    if (isSecondHalf) this.column = 1;
    else if (codePoint === 0x0a || codePoint === 0x0d) {
      this.line += 1;
      this.column = 1;
    } else this.column += 1;
    this.before = codePoint;
  }

  at(offset: number, what: string, isNull = false): Invalid {
    return { offset, line: this.line, column: this.column, what, isNull };
  }
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

const ZERO = 'a zero byte (U+0000)';

/** From byte `start`. Null: it is valid and holds no U+0000. */
export function invalidUtf8(bytes: Uint8Array, start: number): Invalid | null {
  const position = new Position();
  for (let at = start; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    if (first === 0) return position.at(at, ZERO, true);
    const length = lengthUtf8(bytes, at);
    if (length === 0) return position.at(at, whatUtf8(first));
    position.pass(length === 1 ? first : -1);
    at += length;
  }
  return null;
}

/** Bytes of the character at `at`, by table 3-7 of the Unicode Standard; 0 where none begins there. */
function lengthUtf8(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  // No longer form than is needed, no surrogate, nothing above U+10FFFF.
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (length === 0 || second < least || second > most) return 0;
  for (let next = at + 2; next < at + length; next += 1) {
    const byte = bytes[next] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}

const whatUtf8 = (byte: number): string =>
  byte >= 0xc2 && byte <= 0xf4
    ? `byte 0x${hex(byte, 2)} begins a character that does not follow`
    : `byte 0x${hex(byte, 2)} begins no character`;

/** From byte `start`. Null: it is valid and holds no U+0000. */
export function invalidUtf16(bytes: Uint8Array, start: number, littleEndian: boolean): Invalid | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const position = new Position();
  for (let at = start; at < bytes.length; at += 2) {
    if (at + 1 >= bytes.length) return position.at(at, `half a character (byte 0x${hex(bytes[at] ?? 0, 2)})`);
    const unit = view.getUint16(at, littleEndian);
    if (unit === 0) return position.at(at, ZERO, true);
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = at + 3 < bytes.length ? view.getUint16(at + 2, littleEndian) : 0;
      if (unit >= 0xdc00 || next < 0xdc00 || next > 0xdfff) {
        return position.at(at, `half of a surrogate pair (U+${hex(unit, 4)})`);
      }
      at += 2;
    }
    position.pass(unit);
  }
  return null;
}
