/** The pictures of several runs: over time, two against each other, and one machine in several browsers. */
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../test/fixtures/charts';
import { entry, figure, result } from '../../../test/fixtures/result';
import { compareResults } from '../compare/compare';
import { compareMachine } from '../compare/machine';
import { trendsOf } from '../compare/trend';
import type { Result } from '../schema';
import type { Chart } from './chart';
import { layOut } from './layout';
import { machineChart } from './machine';
import { trendChart } from './trend';
import { twoRunsChart } from './two-runs';

const run = (day: number, int4: number, over: Partial<Result> = {}): Result =>
  result({
    startedAt: `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`,
    results: [
      entry({ format: 'fp16', phase: 'decode', tokensPerSecond: figure(100) }),
      entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(int4) }),
      entry({ format: 'int4', phase: 'prefill', tokensPerSecond: figure(1000) }),
    ],
    ...over,
  });
const { environment, adapter } = run(1, 1);
const browser = (name: string, version: string) => ({ environment: { ...environment, name, version, dawn: null } });

const trend = (...runs: Result[]): Chart => {
  const [first] = trendsOf(runs);
  if (first === undefined) throw new Error('these runs have a trend');
  return trendChart(first, 'attic box');
};
const WHERE = { older: 'in the older one', newer: 'in the newer run' };
const ABOUT = { source: 'A, B', software: false, where: WHERE };
const two = (a: Result, b: Result) => twoRunsChart(compareResults(a, b), ABOUT);
const machine = (...runs: Result[]) => machineChart(compareMachine('attic box', runs));
const software = { adapter: { ...adapter, software: true, description: 'llvmpipe' } };
const newBrowser = browser('Firefox', '150');
const firefox = run(2, 400, newBrowser);
const charts = [
  trend(run(1, 100), run(2, 90), run(3, 140), run(4, 141)),
  two(run(1, 100), run(2, 150)),
  machine(run(1, 100), firefox),
  machine(run(1, 100, software), firefox),
];

describe('the pictures of several runs', () => {
  it.each([328, 720, 1200])('have their words apart and inside at %i px, and a table of the same', (width) => {
    for (const chart of charts) {
      if (chart === null) throw new Error('there is something to draw');
      expect(faultsOf(layOut(chart, width, 'whole')), chart.id).toEqual([]);
      expect(chart.table.rows.length).toBeGreaterThan(1);
    }
  });

  it('have over time a dot a run at its time, with its interval, and the days below', () => {
    const { panels } = trend(run(1, 100), run(20, 110));
    const dots = panels
      .flatMap((panel) => (panel.kind === 'plane' ? panel.marks : []))
      .filter(({ kind }) => kind === 'dot');
    expect(dots).toMatchObject([
      { at: [Date.UTC(2026, 10, 1, 12), 100], interval: { low: 98, high: 102 }, hollow: false },
      { at: [Date.UTC(2026, 10, 20, 12), 110] },
    ]);
    const words = layOut(trend(run(1, 100), run(20, 110)), 720, 'bare').labels.map(({ text }) => text);
    expect(words.some((text) => /^\d+ Nov$/.test(text))).toBe(true);
  });

  it('have of two runs a bar from 1 for each test of both, and say which is faster at INT4', () => {
    const chart = two(run(1, 100), run(2, 150));
    expect(chart?.says).toMatch(/^INT4 writes 1\.50 times \(.*\) as fast in the newer run/);
    expect(two(run(1, 150), run(2, 100))?.says).toMatch(/1\.50 times .* as slow in the newer run/);
    expect(two(run(1, 100), run(2, 100))?.says).toContain('equally fast');
    const [panel] = chart?.panels ?? [];
    expect(panel).toMatchObject({ baseline: 1 });
    expect(panel?.kind === 'rows' ? panel.rows : []).toMatchObject([
      { name: 'FP16 writing', segments: [{ from: 1, to: 1 }] },
      { name: 'INT4 writing', segments: [{ from: 1, to: 1.5 }] },
      { name: 'INT4 reading' },
    ]);
    expect(two(run(1, 1), result({ results: [] }))).toBeNull();
  });

  it('have of a machine a bar for each browser, and say where it is fastest', () => {
    const chart = machine(run(1, 100, browser('Chrome', '150')), firefox);
    expect(chart?.says).toMatch(/^INT4 writes 4\.0\d* times as fast in Firefox 150 as in Chrome 150\.$/);
    const rows = (chart?.panels ?? []).map((panel) =>
      panel.kind === 'rows' ? panel.rows.map(({ name }) => name) : [],
    );
    expect(rows).toEqual([
      ['Chrome 150', 'Firefox 150'],
      ['Chrome 150', 'Firefox 150'],
    ]);
    expect(machine(run(1, 100))).toBeNull();
  });

  it('mark a software adapter', () => {
    expect(trend(run(1, 1, software), run(2, 1, software)).software).toBe(true);
    expect(machine(run(1, 1, software), run(2, 1, { ...software, ...newBrowser }))?.software).toBe(true);
  });

  it('tell which of a machine’s bars a software adapter made, and hold none of them against a GPU', () => {
    const chart = machine(run(1, 1, software), firefox);
    const names = (chart?.panels[0]?.kind === 'rows' ? chart.panels[0].rows : []).map(({ name }) => name);
    expect(names.map((name) => name.endsWith('(SOFTWARE ADAPTER)'))).toEqual([true, false]);
    expect(chart?.software).toBe(false);
    expect(chart?.says).toContain('says nothing about GPUs');
    const three = machine(run(1, 1, software), firefox, run(3, 100, browser('Chrome', '150')));
    expect(three?.says).toMatch(/^INT4 writes 4\.0\d* times as fast in Firefox 150 as in Chrome 150\.$/);
  });
});
