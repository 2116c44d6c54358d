import { expect, it } from 'vitest';
import { copyBytes, copyLine } from './copy-lines';

it('writes each kind of value as COPY reads it', () => {
  expect(copyLine(['text', 0.1, -3, true, false, null])).toBe('text\t0.1\t-3\tt\tf\t\\N\n');
  expect(copyLine([[0.1, 1e-300, 5], []])).toBe('{0.1,1e-300,5}\t{}\n');
});

it('lets no text end a field or a row', () => {
  expect(copyLine(['a\tb', 'c\nd\re', '\\.', '\\N'])).toBe('a\\tb\tc\\nd\\re\t\\\\.\t\\\\N\n');
});

it('writes bytes as bytea reads them, behind a backslash that is itself escaped in the line', () => {
  expect(copyLine([copyBytes(Uint8Array.of(0, 255, 16))])).toBe('\\\\x00ff10\n');
});
