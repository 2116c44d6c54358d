/** What the page says, as text: cells, captions, facts, advice. No elements. */
import { describe, expect, it } from 'vitest';
import { DESCRIPTION, SOFTWARE_DESCRIPTION, check, entry, final, runOf, figure, OPTIONS } from '../fixtures/results';
import type { EntryState } from '../../report/parts/entries';
import { INITIAL_STATE, type RunState } from '../state/page-state';
import { allChecks, checksSummary, errorFigures } from '../details/checks';
import { gpuFacts, gpuTitle } from './gpu-facts';
import { noGpuAdvice } from './no-gpu';
import { cellText, comparison } from './results-model';
import { shrunkText } from '../details/results-rows';
import { statusText } from './run-status';
import { workloadText } from './workload';

const formats = ['fp16', 'int4'] as const;
const both = runOf(final(entry('fp16', 'decode', 60)), final(entry('int4', 'decode', 171)));

describe('a cell of the results', () => {
  it('shows the median, its interval and the count of repetitions', () => {
    expect(cellText(both, 'int4', 'decode', formats)).toEqual({
      value: '171.0',
      range: '168.4–173.6 within one run',
      note: 'n = 10',
      tone: 'final',
      share: 1,
    });
    expect(cellText(both, 'fp16', 'decode', formats).share).toBeCloseTo(60 / 171);
  });

  it('is marked provisional until the last repetition', () => {
    const state = runOf({ entry: entry('int4', 'decode', 171, 3), final: false });
    expect(cellText(state, 'int4', 'decode', formats)).toMatchObject({
      note: 'n = 3 so far',
      tone: 'provisional',
    });
  });

  it('shows the speed of a run that does not count yet, and says so', () => {
    const early = { ...entry('int4', 'decode', 171), tokensPerSecond: null, tokens: 64, durations: [] };
    const cold = { ...early, cold: { seconds: 2, tokensPerSecond: 32 }, warmUpSeconds: [] };
    const cell = (one: EntryState['entry'], over: boolean) =>
      cellText(runOf({ entry: one, final: over }), 'int4', 'decode', formats);
    expect(cell(cold, false)).toMatchObject({
      value: '≈ 32',
      note: 'first run, cold',
      tone: 'provisional',
      share: null,
    });
    expect(cell({ ...cold, warmUpSeconds: [1] }, false)).toMatchObject({ value: '≈ 64', note: 'warming up' });
    expect(cell(cold, true).value).toBe('–');
  });

  it('shows no speed and names the kernel where a kernel failed its check', () => {
    const failed = {
      ...entry('int4', 'decode', 171),
      status: 'failed' as const,
      tokensPerSecond: null,
      error: { code: 'kernel-check' as const, message: 'gemv is wrong.', where: 'gemv int4', remedy: 'Report it.' },
    };
    const state = runOf(final(entry('fp16', 'decode', 60)), final(failed));
    expect(cellText(state, 'int4', 'decode', formats)).toMatchObject({
      value: 'no speed',
      note: 'gemv int4 failed its check',
      tone: 'failed',
    });
    expect(comparison(state, 'decode').value).toBe('–');
  });

  it('says beside a decode how much of the bandwidth it reached, once that is final', () => {
    const share = { median: 0.41, low: 0.39, high: 0.43 };
    const one = { ...entry('int4', 'decode', 171), bandwidthShare: share };
    expect(cellText(runOf(final(one)), 'int4', 'decode', formats).note).toBe('n = 10 · 41.0 % of bandwidth');
    expect(cellText(runOf({ entry: one, final: false }), 'int4', 'decode', formats).note).toBe('n = 10 so far');
  });

  it('shows times in the unit that reads best, from the prefill', () => {
    const state = runOf(final({ ...entry('fp16', 'prefill', 3000), ttftSeconds: figure(0.1707) }));
    expect(cellText(state, 'fp16', 'ttft', formats)).toMatchObject({
      value: '170.7 ms',
      range: '168.1–173.3 ms within one run',
      share: null,
    });
  });

  it('is empty before anything was measured', () => {
    expect(cellText(runOf(), 'fp16', 'decode', formats)).toMatchObject({ value: '–', tone: 'empty' });
    expect(cellText(runOf(), 'fp16', 'peak-bytes', formats).value).toBe('–');
  });
});

describe('INT4 against FP16', () => {
  it('is a ratio with the interval that both allow', () => {
    expect(comparison(both, 'decode')).toMatchObject({ value: '2.85× faster', tone: 'final' });
    expect(comparison(both, 'weight-bytes').value).toBe('2.96× smaller');
  });

  it('is of the rounds in which both counted, and says how many; else of two intervals', () => {
    const rounds = ({ entry: one }: EntryState, from: number): EntryState =>
      final({ ...one, durations: one.durations.map((duration, i) => ({ ...duration, round: from + i })) });
    const [fp16, int4] = both.record.entries;
    if (fp16 === undefined || int4 === undefined) throw new Error('no entries');
    const paired = comparison(runOf(rounds(fp16, 0), rounds(int4, 0)), 'decode');
    expect(paired).toMatchObject({ value: '2.850× faster', note: 'n = 10 rounds', tone: 'final' });
    expect(comparison(runOf(rounds(fp16, 0), rounds(int4, 10)), 'decode').note).toBe('of two intervals');
    expect(comparison(runOf(rounds(fp16, 0), { ...rounds(int4, 0), final: false }), 'decode').note).toBe(
      'n = 10 rounds so far',
    );
  });

  it('gives no verdict on speeds that were cut short, and still on sizes', () => {
    const int4 = entry('int4', 'decode', 171);
    const few = { ...figure(171), samples: [170, 171, 172] };
    const cut = runOf(final(entry('fp16', 'decode', 60)), final({ ...int4, tokensPerSecond: few }));
    expect(comparison(cut, 'decode')).toMatchObject({ value: 'too few repetitions', range: '', tone: 'final' });
    expect(comparison(cut, 'weight-bytes').value).toBe('2.96× smaller');
  });

  it('is not drawn between two different workloads', () => {
    const shrunk = runOf(final(entry('fp16', 'decode', 60)), final({ ...entry('int4', 'decode', 171), test: 'tg32' }));
    expect(comparison(shrunk, 'decode').value).toBe('–');
  });
});

describe('the caption', () => {
  it('names the workload that was asked for, then the one that was measured', () => {
    expect(workloadText(runOf(), OPTIONS, formats)).toMatchObject({ name: 'Llama-3.2-1B · pp512 · tg64', about: '' });
    const shrunk = runOf(final({ ...entry('int4', 'decode', 171), test: 'tg32' }));
    expect(workloadText(shrunk, OPTIONS, formats).name).toBe('SmolLM2-135M · pp512 · tg32');
  });

  it('says what shrank', () => {
    const { record, answer } = runOf();
    const plan = { ...record.plan, shrunk: ['prompt 512 → 128'] };
    expect(shrunkText({ record: { ...record, plan }, answer })).toContain('prompt 512 → 128');
  });
});

describe('the checks', () => {
  it('are summed up with the largest error as a share of what is allowed', () => {
    const checks = [check('gemv', 'gemv a'), check('gemv', 'gemv b', 8e-4), check('rope', 'rope a')];
    expect(checksSummary(checks)).toBe(
      '2 kernels checked on this device, at 3 shapes. The largest error is 80 % of what is allowed.',
    );
    expect(checksSummary([check('gemv', 'gemv int4 9x9', 2e-3)])).toContain('gemv int4 9x9 failed');
  });

  it('count each shape once, from the events and the entries', () => {
    const one = check('gemv', 'gemv a');
    const run = runOf(final({ ...entry('fp16', 'decode', 1), verified: [one] }));
    expect(allChecks({ ...run, progress: { ...run.progress, verified: [one] } })).toEqual([one]);
  });
});

describe('the GPU', () => {
  const fact = (description: typeof DESCRIPTION, name: string): string | undefined =>
    gpuFacts(description.adapter, description.environment).find((one) => one.name === name)?.value;

  it('is called by its most telling name', () => {
    expect(gpuTitle(DESCRIPTION.adapter)).toBe('apple metal-3');
    expect(gpuTitle({ ...DESCRIPTION.adapter, description: 'Apple M3 Max' })).toBe('Apple M3 Max');
  });

  it('that the browser does not name is said to be undisclosed', () => {
    const silent = { ...DESCRIPTION, adapter: { ...DESCRIPTION.adapter, vendor: '', architecture: '' } };
    expect(gpuTitle(silent.adapter)).toBe('Name not disclosed by this browser');
    expect(fact(silent, 'Vendor, architecture')).toBe('not disclosed by this browser');
  });

  it('has its limits, sizes and clock in words', () => {
    expect(fact(DESCRIPTION, 'Subgroups')).toBe('of 4 to 64');
    expect(fact(SOFTWARE_DESCRIPTION, 'Subgroups')).toBe('of 4');
    expect(fact(DESCRIPTION, 'Largest buffer')).toBe('4.00 GiB');
    expect(fact(DESCRIPTION, 'Clock')).toBe('steps of 5.00 µs');
    expect(fact(SOFTWARE_DESCRIPTION, 'Cross-origin isolated')).toContain('coarser');
  });
});

describe('what to do without an adapter', () => {
  it('differs for a browser without WebGPU, a page without https, and a browser that found none', () => {
    const titles = [
      noGpuAdvice({ code: 'no-webgpu' }, true),
      noGpuAdvice({ code: 'no-webgpu' }, false),
      noGpuAdvice({ code: 'no-adapter' }, true),
    ].map(({ title }) => title);
    expect(new Set(titles).size).toBe(3);
  });
});

describe('the status line', () => {
  const running = (steps: RunState['progress']['steps']): RunState => ({
    ...runOf(),
    phase: 'running',
    progress: { ...runOf().progress, steps },
  });

  it('counts the steps', () => {
    const steps = [
      { id: 'a', title: 'Check', weight: 1, fraction: 1, state: 'done' as const },
      { id: 'b', title: 'Measure', weight: 1, fraction: 0, state: 'now' as const },
    ];
    const state = { gpu: INITIAL_STATE.gpu, run: running(steps) };
    expect(statusText(state)).toBe('Step 2 of 2: Measure');
  });

  it('does not call a run finished well that ended without a speed', () => {
    const ended = { ...both, phase: 'complete' as const, time: { ...both.time, elapsedSeconds: 41 } };
    expect(statusText({ gpu: INITIAL_STATE.gpu, run: ended })).toBe('Finished in 41 s');
    const speechless = runOf(final({ ...entry('fp16', 'decode', 60), tokensPerSecond: null }));
    expect(statusText({ gpu: INITIAL_STATE.gpu, run: { ...speechless, phase: 'complete' } })).toBe(
      'Finished without a speed: see the notes on this run',
    );
  });

  it('keeps naming a step that says it is done until the next one begins', () => {
    const steps = [
      { id: 'a', title: 'Measure', weight: 1, fraction: 1, state: 'done' as const },
      { id: 'b', title: 'Write', weight: 1, fraction: 0, state: 'left' as const },
    ];
    const state = { gpu: INITIAL_STATE.gpu, run: running(steps) };
    expect(statusText(state)).toBe('Step 1 of 2: Measure');
    expect(statusText({ ...state, run: running([]) })).toBe('Preparing');
  });
});

describe('the figures of a kernel check', () => {
  it('say 0 where equal bits are asked for, and name what is not a number', () => {
    const check = { kernel: 'argmax', shape: 'argmax 3', largestError: 0, tolerance: Number.MIN_VALUE };
    expect(errorFigures(check)).toEqual(['0', '0']);
    expect(errorFigures({ ...check, largestError: 2.04e-6, tolerance: 1e-5 })).toEqual(['2.0e-6', '1.0e-5']);
    expect(errorFigures({ ...check, largestError: Number.MAX_VALUE })).toEqual(['not a number', '0']);
  });
});
