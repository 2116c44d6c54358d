/** Runs of one machine by browser and build: what is held against what, from which runs, and what a reader is told. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../../test/fixtures/result';
import type { Result } from '../schema';
import { compareMachine, machinesOf, unnamed } from './machine';
import { machineMarkdown } from './machine-sheet';

const { environment, engine, adapter } = result();
let hour = 0;

const run = (name: string, rate: number, over: Partial<Result> = {}): Result =>
  result({
    startedAt: new Date(Date.UTC(2026, 10, 20) + (hour += 1) * 3_600_000).toISOString(),
    machine: 'desk',
    environment: { ...environment, name, version: '1.0', dawn: null },
    results: [entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(rate) })],
    ...over,
  });
const newer = { engine: { ...engine, commit: 'fedcba9876543210', shaderHash: 'ff'.repeat(8) } };

describe('the runs of one machine', () => {
  it('are held against each other browser by browser, and build by build in each', () => {
    const { setups, rows } = compareMachine('desk', [
      run('Chrome', 100),
      run('Firefox', 50),
      run('Chrome', 150, newer),
      run('Firefox', 50.1, newer),
    ]);
    expect(setups.map(({ runs }) => runs)).toEqual([1, 1, 1, 1]);
    const [old, fresh] = ['build 0.1.0 abcdef012345 012345', 'build 0.1.0 fedcba987654 ffffff'];
    expect(rows.map(({ setup, against }) => [setup, against?.than, against?.verdict])).toEqual([
      [`Chrome 1.0, ${old}`, undefined, undefined],
      [`Firefox 1.0, ${old}`, `Chrome 1.0, ${old}`, 'slower'],
      [`Chrome 1.0, ${fresh}`, `Chrome 1.0, ${old}`, 'faster'],
      [`Firefox 1.0, ${fresh}`, `Firefox 1.0, ${old}`, 'tie'],
    ]);
    expect(rows[2]?.against?.ratio?.median).toBeCloseTo(1.5);
  });

  it('are the latest of each setup, with what changes between its runs from three on', () => {
    const chrome = [90, 110, 100].map((rate) => run('Chrome', rate));
    const { rows } = compareMachine('desk', [...chrome, run('Firefox', 120)]);
    const [first, second] = rows;
    expect(first?.figure).toMatchObject({ runs: 3, interval: { median: 100 } });
    expect(second?.figure.runs).toBe(1);
    expect(second?.against).toMatchObject({ than: 'Chrome 1.0' });
  });

  it('are held against a single run by what is known within one run of both, and say so', () => {
    const chrome = [90, 110, 100].map((rate) => run('Chrome', rate));
    const one = compareMachine('desk', [...chrome, run('Firefox', 120)]);
    const alone = compareMachine('desk', [...chrome.slice(2), run('Firefox', 120)]);
    expect(one.rows[1]?.against).toEqual(alone.rows[1]?.against);
    expect(one.rows[1]?.against).toMatchObject({ verdict: 'faster', runs: 1 });
    expect(machineMarkdown(one)).toContain('Chrome 1.0: faster within one run');
  });

  it('are held against several runs by what changes between the runs of both', () => {
    const both = [90, 110, 100].flatMap((rate) => [run('Chrome', rate), run('Firefox', 1.1 * rate)]);
    const found = compareMachine('desk', both);
    expect(found.rows[1]?.against).toMatchObject({ verdict: 'tie', runs: 3 });
    expect(machineMarkdown(found)).toContain('Chrome 1.0: a tie between runs');
  });

  it('have an interval between runs only from those that were measured here', () => {
    const runs = [90, 110, 100].flatMap((rate) => [run('Chrome', rate), run('Firefox', 1.1 * rate)]);
    const own = runs.filter(({ environment: { name } }) => name === 'Chrome');
    expect(compareMachine('desk', runs, own).rows.map(({ figure: { runs: behind } }) => behind)).toEqual([3, 1]);
  });

  it('do not meet where the workload is another, and have no verdict of too few repetitions', () => {
    const other = run('Firefox', 50);
    const apart = { ...other, results: other.results.map((one) => ({ ...one, workloadId: 'e'.repeat(64) })) };
    expect(compareMachine('desk', [run('Chrome', 100), apart]).rows.map(({ against }) => against)).toEqual([
      null,
      null,
    ]);
    const few = { median: 50, low: 50, high: 50, samples: [50] };
    const once = run('Firefox', 50, { results: [entry({ format: 'int4', phase: 'decode', tokensPerSecond: few })] });
    expect(compareMachine('desk', [run('Chrome', 100), once]).rows[1]?.against?.verdict).toBe('too-few');
  });

  it('are the same comparison in any order, and where one is there twice', () => {
    const runs = [run('Chrome', 100), run('Firefox', 50), run('Chrome', 150, newer)];
    fc.assert(
      fc.property(fc.shuffledSubarray([...runs, ...runs], { minLength: 6 }), (shuffled) => {
        expect(compareMachine('desk', shuffled)).toEqual(compareMachine('desk', runs));
      }),
    );
  });

  it('are held against the first of their own kind, a GPU or none', () => {
    const soft = (name: string, rate: number) => run(name, rate, { adapter: { ...adapter, software: true } });
    const { rows } = compareMachine('desk', [
      soft('Chrome', 5),
      run('Firefox', 100),
      soft('Safari', 10),
      run('Edge', 150),
    ]);
    expect(rows.map(({ against: found }) => [found?.than, found?.verdict])).toEqual([
      [undefined, undefined],
      ['Chrome 1.0 (SOFTWARE ADAPTER)', 'no-gpu'],
      ['Chrome 1.0 (SOFTWARE ADAPTER)', 'faster'],
      ['Firefox 1.0', 'faster'],
    ]);
  });

  it('say of a software adapter that it is one', () => {
    const gpu = run('Chrome', 100);
    const software = run('Firefox', 5, { adapter: { ...adapter, software: true } });
    const text = machineMarkdown(compareMachine('desk', [gpu, software]));
    expect(text).toContain('One side is a SOFTWARE ADAPTER');
    expect(text).toContain('Chrome 1.0: not compared: one of them is no GPU');
    expect(text).not.toContain(' × ');
    expect(text).toMatch(/Firefox 1\.0 \(SOFTWARE ADAPTER\) \| +5\.00 ± 0\.10 \| within one run \|/);
  });
});

it('a machine’s name is listed once, and leaves with no document', () => {
  const runs = [run('Chrome', 1), run('Firefox', 1), run('Chrome', 1, { machine: 'lab' }), result()];
  expect(machinesOf(runs)).toEqual(['desk', 'lab']);
  expect(JSON.stringify(runs.map(unnamed))).not.toMatch(/desk|lab/);
});
