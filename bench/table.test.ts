/** The tables of RESULTS.md. */
import { expect, test } from 'vitest';
import type { ComparisonResult, PartResult } from './results';
import { renderResults, row } from './table';

const side = { samples: [] as number[], bytesPerToken: null, note: '', failure: null };
const decode: ComparisonResult = {
  title: 'tg64',
  units: 64,
  kind: 'decode',
  ours: { ...side, samples: [3.2, 3.2, 3.2, 3.2, 3.2], bytesPerToken: 96_512_345 },
  theirs: { ...side, samples: [12.8, 12.8, 16, 12.8, 12.8], bytesPerToken: 76_763_776 },
};

test('a decode row has milliseconds a token, the ratio with its interval, and the bytes of both', () => {
  expect(row(decode)).toEqual([
    'tg64',
    '50.0 ms per token',
    '200 ms per token',
    '4.0x [4.0, 5.0]',
    'ours',
    '96.5 / 76.8',
    '',
  ]);
});

test('a prefill row has tokens per second', () => {
  const result = { ...decode, kind: 'prefill', units: 512 } as const;
  expect(row(result).slice(1, 3)).toEqual(['160 tok/s', '40.0 tok/s']);
});

test('where the peer wins, the row says so', () => {
  expect(row({ ...decode, ours: decode.theirs, theirs: decode.ours })[4]).toBe('**peer**');
});

test('an interval that contains 1 is a tie, and what ran alone is in no pair', () => {
  const equal = { ...side, samples: [3.1, 3.2, 3.3, 3.2, 3.2] };
  expect(row({ ...decode, theirs: equal })[4]).toBe('tie');
  expect(row({ ...decode, theirs: { ...side, samples: [12.8] } })[3]).toBe('4.00x [4.00, 4.00]');
});

test('a peer that failed is named with its reason, beside what ours took', () => {
  const failed = { ...side, failure: 'lost | its device' };
  const cells = row({ ...decode, theirs: failed });
  expect(cells.slice(1, 5)).toEqual(['50.0 ms per token', '-', '-', '-']);
  expect(cells[6]).toBe('peer failed: lost \\| its device');
});

const part: PartResult = {
  date: '2026-11-23',
  machine: 'a machine',
  environment: ['an adapter'],
  pairs: 5,
  complete: true,
  ours: { engine: 'tokamark 1', adapter: 'llvmpipe', settings: ['a', 'b'] },
  theirs: null,
  notes: ['a note'],
  title: 'A part',
  comparisons: [decode],
};

test('sections stand in the order of the parts, and a part that was never run has none', () => {
  const text = renderResults({ version: 1, parts: { two: { ...part, title: 'Two' }, one: part } }, [
    'one',
    'none',
    'two',
  ]);
  expect(text.indexOf('## A part')).toBeGreaterThan(0);
  expect(text.indexOf('## Two')).toBeGreaterThan(text.indexOf('## A part'));
  expect(text.match(/^## /gm)).toHaveLength(2);
});

test('a section says what both engines are, and that a run was ended early', () => {
  const text = renderResults({ version: 1, parts: { one: { ...part, complete: false } } }, ['one']);
  expect(text).toContain('Ours: tokamark 1 on llvmpipe. Settings: a; b.');
  expect(text).toContain('Peer: did not open.');
  expect(text).toContain('ended early');
});
