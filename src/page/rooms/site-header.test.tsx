/** The head of the page, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { DESCRIPTION, OPTIONS, SOFTWARE_DESCRIPTION, entry, final, runOf } from '../fixtures/results';
import type { GpuState, RunState } from '../state/page-state';
import { runStrip } from './run-strip';
import { SiteHeader } from './site-header';

const GPU: GpuState = { kind: 'known', description: DESCRIPTION };
const SOFTWARE: GpuState = { kind: 'known', description: SOFTWARE_DESCRIPTION };
const both = runOf(final(entry('fp16', 'decode', 24.4)), final(entry('int4', 'decode', 63.5)));
const running: RunState = { ...both, phase: 'running', time: { startedAt: new Date(0), elapsedSeconds: 20 } };
const ignore = (): void => undefined;

describe('the head of the page', () => {
  it('marks the room that is open, and no other', () => {
    const html = renderToString(<SiteHeader room="cost" run={null} onCancel={ignore} />);
    expect(html.match(/<a[^>]*aria-current="page"[^>]*>[^<]*/g)).toEqual([
      expect.stringMatching(/href="#\/cost".*>Cost$/),
    ]);
  });

  it('shows in the other rooms the run that goes on, and can cancel it', () => {
    const strip = runStrip({ gpu: GPU, run: running }, OPTIONS.formats);
    const inRoom = (room: 'benchmark' | 'details'): string =>
      renderToString(<SiteHeader room={room} run={strip} onCancel={ignore} />);
    expect(inRoom('details')).toMatch(/Running · FP16 24\.\d+, INT4 63\.\d+ tokens\/s.*Cancel/s);
    // There it stands in full.
    expect(inRoom('benchmark')).not.toContain('Running');
  });
});

describe('what it says of a run', () => {
  it('is nothing before one, and how it ended after it', () => {
    expect(runStrip({ gpu: GPU, run: runOf() }, OPTIONS.formats)).toBeNull();
    const ended = runStrip({ gpu: GPU, run: { ...both, phase: 'complete' } }, OPTIONS.formats);
    expect(ended).toMatchObject({ busy: false });
    expect(ended?.said).toMatch(/^Finished · /);
  });

  it('says how long it still takes, once that is known', () => {
    const step = { id: 'a', title: 'Measure', weight: 1, fraction: 0.5, state: 'now' as const };
    const half = { ...running, progress: { ...running.progress, steps: [step] } };
    expect(runStrip({ gpu: GPU, run: half }, OPTIONS.formats)?.said).toContain('about 20 s left');
    expect(runStrip({ gpu: GPU, run: running }, OPTIONS.formats)?.said).not.toContain('left');
  });

  it('marks the figures of a software adapter', () => {
    expect(runStrip({ gpu: SOFTWARE, run: running }, OPTIONS.formats)?.said).toContain('(software adapter)');
    expect(runStrip({ gpu: GPU, run: running }, OPTIONS.formats)?.said).not.toContain('software');
  });
});
