/** The table of a build beside an earlier one, and which rows count as slower. */
import { expect, test } from 'vitest';
import { renderBefore, row, verdict } from './before-table';
import type { MeasuredPart, MeasuredRow, Role } from './measured';
import type { SideOutcome } from './pairs';
import { besidePeer } from './results';

const side = (samples: readonly number[], note = ''): SideOutcome => ({
  samples,
  bytesPerToken: null,
  note,
  failure: null,
});

const sides = (ours: readonly number[], before: readonly number[]) =>
  new Map<Role, SideOutcome>([
    ['ours', side(ours)],
    ['before', side(before)],
  ]);

const FAST = [0.5, 0.5, 0.5, 0.5, 0.5];
const SLOW = [1, 1, 1.1, 1, 1];
const EVEN = [0.5, 0.49, 0.51, 0.5, 0.5];

const measured = (title: string, first: MeasuredRow['sides'], again: MeasuredRow['again'] = null): MeasuredRow => ({
  title,
  kind: 'decode',
  units: 10,
  sides: first,
  again,
});

const part: MeasuredPart = {
  id: 'one',
  title: 'A part',
  date: '2026-11-28',
  machine: 'a machine',
  environment: ['It was busy.'],
  pairs: 5,
  complete: true,
  facts: new Map([
    ['ours', { engine: 'tokamark 2', adapter: 'llvmpipe', settings: [] }],
    ['before', { engine: 'tokamark 1', adapter: 'llvmpipe', settings: [] }],
  ]),
  notes: [],
  rows: [],
};

test('a row gives the earlier time over the present one, with its interval', () => {
  expect(row(measured('tg10', sides(FAST, SLOW)))).toEqual([
    'tg10',
    '50.0 ms per token',
    '100 ms per token',
    '2.00x [2.00, 2.20]',
    'now',
    '',
  ]);
});

test('slower is only what is so beyond its interval', () => {
  expect(verdict(sides(SLOW, FAST))).toBe('before');
  expect(verdict(sides(FAST, SLOW))).toBe('now');
  expect(verdict(sides(EVEN, FAST))).toBe('tie');
  expect(verdict(sides(EVEN, []))).toBe('none');
});

test('what was measured once more counts, and the row says what it was at first', () => {
  const cells = row(measured('tg10', sides(SLOW, FAST), sides(EVEN, FAST)));
  expect(cells[4]).toBe('tie');
  expect(cells[5]).toBe('at first 0.50x [0.45, 0.50], so once more, 5 processes');
});

test('the head counts the rows and names the slower ones', () => {
  const rows = [
    measured('a', sides(FAST, SLOW)),
    measured('b', sides(SLOW, FAST), sides(SLOW, FAST)),
    measured('c', sides(SLOW, FAST), sides(EVEN, FAST)),
    measured('d', sides(FAST, [])),
  ];
  const text = renderBefore('80926a5', [{ ...part, rows }]);
  expect(text).toContain(
    'Of 4 rows 1 are faster than before, 1 tie, 1 are slower, 1 could not be compared.\n- slower: b\n',
  );
  expect(text).toContain('- Now: tokamark 2 on llvmpipe.\n- Before: tokamark 1 on llvmpipe.\n- No peer ran.');
  expect(text).toContain('It was busy.');
});

test('an engine that failed says why in its row', () => {
  const failed = { ...side([]), failure: 'no memory' };
  expect(row(measured('tg10', new Map([...sides(FAST, []), ['before', failed]])))[5]).toBe('before failed: no memory');
});

test('results.json keeps what ran beside a peer, and nothing of the earlier build', () => {
  const row = measured('tg10', new Map([...sides(FAST, SLOW), ['theirs' as const, side(SLOW)]]));
  const kept = besidePeer({ ...part, rows: [row] });
  expect(kept?.comparisons).toEqual([
    { title: 'tg10', units: 10, kind: 'decode', ours: side(FAST), theirs: side(SLOW) },
  ]);
  expect(JSON.stringify(kept)).not.toContain('before');
  expect(besidePeer({ ...part, rows: [measured('tg10', sides(FAST, SLOW))] })).toBeNull();
});
