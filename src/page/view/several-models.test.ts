/** What the page's lists say of runs of several models. */
import { expect, it } from 'vitest';
import { compareResults } from '../../report/compare/compare';
import type { ResultEntry } from '../../report/schema';
import { entry, result } from '../fixtures/results';
import { unmatchedText } from '../compare/two-runs';
import { timedSheet } from './timed-runs';
import { unfinishedSheet } from './unfinished-card';

const of = (name: string, digit: string): ResultEntry => ({
  ...entry('int4', 'decode', 171),
  model: { name, weights: 'synthetic', parameters: 1e9 },
  workloadId: digit.repeat(64),
});
const [large, small] = [of('Llama-3.2-1B', '1'), of('Fable', '2')];

it.each([
  ['timed runs', timedSheet],
  ['an unfinished run', unfinishedSheet],
])('name the model of each row where there are several: %s', (_, sheet) => {
  const { columns, rows } = sheet([large, small]);
  expect(columns[0]?.title).toBe('model');
  expect(new Set(rows.map(([model]) => model))).toEqual(new Set(['Llama-3.2-1B', 'Fable']));
  expect(sheet([large]).columns.map(({ title }) => title)).not.toContain('model');
});

it('name the model of what two runs do not have in common', () => {
  const both = result([large, small]);
  expect(unmatchedText(compareResults(both, result([large])))).toBe(
    'Not compared, since no workload is equal: INT4 writing, Fable (tg64, only in A).',
  );
  expect(unmatchedText(compareResults(result([small]), result([])))).toContain(': INT4 writing (tg64, only in A)');
});
