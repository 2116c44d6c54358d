/** The class's picture: five codes in one chart, what it says in both languages, software adapters apart, and words that are in place. */
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../../test/fixtures/charts';
import { CLASS_OF_FIVE, FIVE_CODES, measured, SOFTWARE } from '../../../../test/fixtures/class-codes';
import { classCode } from '../../../lab/class-code/class-code';
import { findClassCodes } from '../../../lab/class-code/find-codes';
import type { ClassMeasurement } from '../../../lab/class-code/measurement';
import { tokensPerSecond } from '../../../foundation/units';
import type { Chart, Mark } from '../../../report/charts/chart';
import { classChart } from '../../../report/charts/class';
import type { ClassMember } from '../../../report/charts/class-groups';
import { layOut } from '../../../report/charts/layout';
import { PALETTES } from '../../../report/charts/palette';
import { chartSvg } from '../../../report/charts/svg';
import { CLASS_DE } from '../catalogue/class-de';
import { CLASS_EN } from '../catalogue/class-en';

const members = (all: readonly ClassMeasurement[]): readonly ClassMember[] =>
  all.map((measurement) => ({ code: classCode(measurement), measurement }));

function chartOf(all: readonly ClassMember[], words = CLASS_EN.chart): Chart {
  const chart = classChart(all, words);
  if (chart === null) throw new Error('no chart');
  return chart;
}

const marksOf = ({ panels }: Chart): readonly Mark[] =>
  panels.flatMap((panel) => (panel.kind === 'plane' ? panel.marks : []));
const curvesOf = (chart: Chart) => marksOf(chart).flatMap((mark) => (mark.kind === 'curve' ? [mark] : []));

describe('the picture of a class', () => {
  it('joins five codes that were pasted into one chart: a line and a row of the table each', () => {
    const pasted = findClassCodes(FIVE_CODES.map((code, i) => `pupil ${i + 1}: ${code}`).join('\n'));
    const chart = chartOf(pasted.flatMap(({ read }) => (read.ok ? [read] : [])));
    const thin = curvesOf(chart).filter(({ weight }) => weight === 'thin');
    expect(thin.map(({ ink }) => ink)).toEqual(['integrated', 'integrated', 'laptop', 'phone', 'warning']);
    for (const { points } of thin) expect(points.map(([bits]) => bits)).toEqual([4.5, 8.5, 16]);
    expect(chart.table.rows).toHaveLength(5);
    expect(chart.table.rows[0]?.slice(0, 4)).toEqual(['1: integrated GPU, Intel gen-12-lp', '100', '150', '200']);
    expect(chart.panels[0]).toMatchObject({ y: { scale: 'log' } });
  });

  it('says what to see, of GPUs and of software adapters apart, in both languages', () => {
    const all = members(CLASS_OF_FIVE);
    expect(chartOf(all).says).toBe(
      'INT4 is 1.3 to 2.9 times as fast as FP16 on the GPUs of this class; on software adapters it is 0.58 times as fast.',
    );
    expect(chartOf(all, CLASS_DE.chart).says).toBe(
      'INT4 ist auf den GPUs dieser Klasse 1,3- bis 2,9-mal so schnell wie FP16, auf Software-Adaptern 0,58-mal so schnell.',
    );
    const alone = members([measured([100, 150, 200], { kind: 'laptop', maker: null, architecture: null })]);
    expect(chartOf(alone).says).toBe('INT4 is 2 times as fast as FP16 on the GPU of this class.');
  });

  it('gives median and range of each kind of device, in the plane and among the bars', () => {
    const chart = chartOf(members(CLASS_OF_FIVE));
    const bands = marksOf(chart).flatMap((mark) => (mark.kind === 'band' ? [mark] : []));
    expect(bands.map(({ ink }) => ink)).toEqual(['integrated']);
    const thick = curvesOf(chart).filter(({ weight }) => weight === 'thick');
    expect(thick.map(({ points }) => points.map(([, rate]) => Math.round(rate)))).toEqual([[215, 140, 90]]);
    const rows = chart.panels.flatMap((panel) => (panel.kind === 'rows' ? panel.rows : []));
    expect(rows.map(({ name, value }) => [name, value])).toContainEqual([
      'INT4, integrated GPU',
      '2.4 times (2 to 2.9), 2 devices',
    ]);
  });

  it('never shows a software adapter as a GPU: dashed, hollow, in the colour of a warning, and marked where it is alone', () => {
    const chart = chartOf(members(CLASS_OF_FIVE));
    for (const mark of marksOf(chart)) {
      if (mark.kind === 'curve') expect(mark.dashed).toBe(mark.ink === 'warning');
      if (mark.kind === 'dot') expect(mark.hollow).toBe(mark.ink === 'warning');
    }
    expect(chart.software).toBe(false);
    expect(chart.legend.at(-1)).toEqual({ ink: 'warning', text: 'software adapter, not a GPU' });
    const alone = chartOf(members([measured([12, 10, 7], SOFTWARE)]), CLASS_DE.chart);
    expect(alone.software).toBe(true);
    expect(layOut(alone, 328, 'whole').labels.map(({ text }) => text)).toContain('Software-Adapter, keine GPU');
    expect(alone.says).toContain('in diesem Bild ist keine GPU');
  });

  it('compares what can be compared: codes of another model or another way of measuring are counted and left out', () => {
    const other = measured([1, 2, 3], SOFTWARE, { model: 'SmolLM2-135M', measuredAs: 'tokamark-2' });
    const chart = chartOf(members([other, ...CLASS_OF_FIVE]));
    expect(chart.table.rows).toHaveLength(5);
    expect(chart.table.rows[0]?.[0]).toMatch(/^2: /);
    expect(chart.notes?.join(' ')).toContain('1 code of the list is of another model');
  });

  it('needs no format of any device', () => {
    const only = { tokensPerSecond: { mxfp4: tokensPerSecond(50) } };
    const chart = chartOf(members([measured([1, 1, 1], SOFTWARE, only)]));
    expect(chart.says).toBe(CLASS_EN.chart.saysLittle);
    expect(faultsOf(layOut(chart, 328, 'whole'))).toEqual([]);
    expect(classChart([], CLASS_EN.chart)).toBeNull();
  });

  it.each([328, 720, 1200])('has its words apart and inside at %i px, for five and for thirty', (width) => {
    const thirty = Array.from({ length: 30 }, (_, i) =>
      measured([50 + 3 * i, 90 + 2 * i, 120 + 7 * i], CLASS_OF_FIVE[i % CLASS_OF_FIVE.length]?.device ?? SOFTWARE),
    );
    for (const words of [CLASS_EN.chart, CLASS_DE.chart]) {
      for (const all of [CLASS_OF_FIVE, thirty]) {
        for (const frame of ['whole', 'bare'] as const) {
          expect(faultsOf(layOut(chartOf(members(all), words), width, frame))).toEqual([]);
        }
      }
    }
  });

  it('is an SVG of attributes alone', () => {
    const svg = chartSvg(chartOf(members(CLASS_OF_FIVE)), { width: 720, palette: PALETTES.light, frame: 'whole' });
    expect(svg).not.toMatch(/style=|NaN|undefined|Infinity/);
  });
});
