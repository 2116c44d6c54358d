/** Two results against each other, and several of one machine: what meets, what does not, and what a reader is told first. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../../test/fixtures/result';
import type { Result } from '../schema';
import { compareResults, spreadOfRuns } from './compare';
import { comparisonMarkdown, spreadMarkdown } from './markdown';

const withRates = (fp16: number, int4: number, over: Partial<Result> = {}): Result =>
  result({
    results: [
      entry({ format: 'fp16', phase: 'decode', tokensPerSecond: figure(fp16) }),
      entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(int4) }),
    ],
    ...over,
  });
const software = { ...result().adapter, software: true, description: 'llvmpipe' };

describe('two results', () => {
  it('are compared workload by workload, with the interval of the ratio', () => {
    const { workloads, unmatched } = compareResults(withRates(100, 200), withRates(100.5, 300));
    expect(unmatched).toEqual([]);
    expect(workloads.map(({ verdict }) => verdict)).toEqual(['tie', 'faster']);
    expect(workloads[1]?.ratio?.median).toBeCloseTo(1.5);
    expect(workloads[1]?.ratio?.low).toBeLessThan(1.5);
    expect(workloads[1]?.ratio?.low).toBeGreaterThan(1.4);
  });

  it('do not meet where the workload is another, whatever the test is called', () => {
    const other = withRates(100, 200);
    const changed = other.results.map((one) => ({
      ...one,
      workloadId: 'f'.repeat(63) + (one.format === 'fp16' ? '0' : '1'),
    }));
    const comparison = compareResults(withRates(100, 200), { ...other, results: changed });
    expect(comparison.workloads).toEqual([]);
    expect(comparison.unmatched.map(({ side, why }) => `${side} ${why}`)).toEqual([
      ...['A only-there', 'A only-there', 'B only-there', 'B only-there'],
    ]);
    expect(comparisonMarkdown(comparison, other, other)).toContain('No workload is in both');
  });

  it('meet engine by engine: another one measured the same workload', () => {
    const both = (ours: number, theirs: number) => {
      const one = entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(ours) });
      return result({ results: [{ ...one, engine: 'other', tokensPerSecond: figure(theirs) }, one] });
    };
    const medians = compareResults(both(100, 10), both(200, 30)).workloads.map(({ entry: of, ratio }) => [
      of.engine,
      Math.round(ratio?.median ?? 0),
    ]);
    expect(medians).toEqual([
      ['other', 3],
      ['tokamark', 2],
    ]);
    const { workloads } = spreadOfRuns([both(100, 10), both(200, 30)]);
    expect(workloads.map(({ runs }) => runs.map(({ median }) => median))).toEqual([
      [10, 30],
      [100, 200],
    ]);
  });

  it('say of a workload without a speed that it has none', () => {
    const failed = { ...entry({ format: 'fp16', phase: 'decode' }), tokensPerSecond: null };
    const { unmatched } = compareResults(withRates(100, 200), result({ results: [failed] }));
    expect(unmatched.map(({ side, why }) => `${side} ${why}`)).toEqual(['B no-speed', 'A only-there']);
  });

  it('have no verdict where one was timed fewer than five times, and are pooled with no such run', () => {
    const few = { median: 300, low: 300, high: 300, samples: [300] };
    const once = result({ results: [entry({ format: 'fp16', phase: 'decode', tokensPerSecond: few })] });
    const [first] = compareResults(withRates(100, 200), once).workloads;
    expect(first?.verdict).toBe('too-few');
    const a = withRates(100, 200);
    expect(comparisonMarkdown(compareResults(a, once), a, once)).toContain('no verdict: fewer than 5 repetitions');
    expect(spreadOfRuns([a, once]).workloads).toEqual([]);
    expect(spreadOfRuns([a, once, a]).workloads[0]?.runs).toHaveLength(2);
  });

  it('turn round: the ratio of B to A is the inverse of A to B, and so is the verdict', () => {
    const rate = fc.double({ min: 0.1, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(rate, rate, (a, b) => {
        const [there] = compareResults(withRates(a, 1), withRates(b, 1)).workloads;
        const [back] = compareResults(withRates(b, 1), withRates(a, 1)).workloads;
        expect((there?.ratio?.median ?? 0) * (back?.ratio?.median ?? 0)).toBeCloseTo(1, 9);
        expect([there?.verdict, back?.verdict].sort()).toEqual(
          there?.verdict === 'tie' ? ['tie', 'tie'] : ['faster', 'slower'],
        );
      }),
    );
  });

  it('have no ratio where one of them is a software adapter and the other a GPU, and say why', () => {
    const [gpu, soft] = [withRates(100, 200), withRates(1, 2, { adapter: software })];
    for (const pair of [[gpu, soft] as const, [soft, gpu] as const]) {
      const comparison = compareResults(...pair, [gpu, soft]);
      expect(comparison.workloads.map(({ ratio, verdict, between }) => [ratio, verdict, between])).toEqual([
        [null, 'no-gpu', null],
        [null, 'no-gpu', null],
      ]);
      const text = comparisonMarkdown(comparison, ...pair);
      expect(text).toMatch(/\| +- \| not compared: one of them is no GPU \|/);
      expect(text).not.toContain(' × ');
    }
    expect(compareResults(soft, soft).workloads[0]?.verdict).toBe('tie');
  });

  it('warn of another implementation, of a software adapter, of other adapters and of twice the same run', () => {
    const a = withRates(100, 200);
    const b = withRates(100, 201, { adapter: software, engine: { ...a.engine, shaderHash: 'ff'.repeat(8) } });
    const text = comparisonMarkdown(compareResults(a, b), a, b);
    expect(text).toContain('One side is a SOFTWARE ADAPTER');
    expect(text).toContain('ANOTHER IMPLEMENTATION (shaders 0123456789ab → ffffffffffff)');
    expect(text).toContain('The adapters differ: Acme R-1; llvmpipe.');
    expect(compareResults(a, a).notes).toEqual(['Two of the results are the same run.']);
  });
});

describe('several runs of one receipt', () => {
  it('that agree show nothing between them, and leave the interval of one as it is', () => {
    const runs = [100, 100.1, 99.9].map((rate) => withRates(rate, 200));
    const [first] = spreadOfRuns(runs).workloads;
    expect(first?.exceeds).toBe(false);
    expect(first?.widened.low).toBeCloseTo(98, 6);
  });

  it('that differ by more than one run shows widen its interval to hold the others', () => {
    const runs = [90, 100, 110, 95, 105].map((rate) => withRates(rate, 200));
    const spread = spreadOfRuns(runs);
    const [first] = spread.workloads;
    expect(first?.exceeds).toBe(true);
    expect(first?.widened.high).toBeGreaterThan(110);
    expect(spreadMarkdown(spread, runs)).toContain('runs differ by more than one run shows');
  });

  it('of a GPU and of a software adapter are pooled apart', () => {
    const runs = [withRates(100, 200), withRates(1, 2, { adapter: software })];
    const mixed = [...runs, ...runs.map((run) => ({ ...run, startedAt: '2026-11-23T12:00:00.000Z' }))];
    const spread = spreadOfRuns(mixed);
    expect(spread.workloads.map(({ software: soft, pooled }) => [soft, Math.round(pooled.median)])).toEqual([
      [false, 100],
      [false, 200],
      [true, 1],
      [true, 2],
    ]);
    expect(spreadMarkdown(spread, mixed)).toContain('a software adapter');
    expect(spreadOfRuns(runs).workloads).toEqual([]);
  });

  it('name what only one of them timed', () => {
    const { workloads, alone } = spreadOfRuns([withRates(1, 2), result({ results: [] })]);
    expect(workloads).toEqual([]);
    expect(alone).toHaveLength(2);
  });
});
