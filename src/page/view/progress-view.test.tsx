/** How far a run is, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { runOf } from '../fixtures/results';
import { INITIAL_STATE, type RunState, type StepState } from '../state/page-state';
import { ProgressView, progressOf } from './progress-view';

const STEPS: readonly StepState[] = [
  { id: 'verify', title: 'Check the kernels', weight: 0.25, fraction: 1, state: 'done' },
  { id: 'measure', title: 'Measure <b>', weight: 0.5, fraction: 0.5, state: 'now' },
  { id: 'story', title: 'Write', weight: 0.25, fraction: 0, state: 'left' },
];

function drawn(of: Partial<RunState>): string {
  const begun = { ...runOf(), time: { startedAt: new Date('2026-01-02T03:04:05Z'), elapsedSeconds: 10 } };
  const run: RunState = { ...begun, phase: 'running', ...of };
  return renderToString(<ProgressView {...progressOf({ gpu: INITIAL_STATE.gpu, run })} />);
}
const withSteps = { progress: { ...runOf().progress, steps: STEPS, detail: 'repetition 3 of 7' } };

describe('the progress of a run', () => {
  it('names the step, how much is done, what is left, and what the engine says of it', () => {
    const html = drawn(withSteps);
    expect(html).toContain('Step 2 of 3: Measure');
    expect(html).toContain('value="0.5"');
    expect(html).toContain('10 s elapsed');
    expect(html).toContain('about 10 s left');
    expect(html).toContain('repetition 3 of 7');
  });

  it('says the state of each step in words, and the share of the one that runs alone', () => {
    const html = drawn(withSteps);
    expect(html).toContain('aria-label="Check the kernels, done"');
    expect(html).toContain('aria-label="Write, to do"');
    expect(html.match(/\d+ %/g)).toEqual(['50 %']);
  });

  it('shows words of an engine as words', () => {
    expect(drawn(withSteps)).not.toContain('<b>');
  });

  it('keeps the lines of the times where there is nothing to say, so that nothing moves', () => {
    const { elapsed, remaining, detail } = progressOf(INITIAL_STATE);
    expect([elapsed, remaining, detail]).toEqual(['', '', '']);
    expect(renderToString(<ProgressView {...progressOf(INITIAL_STATE)} />).match(/>\u00a0</g)).toHaveLength(3);
  });

  it('says nothing of the time left, or of a step, once the run is over', () => {
    const html = drawn({ ...withSteps, phase: 'cancelled' });
    expect(html).toContain('data-state="cancelled"');
    expect(html).not.toContain('left<');
    expect(html).not.toContain('repetition 3 of 7');
  });
});
