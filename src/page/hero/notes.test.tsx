/** Which figure each warning stands beside, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../report/parts/fold';
import { DESCRIPTION, SOFTWARE_DESCRIPTION, entry, final, result, runOf } from '../fixtures/results';
import type { GpuState, RunPhase, RunState } from '../state/page-state';
import { Marks, Notes } from './notes';
import { notesOf } from './notes-model';

const GPU: GpuState = { kind: 'known', description: DESCRIPTION };
const UNASKED = { kind: 'unasked' } as const;
const WARM_UP = { code: 'warm-up', message: 'The warm-up did not settle.' };
const SLOW = { code: 'outlier', message: 'One repetition was slow.' };
const DRIFT = { code: 'drift', message: 'The device got slower.' };
const TUNING = { code: 'tuning', message: 'The tuner lost a variant.' };

const main = final({ ...entry('int4', 'decode', 60), warnings: [WARM_UP, SLOW], outliers: [2] });
const beside = final({ ...entry('fp16', 'decode', 24), warnings: [WARM_UP] });
const reading = final({ ...entry('int4', 'prefill', 1600), warnings: [] });

function notesWith(record: Partial<RunRecord>, gpu: GpuState = GPU, phase: RunPhase = 'complete') {
  const run = runOf(main, beside, reading);
  return notesOf({ gpu, fable: UNASKED, run: { ...run, phase, record: { ...run.record, ...record } } }, 'int4');
}

describe('the notes on a run', () => {
  it('are one for each cause, a sentence with the figures in words, and a mark beside each of them', () => {
    const { notes, marks } = notesWith({});
    expect(notes.map(({ number, text }) => [number, text])).toEqual([
      [
        1,
        'Before the repetitions of writing in INT4 and FP16, no two warm-up runs agreed within 5 %: the device may not have settled yet. Close other programs and run again.',
      ],
      [2, expect.stringMatching(/^Repetition 3 of 10 of writing in INT4 is far from the others, and is kept\. /)],
    ]);
    expect(marks).toEqual({ 'headline-int4': [1, 2], 'headline-fp16': [1] });
  });

  it('name a few figures and count the others, and say where they are about all of them', () => {
    const with_ = (warnings: (typeof WARM_UP)[]) =>
      [main, beside, reading].map((one) => final({ ...one.entry, warnings }));
    expect(notesWith({ entries: with_([WARM_UP]) }).notes[0]?.text).toContain('of every test of this run,');
    const formats = ['fp16', 'int8', 'mxfp4', 'nvfp4'] as const;
    const apart = formats.map((format, i) =>
      final({ ...entry(format, 'decode', 9), depth: 64 * (i + 1), warnings: [WARM_UP] }),
    );
    const { notes } = notesWith({ entries: [...with_([WARM_UP]).slice(0, 1), ...apart, reading] });
    expect(notes[0]?.text).toContain(
      'of writing in INT4, writing after 64 tokens of context in FP16, writing after 128 tokens of context in INT8 and 2 other tests,',
    );
    const both = [main, beside, reading, final({ ...entry('fp16', 'prefill', 9), warnings: [] })];
    const all = both.map((one) => final({ ...one.entry, warnings: [WARM_UP] }));
    const more = final({ ...entry('int8', 'decode', 9), warnings: [] });
    expect(notesWith({ entries: [...all, more] }).notes[0]?.text).toContain(
      'of writing and reading a prompt in INT4 and FP16,',
    );
  });

  it('say why the interval of the large number reaches beyond its repetitions', () => {
    const samples = [64, 63, 62, 61, 60];
    const falling = {
      ...entry('int4', 'decode', 62),
      warnings: [],
      tokensPerSecond: { median: 62, low: 58, high: 64, samples },
    };
    const { notes, marks } = notesWith({ entries: [final(falling)] });
    expect(notes[0]?.text).toBe(
      'The interval of writing in INT4 reaches below its slowest repetition: the speed fell during the run, and it is widened to hold where the run ended.',
    );
    expect(marks).toEqual({ 'headline-int4': [1] });
  });

  it('mark the large number with what is about the whole run, and no figure with what is about none', () => {
    const { notes, marks } = notesWith({ warnings: [TUNING, DRIFT] });
    expect(notes.map(({ code }) => code)).toEqual(['drift', 'warm-up', 'outlier', 'tuning']);
    expect(marks['headline-int4']).toEqual([1, 2, 3]);
    expect(Object.values(marks).flat()).not.toContain(4);
  });

  it('mark reading and the first token, which one test gives, and name a model that is not the headline’s', () => {
    const slowReading = final({ ...entry('int4', 'prefill', 1600), warnings: [SLOW] });
    const smaller = { ...entry('int4', 'decode', 200), warnings: [DRIFT] };
    const other = final({ ...smaller, model: { ...smaller.model, name: 'stories15M' } });
    const { marks, notes } = notesWith({ entries: [other, final(entry('int4', 'decode', 60)), slowReading] });
    expect(marks).toMatchObject({ 'headline-prefill': [1], 'headline-ttft': [1] });
    expect(notes.map(({ text }) => text)).toEqual([
      expect.stringContaining('reading a prompt in INT4'),
      `Writing with stories15M in INT4: ${DRIFT.message}`,
    ]);
  });

  it('say what failed, with what to do now', () => {
    const error = {
      code: 'kernel-check',
      message: 'gemv is wrong.',
      where: 'gemv',
      remedy: 'Update the driver.',
    } as const;
    const failed = final({
      ...entry('fp16', 'decode', 1),
      status: 'failed',
      tokensPerSecond: null,
      error,
      warnings: [],
    });
    const { notes, marks } = notesWith({ entries: [main, failed] });
    expect(notes.at(-1)).toMatchObject({
      failed: true,
      text: 'Writing in FP16 failed: gemv is wrong. Update the driver.',
    });
    expect(marks['headline-fp16']).toEqual([3]);
  });

  it('are during a run those alone that a person can do something about at once, and mark nothing else', () => {
    const hidden = { code: 'hidden-tab', message: 'Keep this tab in front.' };
    const { notes, marks } = notesWith({ warnings: [DRIFT, hidden] }, GPU, 'running');
    expect(notes.map(({ text }) => text)).toEqual([hidden.message]);
    expect(marks).toEqual({ 'headline-int4': [1] });
    const offline = {
      code: 'network',
      message: 'Fable could not be downloaded.',
      where: '',
      remedy: 'Reload.',
    } as const;
    const fable = { kind: 'missing', error: offline } as const;
    const run: RunState = { ...runOf(), phase: 'running' };
    expect(notesOf({ gpu: GPU, run, fable }, 'int4').notes).toMatchObject([
      { text: 'The benchmark runs without the texts: Fable could not be downloaded. Reload.' },
    ]);
  });

  it('leave out what the card of the GPU says, and that the adapter is software', () => {
    const warnings = [...SOFTWARE_DESCRIPTION.warnings, { code: 'software-adapter', message: 'A CPU does the work.' }];
    const software: GpuState = { kind: 'known', description: SOFTWARE_DESCRIPTION };
    expect(notesWith({ warnings, entries: [] }, software).notes).toEqual([]);
  });
});

describe('why the speed is low', () => {
  const ended = (adapter: typeof DESCRIPTION.adapter): RunState => ({
    ...runOf(main),
    phase: 'complete',
    answer: { answered: true, result: { ...result([]), adapter }, error: null },
  });

  it('is said after a run that found a cause, with what to do', () => {
    const without = { ...DESCRIPTION.adapter, shaderF16: false };
    const { whyLow, notes } = notesOf({ gpu: GPU, fable: UNASKED, run: ended(without) }, 'int4');
    const html = renderToString(<Notes notes={notes} whyLow={whyLow} whyNotHeadline={null} />);
    expect(html).toMatch(/Why is it low\?.*no shader-f16.*Update the graphics driver/s);
  });

  it('is not said of a software adapter, whose mark says it, nor of a healthy device', () => {
    expect(notesOf({ gpu: GPU, fable: UNASKED, run: ended(SOFTWARE_DESCRIPTION.adapter) }, 'int4').whyLow).toBeNull();
    expect(notesOf({ gpu: GPU, fable: UNASKED, run: ended(DESCRIPTION.adapter) }, 'int4').whyLow).toBeNull();
  });
});

describe('what is drawn of them', () => {
  it('is nothing where there are none', () => {
    expect(renderToString(<Notes notes={[]} whyLow={null} whyNotHeadline={null} />)).toBe('');
    expect(renderToString(<Marks />)).toBe('');
  });

  it('is read out as words, and text from outside stays text', () => {
    const note = { number: 1, code: 'x', text: '<img src=x>', details: 'at <b>', failed: false };
    const html = renderToString(<Notes notes={[note]} whyLow={null} whyNotHeadline={null} />);
    expect(html).toContain('<summary>Technical details</summary>');
    expect(html).not.toMatch(/<img|<b>/);
    expect(renderToString(<Marks numbers={[1, 2]} />)).toContain('see notes 1 and 2');
    expect(renderToString(<Marks numbers={[1, 2, 3, 5, 6]} />)).toContain('>1–3 5 6<');
  });
});
