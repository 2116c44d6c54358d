/** The pictures of the board: each dot and bar of what it is, words apart at any width, and nothing told apart that intervals do not. */
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../test/fixtures/charts';
import { layOut } from '../../report/charts/layout';
import { energyChart } from './energy-chart';
import { energy, slices } from '../fixtures/board-answers';
import { slicesChart } from './slices-chart';

const charts = () => [energyChart(energy()), slicesChart(slices()), slicesChart(slices('month'))];

describe('the pictures of the board', () => {
  it.each([296, 328, 720, 1200])('have their words apart and inside at %i px, and a table of the same', (width) => {
    for (const chart of charts()) {
      if (chart === null) throw new Error('there is something to draw');
      expect(faultsOf(layOut(chart, width, 'whole')), chart.id).toEqual([]);
      expect(chart.table.rows.length).toBeGreaterThan(1);
    }
  });

  it('of speed against energy have what was counted of one thing, and say what is left out', () => {
    const answer = energy();
    const points = answer.points.map((point, i) => (i === 0 ? { ...point, boundary: 'wall' as const } : point));
    const chart = energyChart({ ...answer, points });
    const [panel] = chart?.panels ?? [];
    expect(panel?.kind === 'plane' ? panel.marks : []).toHaveLength(7);
    expect(panel?.x.title).toBe('joules per token, the GPU alone');
    expect(chart?.notes?.join(' ')).toContain('One more was counted of something else');
    expect(energyChart({ ...answer, points: [] })).toBeNull();
  });

  it('of speed against energy are hollow where nobody measured the power, and those win nothing', () => {
    const chart = energyChart(energy());
    const [panel] = chart?.panels ?? [];
    const dots = panel?.kind === 'plane' ? panel.marks : [];
    expect(dots.map((dot) => dot.kind === 'dot' && dot.hollow)).toEqual(
      energy().points.map(({ rung }) => rung === 'estimated'),
    );
    const points = energy().points.map((point) => {
      if (point.rung !== 'estimated') return point;
      return { ...point, joules: { ...point.joules, median: point.joules.median / 1000 } };
    });
    expect(energyChart({ ...energy(), points })?.says).toBe(chart?.says);
  });

  it('of slices have a bar from 0 or a dot for each, and say the clearest difference or that there is none', () => {
    expect(slicesChart(slices())?.panels[0]).toMatchObject({
      ...{ kind: 'rows' },
      rows: [{ name: 'Chrome 156', segments: [{ ink: 'int4', from: 0, to: 212 }] }, {}, {}],
    });
    expect(slicesChart(slices('month'))?.says).toBe('2026-10: 1.070 ± 0.020 times 2026-09.');
    const [first, , same] = slices().slices;
    const alike = [first, same].flatMap((one) => (one === undefined ? [] : [one]));
    expect(slicesChart({ ...slices(), slices: alike })?.says).toContain('it makes no difference');
    expect(slicesChart({ ...slices(), slices: alike.slice(0, 1) })?.says).toContain('Too few devices');
    expect(slicesChart({ ...slices(), slices: [] })).toBeNull();
  });
});
