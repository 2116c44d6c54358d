/** Which encoding the bytes of a text are in: by its byte-order mark, or, for UTF-16 without one, by where its zero bytes lie. */

export interface Encoding {
  readonly kind: 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32';
  /** Bytes of the byte-order mark; 0 where there is none. */
  readonly mark: 0 | 2 | 3 | 4;
}

/** The longest first: the mark of UTF-16LE begins that of UTF-32LE, and a text that begins with U+0000 is none. */
const MARKS: readonly (Encoding & { readonly bytes: readonly number[] })[] = [
  { kind: 'utf-32', mark: 4, bytes: [0xff, 0xfe, 0, 0] },
  { kind: 'utf-32', mark: 4, bytes: [0, 0, 0xfe, 0xff] },
  { kind: 'utf-8', mark: 3, bytes: [0xef, 0xbb, 0xbf] },
  { kind: 'utf-16le', mark: 2, bytes: [0xff, 0xfe] },
  { kind: 'utf-16be', mark: 2, bytes: [0xfe, 0xff] },
];

export function encodingOf(bytes: Uint8Array): Encoding {
  const marked = MARKS.find((one) => one.bytes.every((byte, at) => bytes[at] === byte));
  if (marked !== undefined) return { kind: marked.kind, mark: marked.mark };
  return { kind: unmarked(bytes), mark: 0 };
}

/** As much of a file as tells what it is. */
const LOOKED_AT = 64 * 1024;

/**
 * UTF-16 without a mark only where it can be nothing else: a text in UTF-8 has no zero byte, and in UTF-16 each letter of ASCII
 * has one, on the side of its byte order. At least one character of two must be such a letter.
 */
function unmarked(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes.length % 2 !== 0 || bytes.length === 0) return 'utf-8';
  const looked = bytes.subarray(0, LOOKED_AT);
  let [little, big] = [0, 0];
  for (let at = 0; at + 1 < looked.length; at += 2) {
    const [first = 0, second = 0] = [looked[at], looked[at + 1]];
    if (second === 0 && isPlain(first)) little += 1;
    if (first === 0 && isPlain(second)) big += 1;
  }
  const half = looked.length / 4;
  if (little >= half && big < half) return 'utf-16le';
  return big >= half && little < half ? 'utf-16be' : 'utf-8';
}

/** ASCII that stands in a text: no control character but tab, line feed, form feed and carriage return. */
const isPlain = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d;
