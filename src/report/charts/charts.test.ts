/** Every picture of a result: what each says, that its table has the same numbers, and that nothing is drawn where there is nothing. */
import { describe, expect, it } from 'vitest';
import { everything, faultsOf } from '../../../test/fixtures/charts';
import { result } from '../../../test/fixtures/result';
import { chartsOf } from './charts';
import { layOut } from './layout';

const software = { ...result().adapter, description: 'llvmpipe', software: true };
const all = chartsOf(everything());

describe('the pictures of a result', () => {
  it('are seven, in the order in which a person wants them', () => {
    expect(all.map(({ id }) => id)).toEqual([
      'speed',
      'token-time',
      'line',
      'roofline',
      'latency',
      'sustained',
      'bits',
    ]);
  });

  it('are none where nothing was measured', () => {
    expect(chartsOf(result({ results: [] }))).toEqual([]);
    const empty = { results: [], waterfalls: [], latency: [], sustained: null, roofs: null };
    expect(chartsOf(everything({ ...empty, lines: [] }))).toEqual([]);
  });

  it.each(all.map((chart) => [chart.id, chart] as const))('%s says one thing, with a table of the same', (_, chart) => {
    expect(chart.says.split(' ').length).toBeLessThan(40);
    expect(chart.says).not.toMatch(/NaN|undefined|Infinity|null/);
    expect(chart.source).toContain('Acme R-1');
    expect(chart.table.rows.length).toBeGreaterThan(0);
    const odd = (_key: string, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? 'ODD' : value;
    expect(JSON.stringify(chart, odd)).not.toMatch(/NaN|undefined|Infinity|ODD/);
    for (const row of chart.table.rows) expect(row).toHaveLength(chart.table.columns.length);
  });

  it.each([328, 720, 1200])('have their words apart and inside at %i px, and their marks drawn', (width) => {
    for (const chart of all) {
      for (const frame of ['whole', 'bare'] as const) {
        const scene = layOut(chart, width, frame);
        expect(faultsOf(scene), chart.id).toEqual([]);
        expect(scene.shapes.length, chart.id).toBeGreaterThan(3);
      }
    }
  });

  it('have fewer words on a phone, and no smaller ones', () => {
    const count = (width: number): number =>
      all.reduce((sum, chart) => sum + layOut(chart, width, 'bare').labels.length, 0);
    expect(count(328)).toBeLessThan(count(720));
  });

  it('mark a software adapter, each of them', () => {
    for (const chart of chartsOf(everything({ adapter: software }))) {
      expect(chart.software, chart.id).toBe(true);
      const words = layOut(chart, 328, 'whole').labels.map(({ text }) => text);
      expect(words, chart.id).toContain('Software adapter, not a GPU');
    }
  });
});
