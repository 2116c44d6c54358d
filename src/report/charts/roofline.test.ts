/** The roofline: where the roof bends, where a kernel stands below it, and what is no dot. */
import { describe, expect, it } from 'vitest';
import { everything } from '../../../test/fixtures/charts';
import { roofs } from '../../../test/fixtures/result';
import { waterfall } from '../../../test/fixtures/waterfall';
import type { Mark } from './chart';
import { rooflineChart } from './roofline';

const chartOf = (over: Parameters<typeof everything>[0] = {}) => rooflineChart(everything(over));
function marksOf(over: Parameters<typeof everything>[0] = {}): readonly Mark[] {
  const panel = chartOf(over)?.panels[0];
  return panel?.kind === 'plane' ? panel.marks : [];
}
const one = { waterfalls: [waterfall()] };

describe('the roofline', () => {
  it('rises with the memory’s 400 GB/s and bends at 50 operations a byte, where f32 has its peak', () => {
    const [memory, peak] = marksOf(one).flatMap((mark) => (mark.kind === 'curve' ? [mark.points] : []));
    const [start, end] = memory ?? [];
    expect((start?.[1] ?? NaN) / (start?.[0] ?? NaN)).toBeCloseTo(400);
    expect(end).toEqual([50, 20_000]);
    expect(peak?.[0]).toEqual([50, 20_000]);
    expect(peak?.[1]?.[1]).toBe(20_000);
  });

  it('has a dot for each kernel at its work per byte and per second, which explains itself', () => {
    const dots = marksOf(one).flatMap((mark) => (mark.kind === 'dot' ? [mark] : []));
    expect(dots.map(({ label, at }) => [label, ...at.map((value) => Math.round(value))])).toEqual([
      ['Gate and up', 3, 667],
      ['Down', 3, 1500],
    ]);
    expect(dots[0]?.explains).toBe(
      'INT4 tg64, Gate and up: 6.00 ms, 60 % of a token’s time; reaches 50 % of the bandwidth.',
    );
    expect(chartOf(one)?.says).toContain('Gate and up at INT4, the longest kernel, reaches 50 % of the bandwidth.');
  });

  it('has hollow dots for a prompt, and says so', () => {
    const both = chartOf({ waterfalls: [waterfall(), waterfall({ phase: 'prefill', test: 'pp512' })] });
    expect(both?.legend.map(({ text }) => text)).toEqual(['INT4', 'hollow: of a prompt']);
    expect(chartOf(one)?.legend.map(({ text }) => text)).toEqual(['INT4']);
  });

  it('is none without a roof, or without a kernel that was profiled', () => {
    expect(chartOf({ roofs: null })).toBeNull();
    expect(chartOf({ roofs: { ...roofs(), bandwidth: null } })).toBeNull();
    expect(chartOf({ waterfalls: [] })).toBeNull();
  });
});
