/** Text in every encoding that is read comes out as it went in, and what is no text is refused by the place of its first bad byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { READ, READ_UNMARKED, REFUSED } from '../../test/fixtures/encodings';
import { decodeBlob, decodeText, decodeUtf8 } from './decode-text';
import { TokamarkError } from './errors';
import { thrown } from '../../test/fixtures/thrown';

/** Any text: without U+0000, and without a first U+FEFF, which is the mark itself. */
const text = fc.string({ unit: 'binary' }).filter((one) => !one.includes('\0') && !one.startsWith('\ufeff'));

const refusal = (bytes: Uint8Array) => thrown(() => decodeText(bytes, 'a.txt'));

describe.each(Object.entries(READ))('%s', (_name, encode) => {
  it('gives back any text', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(decodeText(encode(one), 'a.txt')).toBe(one);
      }),
    );
  });
});

describe.each(Object.entries(READ_UNMARKED))('%s', (_name, encode) => {
  it('gives back text of which half is ASCII', () => {
    const plain = fc.string({ unit: 'grapheme-ascii', minLength: 1 });
    fc.assert(
      fc.property(plain, text, (ascii, other) => {
        const one = `${ascii.repeat(other.length + 1)}${other}`;
        expect(decodeText(encode(one), 'a.txt')).toBe(one);
      }),
    );
  });

  it('is not guessed of Chinese, which could be something else, and refused', () => {
    expect(() => decodeText(encode('楼\u8000'), 'a.txt')).toThrow(TokamarkError);
  });
});

it('no UTF-8 text is ever taken for anything else', () => {
  const utf8 = new TextEncoder();
  fc.assert(
    fc.property(text, (one) => {
      expect(decodeText(utf8.encode(one), 'a.txt')).toBe(one);
    }),
  );
});

it('an empty file is an empty text, as is a mark alone', () => {
  for (const bytes of [[], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]]) {
    expect(decodeText(Uint8Array.from(bytes), 'a.txt')).toBe('');
  }
});

it('a second mark is a character of the text', () => {
  expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf]), 'a.txt')).toBe('\ufeff');
});

describe('what is no text', () => {
  it.each(Object.entries(REFUSED))('%s is refused by its place', (_name, [bytes, said]) => {
    const { code, message, remedy } = refusal(bytes);
    expect({ code, message }).toEqual({ code: 'import', message: expect.stringContaining(said) });
    expect(message.startsWith('a.txt is')).toBe(true);
    expect(remedy).not.toBe('');
  });

  it.each([
    ['Latin-1', /Windows-1252.*iconv/],
    ['a binary file', /binary file/],
    ['UTF-32LE', /UTF-8/],
  ])('%s gets its own remedy', (name, remedy) => {
    expect(refusal(REFUSED[name]?.[0] ?? new Uint8Array()).remedy).toMatch(remedy);
  });

  /** Each is invalid as soon as it stands between two whole characters, from its own first byte on. */
  const badUtf8 = fc.constantFrom(
    [0x00],
    [0x80],
    [0xbf],
    [0xc0, 0xaf],
    [0xc1, 0x80],
    [0xc3],
    [0xe0, 0x80, 0x80],
    [0xe2, 0x82],
    [0xed, 0xa0, 0x80],
    [0xf0, 0x80, 0x80, 0x80],
    [0xf0, 0x9f, 0x98],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf5],
    [0xff],
  );

  it('is located in UTF-8: offset, line and column', () => {
    // Few bytes with a zero byte among them may be UTF-16.
    const long = text.map((one) => `abcd${one}`);
    // Bytes that follow must not complete what was begun.
    fc.assert(
      fc.property(long, badUtf8, text, fc.boolean(), (before, bad, after, marked) => {
        const begin = [...(marked ? [0xef, 0xbb, 0xbf] : []), ...new TextEncoder().encode(before)];
        const { message } = refusal(Uint8Array.from([...begin, ...bad, 0x20, ...new TextEncoder().encode(after)]));
        expect(message).toContain(`at byte offset ${begin.length} ${placeAfter(before)}`);
      }),
    );
  });

  it('is located in UTF-16: a lone surrogate, U+0000', () => {
    const bad = fc.constantFrom(0xd800, 0xdbff, 0xdc00, 0xdfff, 0);
    fc.assert(
      // U+0000 right after the mark of UTF-16LE would make it the mark of UTF-32LE.
      fc.property(
        text.map((one) => `a${one}`),
        bad,
        fc.boolean(),
        (before, unit, littleEndian) => {
          const encode = READ[littleEndian ? 'UTF-16LE with a mark, as PowerShell writes it' : 'UTF-16BE with a mark'];
          const whole = encode?.(`${before}${String.fromCharCode(unit)} `) ?? new Uint8Array();
          const offset = 2 + 2 * before.length;
          expect(refusal(whole).message).toContain(`at byte offset ${offset} ${placeAfter(before)}`);
        },
      ),
    );
  });

  it('is any bytes at all, or they are a text, and nothing else is thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          expect(decodeText(bytes, 'a.txt')).not.toContain('\0');
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(TokamarkError);
        }
      }),
    );
  });
});

/** Counted by splitting, apart from how the decoder counts. */
function placeAfter(before: string): string {
  const lines = before.split(/\r\n|\r|\n/);
  return `(line ${lines.length}, column ${Array.from(lines.at(-1) ?? '').length + 1})`;
}

it('a format that allows UTF-8 alone keeps a mark and refuses UTF-16', () => {
  expect(decodeUtf8(Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b]), 'a', 'weights')).toBe('\ufeff{');
  expect(() => decodeUtf8(Uint8Array.from([0x7b, 0, 0x7d, 0]), 'a', 'weights')).toThrow('byte offset 1');
});

it('a Blob that is too large is refused before it is read', async () => {
  const blob = new Blob(['12345']);
  expect(await decodeBlob(blob, 'a.txt', 'import', 5)).toBe('12345');
  await expect(decodeBlob(blob, 'a.txt', 'import', 4)).rejects.toMatchObject({
    code: 'import',
    message: 'a.txt has more than 4 bytes, the most that is read.',
  });
});

it('20 MB are decoded, and refused at their end', () => {
  const bytes = new Uint8Array(20e6).fill(0x61);
  expect(decodeText(bytes, 'a.txt')).toHaveLength(20e6);
  bytes[bytes.length - 1] = 0xff;
  expect(refusal(bytes).message).toContain('byte offset 19999999 (line 1, column 20000000)');
});
