import { expect, test } from 'vitest';
import { asText } from './print';

test('rows are paragraphs of names and values, without what is empty', () => {
  const rows = [
    {
      id: 'a',
      gpu: null,
      where: '',
      reasons: [{ code: 'copied', where: 'int4 tg64', found: '' }],
      runs: { ranked: 2 },
    },
    { id: 'b', reasons: [] },
  ];
  expect(asText(rows)).toBe(
    'id: a\nreasons: \n  code copied, where int4 tg64\nruns: ranked 2\n\nid: b\nreasons: none\n',
  );
  expect(asText([])).toBe('nothing\n');
});

test('texts of a row in a row are said one after the other, without numbers', () => {
  const files = [
    { path: 'ada/run.json', reasons: ['It is practice.', 'It is slow.'] },
    { path: 'bob/run.json', reasons: [] },
  ];
  expect(asText({ files })).toBe(
    'files: \n  path ada/run.json, reasons It is practice. It is slow.\n  path bob/run.json, reasons none\n',
  );
});

test('nothing that somebody sent moves the cursor of a terminal, or looks like another row', () => {
  expect(asText({ gpu: 'RTX\u001b[2J\nid: forged' })).toBe('gpu: RTX\ufffd[2J id: forged\n');
});
