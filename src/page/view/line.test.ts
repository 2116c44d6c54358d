/** When the page shows the lines of decode, and batched decode beside the streamed. No elements. */
import { expect, it } from 'vitest';
import type { ResultEntry } from '../../report/schema';
import type { DecodeLine } from '../../report/schema/line';
import { entry, final, OPTIONS, result, runOf } from '../fixtures/results';
import type { RunState } from '../state/page-state';
import { lineCard } from './line';
import { cellText, comparison } from './results-model';

const LINE: DecodeLine = {
  ...{ engine: 'tokamark', format: 'int4', test: 'tg64', model: 'Llama-3.2-1B', t0Of: 'token', rounds: 5 },
  t0Seconds: { median: 1e-3, low: 0.9e-3, high: 1.1e-3, samples: [1e-3] },
  secondsPerByte: { median: 5e-12, low: 4e-12, high: 6e-12, samples: [5e-12] },
  bandwidth: { median: 2e11, low: 1.7e11, high: 2.5e11 },
  points: [],
};

it('keeps a place for the lines while a run goes on that asks for them, and has none where nothing came', () => {
  const busy: RunState = { ...runOf(), phase: 'running' };
  expect(lineCard(busy, OPTIONS)).toBe('to come');
  expect(lineCard(busy, { line: [] })).toBeNull();
  const ended = (lines: readonly DecodeLine[]): RunState => ({
    ...{ ...runOf(), phase: 'complete' },
    answer: { answered: true, error: null, result: { ...result([]), lines: [...lines] } },
  });
  expect(lineCard(ended([LINE]), OPTIONS)).toMatchObject({ lines: [LINE] });
  expect(lineCard(ended([]), OPTIONS)).toBeNull();
  expect(lineCard({ ...busy, phase: 'failed' }, OPTIONS)).toBeNull();
});

const formats = ['fp16', 'int4'] as const;
const batched = (one: ResultEntry): ResultEntry => ({
  ...one,
  delivery: 'batched',
  test: `${one.test} batched`,
  workloadId: one.workloadId.replace(/.$/, 'b'),
});

it('shows batched decode in a row of its own, and never in the headline’s', () => {
  const run = runOf(
    final(entry('fp16', 'decode', 60)),
    final(batched(entry('fp16', 'decode', 80))),
    final(entry('int4', 'decode', 171)),
    final(batched(entry('int4', 'decode', 240))),
  );
  expect(cellText(run, 'int4', 'decode', formats).value).toBe('171.0');
  expect(cellText(run, 'int4', 'decode-batched', formats)).toMatchObject({ value: '240', tone: 'final' });
  expect(comparison(run, 'decode-batched').value).toBe('3.00× faster');
});

it('shows no batched decode where it alone was measured: it then is the headline', () => {
  const run = runOf(final(batched(entry('int4', 'decode', 240))));
  expect(cellText(run, 'int4', 'decode', formats).value).toBe('240');
  expect(cellText(run, 'int4', 'decode-batched', formats).tone).toBe('empty');
});

it('waits for batched decode without showing the streamed in its place', () => {
  const run: RunState = { ...runOf(final(entry('int4', 'decode', 171))), options: OPTIONS };
  expect(cellText(run, 'int4', 'decode-batched', formats).tone).toBe('empty');
});
