/** Whatever a picture has to show: its words never lie over each other, and none leaves the picture. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../test/fixtures/charts';
import type { Axis, Chart, Mark, Panel, Row } from './chart';
import { layOut } from './layout';
import { INKS } from './palette';

/** Any number that a document from outside can have, the odd ones often. */
const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.constantFrom(0, -1, 1e-9, 1e300, -1e300, Infinity, NaN),
);
const words = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('', 'INT4', 'W'.repeat(200), '模型'.repeat(40), '<script>alert(1)</script>', 'gate and up at INT4'),
);
const ink = fc.constantFrom(...INKS);
const axis: fc.Arbitrary<Axis> = fc.record({
  scale: fc.constantFrom('linear', 'log'),
  title: words,
  from: value,
  to: value,
});
const point = fc.tuple(value, value);
const interval = fc.option(fc.record({ low: value, high: value }));
const mark: fc.Arbitrary<Mark> = fc.oneof(
  fc.record({ kind: fc.constant('curve'), ink, points: fc.array(point, { maxLength: 20 }), dashed: fc.boolean() }),
  fc.record({ kind: fc.constant('band'), ink, points: fc.array(fc.tuple(value, value, value), { maxLength: 5 }) }),
  fc.record({
    ...{ kind: fc.constant('dot'), ink, at: point, interval, hollow: fc.boolean() },
    ...{ label: words, weight: value, explains: words },
  }),
  fc.record({ kind: fc.constant('note'), ink, at: point, text: words }),
  fc.record({
    ...{ kind: fc.constant('columns'), ink },
    columns: fc.array(fc.record({ from: value, to: value, height: value, explains: words }), { maxLength: 8 }),
  }),
);
const segments = fc.array(fc.record({ ink, from: value, to: value, explains: words }), { maxLength: 8 });
const row = fc.record({ name: words, value: words, segments, interval });
const panel: fc.Arbitrary<Panel> = fc.oneof(
  fc.record({ kind: fc.constant('rows'), title: words, x: axis, rows: fc.array(row, { maxLength: 6 }) }),
  fc.record({ kind: fc.constant('plane'), title: words, x: axis, y: axis, marks: fc.array(mark, { maxLength: 12 }) }),
);
const chart: fc.Arbitrary<Chart> = fc.record({
  ...{ id: fc.constant('any'), title: words, says: words, source: words, software: fc.boolean() },
  panels: fc.array(panel, { maxLength: 4 }),
  notes: fc.array(words, { maxLength: 3 }),
  legend: fc.array(fc.record({ ink, text: words }), { maxLength: 11 }),
  table: fc.constant({ columns: [], rows: [] }),
});
const width = fc.constantFrom(0, 328, 720, 1200);
const frame = fc.constantFrom('whole', 'bare');

describe('the words of a picture', () => {
  it('never lie over each other and never leave it, whatever it shows, at any width', () => {
    fc.assert(
      fc.property(chart, width, frame, (any, wide, around) => {
        expect(faultsOf(layOut(any, wide, around))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('are never smaller on a phone than on a laptop', () => {
    fc.assert(
      fc.property(chart, (any) => {
        for (const wide of [328, 720, 1200]) {
          expect(Math.min(13, ...layOut(any, wide, 'bare').labels.map(({ size }) => size))).toBe(13);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('beside each other on a laptop, stand in two lines on a phone before they are cut', () => {
    const one: Row = { name: 'Sequences at once', value: '64: 0.0068 to 1: 0.052', segments: [], interval: null };
    const x: Axis = { scale: 'linear', title: 'USD', from: 0, to: 1 };
    const rows: Chart = {
      ...{ id: 'any', title: '', says: '', source: '', software: false, notes: [], legend: [] },
      ...{ panels: [{ kind: 'rows', title: '', x, rows: [one] }], table: { columns: [], rows: [] } },
    };
    for (const wide of [328, 720]) {
      const placed = layOut(rows, wide, 'bare').labels;
      const of = (text: string) => placed.find((label) => label.text === text);
      expect(of(one.name) !== undefined && of(one.value) !== undefined, String(wide)).toBe(true);
      expect(of(one.name)?.y === of(one.value)?.y).toBe(wide === 720);
    }
  });
});
