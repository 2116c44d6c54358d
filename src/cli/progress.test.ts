/** Progress only goes forward, says what runs and what is left, and is drawn as a bar or as lines. */
import { describe, expect, it } from 'vitest';
import { outside } from './fixtures/scripted-host';
import { advanced, leftText, nowText, planned, remainingSeconds } from './progress';
import { barText, progressView } from './progress-view';

const STEPS = [
  { id: 'check', title: 'checking kernels', weight: 0.2 },
  { id: 'fp16', title: 'FP16', weight: 0.5 },
  { id: 'int4', title: 'INT4', weight: 0.2 },
  { id: 'story', title: 'story', weight: 0.1 },
];

describe('progress', () => {
  const start = planned(STEPS);

  it('adds up the steps that are done and the part of the current one', () => {
    expect(advanced(start, 'fp16', 0.5, '').fraction).toBeCloseTo(0.45);
    expect(advanced(start, 'story', 1, '').fraction).toBe(1);
  });

  it('never goes back, whatever is reported', () => {
    const late = advanced(advanced(start, 'int4', 0.5, ''), 'check', 0.1, 'again');
    expect(late.fraction).toBeCloseTo(0.8);
  });

  it('is not misled by a step that nobody planned or a fraction outside 0 to 1', () => {
    expect(advanced(start, 'unplanned', 0.5, 'x').fraction).toBe(0);
    expect(advanced(start, 'check', 7, '').fraction).toBeCloseTo(0.2);
    expect(advanced(planned([]), 'check', 1, '').fraction).toBe(0);
  });

  it('says what runs now and what is left', () => {
    const state = advanced(start, 'check', 0.5, 'gemv');
    expect(nowText(state)).toBe('checking kernels: gemv');
    expect(leftText(state)).toBe('then FP16, INT4 and 1 more');
    expect(leftText(advanced(start, 'int4', 0, ''))).toBe('then story');
    expect(leftText(advanced(start, 'story', 0, ''))).toBe('nothing else is left');
  });

  it('estimates the time that is left, but not too early', () => {
    expect(remainingSeconds(0.25, 10)).toBe(30);
    expect(remainingSeconds(0.01, 10)).toBeNull();
  });
});

describe('on a terminal', () => {
  it('the bar fits the line whatever the step is called', () => {
    const state = advanced(planned([{ id: 'a', title: 'x'.repeat(300), weight: 1 }]), 'a', 0.5, '');
    expect(barText(state, 10, 80).length).toBeLessThan(80);
    expect(barText(state, 10, 80)).toMatch(/^█{12}░{12} {2}50 %/);
  });

  it('notes stay above the bar, and the cursor is shown again at the end', () => {
    const around = outside({ tty: true });
    const view = progressView(around.host.streams.stderr, () => 0);
    view.plan(STEPS);
    view.update('fp16', 0, '');
    view.note('pp512 fp16: 123 tokens/s');
    view.end();
    const text = around.stderr();
    expect(text).toContain('pp512 fp16: 123 tokens/s\n');
    expect(text).toContain('░');
    expect(text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(text.lastIndexOf('\u001b[?25l'));
  });
});

describe('piped', () => {
  it('there is one plain line for each step, and none that repeats', () => {
    const around = outside();
    const view = progressView(around.host.streams.stderr, () => 0);
    view.plan(STEPS);
    view.update('check', 0, 'gemv');
    view.update('check', 0.5, 'gemm');
    view.update('fp16', 0, '');
    view.end();
    expect(around.stderr()).toBe(
      '[1/4] checking kernels: gemv (0 % done; then FP16, INT4 and 1 more)\n' +
        '[2/4] FP16 (20 % done; then INT4, story; about 1 s left)\n',
    );
  });

  it('a step that takes long says how far it is', () => {
    let time = 0;
    const around = outside();
    const view = progressView(around.host.streams.stderr, () => time);
    view.plan(STEPS);
    view.update('fp16', 0, '');
    time = 20_000;
    view.update('fp16', 0.5, 'repetition 3');
    expect(around.stderr().split('\n')[1]).toContain('[2/4] FP16: repetition 3 (45 % done');
  });
});
