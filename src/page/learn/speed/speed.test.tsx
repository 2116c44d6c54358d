/** Step five: bytes at once; a machine's line, dots and doubts where a run has them, and no software adapter shown as a GPU. */
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { entry, final, result, runOf, SOFTWARE_DESCRIPTION } from '../../fixtures/results';
import type { Result } from '../../../report/schema';
import type { RunState } from '../../state/page-state';
import { CATALOGUE } from '../catalogue/catalogue';
import { speedModel, type Written } from './speed-model';
import { spreadNames } from './speed-picture';
import { SpeedStage } from './speed-stage';

const spread = (median: number) => ({ median, low: median * 0.98, high: median * 1.02, samples: [median] });

const LINE: Result['lines'][number] = {
  ...{ engine: 'tokamark', format: 'int4', test: 'tg64', model: 'SmolLM2-135M', t0Of: 'token', rounds: 3 },
  t0Seconds: spread(0.002),
  secondsPerByte: spread(1e-10),
  bandwidth: { median: 1e10, low: 0.9e10, high: 1.1e10 },
  points: [],
};

const entries = [
  entry('fp16', 'prefill', 900),
  entry('int4', 'prefill', 1000),
  entry('fp16', 'decode', 34),
  entry('int4', 'decode', 90),
];
const measured = (over: Partial<Result> = {}): Result => ({ ...result(entries), lines: [LINE], ...over });
const ended = (answer: Result): RunState => ({
  ...runOf(...entries.map(final)),
  phase: 'complete',
  answer: { answered: true, result: answer, error: null },
});
const NOTHING_WRITTEN: Written = { texts: [], software: false };
const shown = (
  run: RunState,
  own: readonly Result[] = [],
  language: 'en' | 'de' = 'en',
  written: Written = NOTHING_WRITTEN,
): string =>
  render(
    <SpeedStage
      model={speedModel({ run, own }, written)}
      language={language}
      words={CATALOGUE[language].speed}
      names={CATALOGUE[language].names}
      size={{ width: 500, height: 220 }}
    />,
  );

describe('the step of speed', () => {
  it('shows the bytes of all formats without a run, says that none was measured, and where to', () => {
    const html = shown(runOf());
    for (const text of ['FP16', 'INT8', 'INT4', 'MXFP4', 'NVFP4', 'W4A8', '10.5 MB', '3.22 MB']) {
      expect(html).toContain(text);
    }
    expect(html).toContain('has not been measured yet');
    expect(html).toContain('href="#/"');
    // Where the joules of a GPU that is not here are.
    expect(html).toContain('Joules per token come with a run on a GPU. <a href="#/cost">');
    expect(html).not.toContain(' ms<');
    expect(shown(runOf(), [], 'de')).toContain('10,5 MB');
  });

  it('draws the line of this machine with what it measured, and how long it takes to read a token of Fable', () => {
    const model = speedModel({ run: ended(measured()), own: [] }, NOTHING_WRITTEN);
    expect(model.run?.dots.map(({ format }) => format)).toEqual(['fp16', 'int4']);
    expect(model.bytes.find(({ format }) => format === 'fp16')?.toRead).toBeCloseTo(10_499_584e-10, 9);
    const html = shown(ended(measured()));
    expect(html).toContain('time = 2 ms + bytes / 10 GB/s');
    expect(html).toContain('class="machine-line"');
    expect(html).not.toContain('Software adapter');
    expect(html).toContain('prefill');
    expect(html).toContain('This run has no energy.');
  });

  it('shows how fast this device wrote in the step of limits, and marks a software adapter', () => {
    const texts = [
      { format: 'fp16', tokensPerSecond: 12.6 },
      { format: 'int4', tokensPerSecond: 15.1 },
    ] as const;
    const html = shown(runOf(), [], 'en', { texts, software: true });
    expect(html).toMatch(/data-format="int4".*?3\.22 MB.*?15\.1 tokens\/s/);
    expect(html).toContain('This is not a GPU’s speed.');
    expect(shown(runOf(), [], 'en', { texts, software: false })).not.toContain('Software adapter');
    expect(shown(runOf())).not.toContain('tokens/s');
  });

  it('takes the latest run that was kept where this page has none, and marks one of a software adapter', () => {
    const older = measured({ startedAt: '2026-01-01T00:00:00.000Z', lines: [] });
    const newer = measured({ startedAt: '2026-02-01T00:00:00.000Z', adapter: SOFTWARE_DESCRIPTION.adapter, lines: [] });
    const html = shown(runOf(), [newer, older]);
    expect(html).toContain('2026-02-01');
    expect(html).toContain('This is not a GPU’s speed.');
    expect(html).toContain('No joules here: a processor imitates the GPU');
    expect(html).toContain('This run has no line');
    expect(html).not.toContain('machine-line');
  });

  it('says where the models do not lie on the line', () => {
    const off = { ...LINE, points: [0.5, -0.5, 0.4].map(pointOff) };
    expect(shown(ended(measured({ lines: [off] })))).toContain('it says little');
  });
});

describe('the names of dots', () => {
  it('stand apart where the dots do not, in their order', () => {
    const names = spreadNames([
      { format: 'int4', x: 100, y: 50 },
      { format: 'fp16', x: 400, y: 20 },
      { format: 'mxfp4', x: 98, y: 52 },
    ]);
    expect(names.map(({ format, y }) => [format, y])).toEqual([
      ['int4', 44.5],
      ['mxfp4', 57.5],
      ['fp16', 20],
    ]);
  });
});

const pointOff = (residual: number): Result['lines'][number]['points'][number] => ({
  ...{ model: 'SmolLM2-135M', workloadId: '0'.repeat(64), bytesPerToken: 9e7, dispatchesPerToken: 200, residual },
  secondsPerToken: { median: 0.01, low: 0.009, high: 0.011 },
});
