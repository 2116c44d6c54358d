/** Two runs as Markdown that is pasted elsewhere: short, marked, and without the names that persons give. */
import { expect, it } from 'vitest';
import { entry, figure, result } from '../../../test/fixtures/result';
import type { Result } from '../schema';
import { compareResults } from './compare';
import { shortTable } from './short-table';

const run = (day: number, int4: number, over: Partial<Result> = {}): Result =>
  result({
    startedAt: `2026-11-0${day}T12:00:00.000Z`,
    machine: 'my attic box',
    results: [
      entry({ format: 'int4', phase: 'decode', tokensPerSecond: figure(int4) }),
      entry({ format: 'int4', phase: 'prefill' }),
    ],
    ...over,
  });
const { adapter } = result();
const soft = { adapter: { ...adapter, software: true, description: 'llvmpipe' } };
const table = (a: Result, b: Result): string => shortTable(a, b, compareResults(a, b));

it('has what both ran on and what both measured, with the ratio', () => {
  expect(table(run(1, 100), run(2, 150)).split('\n')).toEqual([
    expect.stringMatching(/^\| +\| +A, older \| +B, newer \| +B : A \|$/),
    expect.stringMatching(/^\| -+ \| -+: \| -+: \| -+: \|$/),
    expect.stringMatching(/^\| Measured +\| +2026-11-01 12:00 UTC \| +2026-11-02 12:00 UTC \|/),
    expect.stringMatching(/^\| GPU +\| +Acme R-1 \| +Acme R-1 \|/),
    expect.stringMatching(/^\| Browser /),
    expect.stringMatching(/^\| Driver /),
    expect.stringMatching(/^\| System /),
    expect.stringMatching(/^\| Tokamark +\| +0\.1\.0, abcdef01 /),
    expect.stringMatching(
      /^\| INT4 writing \(tg64\), tokens\/s +\| +100\.0 ± 2\.0 \| +150 ± 3 \| +1\.50 × \(1\.46 to 1\.54\) \|$/,
    ),
    expect.stringMatching(/^\| INT4 reading \(pp512\), tokens\/s /),
    '',
    'SmolLM2-135M. Medians with 95 % intervals, within one run; only equal workloads.',
    '',
  ]);
});

it('has no name that a person gave, and no Markdown of anybody else', () => {
  const text = table(run(1, 100), run(2, 150, { adapter: { ...adapter, description: 'A | B\n# C <b>' } }));
  expect(text).not.toContain('attic');
  expect(text).toContain('A \\| B # C \\<b\\>');
});

it('marks software adapters, and has no ratio of one and a GPU', () => {
  expect(table(run(1, 1, soft), run(2, 1, soft))).toContain('**SOFTWARE ADAPTERS: ');
  const mixed = table(run(1, 1, soft), run(2, 100));
  expect(mixed).toContain('llvmpipe (software adapter, not a GPU)');
  expect(mixed).toContain('**One side is a SOFTWARE ADAPTER, the other a GPU: ');
  expect(mixed).not.toMatch(/×|B : A/);
});

it('is nothing where no test is in both', () => {
  expect(table(run(1, 100), result({ results: [] }))).toBe('');
});
