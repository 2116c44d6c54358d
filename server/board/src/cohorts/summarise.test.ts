/** The figure of what a filter leaves, of all devices or of a sample of them. */
import { describe, expect, it } from 'vitest';
import { uniform } from '../../../../src/foundation/random';
import { runsRead, type DrawnRun, type RunsRead } from '../../test/runs-read';
import { membersOf } from './members';
import { summaryOf } from './summarise';

const CROWDS = 200;

/** `count` devices with one to five runs each, in the order that a query gives them. */
function crowd(count: number, seed: number): readonly DrawnRun[] {
  const random = uniform(seed);
  return Array.from({ length: count }, (_, i) => ({ device: `d${i}`, draw: random(), own: 90 + 20 * random() }))
    .sort((a, b) => a.draw - b.draw)
    .flatMap(({ device, draw, own }) =>
      Array.from({ length: 1 + Math.floor(5 * random()) }, (_, k) => ({
        ...{ device, draw, confirmed: false, value: own + random(), receivedAt: -k },
      })),
    );
}

function summarise({ runs, below }: RunsRead) {
  const values = membersOf(runs).map(({ value }) => value);
  return summaryOf(
    values.toSorted((a, b) => a - b),
    below,
  );
}

describe('a filter that leaves few runs', () => {
  it('gives the figure of every device', () => {
    const summary = summarise(runsRead(crowd(300, 1)));
    expect(summary).toMatchObject({ n: 300, error: null });
  });

  it('gives nothing of no runs', () => {
    expect(summarise(runsRead([]))).toBeNull();
  });
});

describe('a filter that leaves more runs than are read', () => {
  const rows = crowd(4000, 2);
  const read = runsRead(rows, 1000);
  const summary = summarise(read);

  it('takes whole devices, those with the least numbers', () => {
    const taken = new Set(read.runs.map(({ device }) => device));
    expect(rows.filter(({ device }) => taken.has(device))).toEqual(read.runs);
    expect(read.runs.length).toBeLessThanOrEqual(1000);
    expect(read.runs.length).toBeGreaterThan(990);
    expect(rows.filter(({ draw }) => draw < read.below)).toEqual(read.runs);
  });

  it('says that it is a sample, of about how many, and how far off it may be', () => {
    expect(summary).toMatchObject({ error: { level: 0.99 } });
    const { n = 0, error } = summary ?? {};
    expect(Math.abs((error?.devices ?? 0) / 4000 - 1)).toBeLessThan(3 * (error?.devicesError ?? 0));
    expect(error?.devicesError).toBeCloseTo(1 / Math.sqrt(n), 3);
  });

  it('looks at no more rows than it needs', () => {
    expect(runsRead(rows.slice(0, 1001), 1000)).toEqual(read);
  });

  it('has everything where nothing is cut', () => {
    expect(runsRead(rows, rows.length)).toEqual({ runs: rows, below: 1 });
  });

  it('lies within the error that it states of the figure of every device, in 99 % of crowds', () => {
    const within = Array.from({ length: CROWDS }, (_, i) => {
      const all = crowd(600, 1000 + i);
      const [part, whole] = [summarise(runsRead(all, 400)), summarise(runsRead(all))];
      return Math.abs((part?.median ?? NaN) / (whole?.median ?? NaN) - 1) <= (part?.error?.share ?? 0);
    }).filter(Boolean).length;
    expect(within / CROWDS).toBeGreaterThan(0.97);
  });

  it('states no error of fewer than five devices', () => {
    const few = summarise(runsRead(rows, 8));
    expect(few?.n).toBeLessThan(5);
    expect([few?.bounds, few?.error?.share]).toEqual([null, null]);
  });
});
