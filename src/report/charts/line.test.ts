/** The line t0 + bytes / B: where it begins, how it rises, and what it says where it is none. */
import { describe, expect, it } from 'vitest';
import { decodeLine } from '../../../test/fixtures/charts';
import { result } from '../../../test/fixtures/result';
import type { DecodeLine } from '../schema/line';
import { layOut } from './layout';
import { lineChart } from './line';

const marksOf = (...lines: readonly DecodeLine[]) => {
  const panel = lineChart(result({ lines: [...lines] }))?.panels[0];
  return panel?.kind === 'plane' ? panel.marks : [];
};
const saysOf = (over: Partial<DecodeLine> = {}) => lineChart(result({ lines: [decodeLine(over)] }))?.says;

describe('the picture of the line', () => {
  it('begins at t0 of each model and passes through its dot: launches in proportion, bytes at B', () => {
    const marks = marksOf(decodeLine());
    const curves = marks.flatMap((mark) => (mark.kind === 'curve' ? [mark.points.map(([, y]) => y)] : []));
    expect(curves.map((ends) => ends.map((y) => Number(y.toFixed(3))))).toEqual([
      [4, 14],
      [2, 5],
      [1, 2],
    ]);
    const dots = marks.flatMap((mark) => (mark.kind === 'dot' ? [mark.at[1]] : []));
    for (const [i, y] of dots.entries()) expect(y).toBeCloseTo(curves[i]?.[1] ?? NaN);
  });

  it('begins at one t0 where that goes with each token', () => {
    const starts = marksOf(decodeLine({ t0Of: 'token' })).flatMap((mark) =>
      mark.kind === 'curve' ? [mark.points[0]?.[1]] : [],
    );
    expect(starts).toEqual([4, 4, 4]);
  });

  it('says t0 whole on a phone, too', () => {
    const chart = lineChart(result({ lines: [decodeLine()] }));
    if (chart === null) throw new Error('there is no picture');
    const words = layOut(chart, 281, 'bare').labels.map(({ text }) => text);
    expect(words).toContain('4.00 ms before any byte');
    expect(words.join('')).not.toContain('…');
  });

  it('says t0 in words at its begin, unless nobody can tell it from nothing', () => {
    const notes = (line: DecodeLine) => marksOf(line).filter(({ kind }) => kind === 'note');
    expect(notes(decodeLine())).toMatchObject([{ text: '4.00 ms before a byte is read', at: [0, 4] }]);
    const none = { median: 0.001, low: -0.001, high: 0.003, samples: [0.001] };
    expect(notes(decodeLine({ t0Seconds: none }))).toEqual([]);
    expect(saysOf({ t0Seconds: none })).toContain('costs nothing that can be told apart');
  });

  it('says t0 and B in one sentence, or why they say little', () => {
    expect(saysOf()).toBe(
      'At INT4, a token of Llama-3.2-1B costs 4.00 ± 0.20 ms before a byte is read, then reads 100 ± 5 GB/s.',
    );
    expect(saysOf({ bandwidth: null })).toContain('its time does not grow with the bytes');
    const off = decodeLine().points.map((point) => ({ ...point, residual: 0.4 }));
    expect(saysOf({ points: off })).toContain('do not lie on a line');
  });

  it('has each model and format in its table, and is none without a line', () => {
    const chart = lineChart(result({ lines: [decodeLine(), decodeLine({ format: 'fp16' })] }));
    expect(chart?.table.rows[0]).toEqual(['INT4', 'Llama-3.2-1B', '1.00', '14.0 ± 0.7', '4.0', '0.0 %']);
    expect(chart?.table.rows).toHaveLength(6);
    expect(lineChart(result())).toBeNull();
  });
});
