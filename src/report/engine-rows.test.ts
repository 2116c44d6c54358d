/** Engines beside each other: rows, sentences, picture and Markdown have the same figures, and each engine its name. */
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../test/fixtures/charts';
import { compared, comparedWithFailure } from '../../test/fixtures/compared';
import { result } from '../../test/fixtures/result';
import { isOurs } from '../benchmark/whose';
import { enginesChart } from './charts/engines';
import { layOut } from './charts/layout';
import { engineFailures, engineFindings, engineRows, engineSheet, tookTurns } from './engine-rows';
import { toEnginesMarkdown } from './engines-markdown';

describe('a comparison of engines', () => {
  it('has a row for each engine in each format, ours first and by its name', () => {
    expect(engineRows(compared()).map(({ name }) => name)).toEqual([
      'Tokamark FP16',
      'onnxruntime-web FP16',
      'Tokamark INT4',
      'onnxruntime-web INT4',
    ]);
    expect(engineRows(result())).toEqual([]);
  });

  it('says how many times as fast as ours each is, by round, whichever is faster', () => {
    const rows = engineRows(compared());
    expect(engineSheet(rows).rows.map((cells) => cells.at(-1))).toEqual([
      '1',
      '0.250 (0.250 to 0.250), n = 5 rounds',
      '1',
      '2.00 (2.00 to 2.00), n = 5 rounds',
    ]);
    expect(engineFindings(rows)).toEqual([
      'FP16: Tokamark writes 4.00 times as fast as onnxruntime-web',
      'INT4: onnxruntime-web writes 2.00 times as fast as Tokamark',
    ]);
  });

  it('keeps a row for who has no figure yet', () => {
    const expected = ['tokamark', 'onnxruntime-web'].map((engine) => ({ engine, format: 'fp16' as const }));
    const none = result({ results: [], engines: [] });
    const { rows } = engineSheet(engineRows(none, expected));
    expect(rows).toEqual([
      ['Tokamark', 'FP16', '–', '–', '–', '–', '–', '–'],
      ['onnxruntime-web', 'FP16', '–', '–', '–', '–', '–', '–'],
    ]);
  });

  it('says of one that failed why, and draws no bar for it', () => {
    const failed = comparedWithFailure();
    expect(engineRows(failed).at(-1)).toMatchObject({
      name: 'onnxruntime-web INT4',
      ratio: null,
      error: { code: 'peer' },
    });
    const [writing] = enginesChart(failed)?.panels ?? [];
    const last = writing?.kind === 'rows' ? writing.rows.at(-1) : null;
    expect(last).toEqual({ name: 'onnxruntime-web INT4', value: 'failed', segments: [], interval: null });
    expect(toEnginesMarkdown(failed)).toContain('onnxruntime-web INT4 has no speed: It lost the device.');
  });

  it('says once what several engines lack for the same reason', () => {
    const error = { code: 'network', message: 'No code came.', where: 'x', remedy: 'Connect.' } as const;
    const whole = compared();
    const results = whole.results.map((one) =>
      isOurs(one) ? one : { ...one, status: 'failed' as const, tokensPerSecond: null, ttftSeconds: null, error },
    );
    const failed = { ...whole, results };
    expect(engineFailures(engineRows(failed))).toEqual([
      { names: ['onnxruntime-web FP16', 'onnxruntime-web INT4'], left: 'nothing', error },
    ]);
    expect(toEnginesMarkdown(failed)).toContain(
      'onnxruntime-web FP16, onnxruntime-web INT4 have no speed: No code came.',
    );
    expect(enginesChart(failed)?.notes).toEqual([
      'onnxruntime-web FP16, onnxruntime-web INT4 have no speed: No code came.',
    ]);
  });

  it('has no memory of one that was never loaded', () => {
    const failed = comparedWithFailure();
    const results = failed.results.map((one) =>
      one.error === null ? one : { ...one, weightBytes: 0, peakBufferBytes: null },
    );
    const last = engineSheet(engineRows({ ...failed, results })).rows.at(-1) ?? [];
    expect(last.join()).not.toContain('0 B');
  });

  it('knows whether all took turns in the same rounds', () => {
    expect(tookTurns(compared().results)).toBe(true);
    expect(tookTurns(comparedWithFailure().results)).toBe(true);
    const later = compared().results.map((one) =>
      isOurs(one)
        ? one
        : { ...one, durations: one.durations.map((timed) => ({ ...timed, round: (timed.round ?? 0) + 9 })) },
    );
    expect(tookTurns(later)).toBe(false);
  });

  it('says of one that broke off while it was measured that its figures are of less', () => {
    const error = { code: 'peer', message: 'It hangs.', where: 'x', remedy: 'Try again.' } as const;
    const whole = compared();
    const results = whole.results.map((one) =>
      !isOurs(one) && one.format === 'int4' ? { ...one, status: 'failed' as const, error } : one,
    );
    const broken = { ...whole, results };
    expect(engineRows(broken).at(-1)?.decode?.tokensPerSecond).not.toBeNull();
    expect(engineFailures(engineRows(broken))).toEqual([{ names: ['onnxruntime-web INT4'], left: 'fewer', error }]);
    expect(toEnginesMarkdown(broken)).toContain('onnxruntime-web INT4 broke off, and has fewer repetitions: It hangs.');
    const unread = broken.results.map((one) =>
      one.error !== null && one.phase === 'prefill' ? { ...one, tokensPerSecond: null, ttftSeconds: null } : one,
    );
    expect(toEnginesMarkdown({ ...broken, results: unread })).toContain(
      'onnxruntime-web INT4 lacks a figure: It hangs.',
    );
  });

  it('is drawn as speed and time to first token, with the table of the same rows', () => {
    const chart = enginesChart(compared());
    expect(chart?.panels.map(({ title }) => title)).toEqual(['Writing (tg64 @ d128)', 'Time to first token (pp128)']);
    expect(chart?.table).toEqual(engineSheet(engineRows(compared())));
    expect(enginesChart(result())).toBeNull();
    if (chart === null) return;
    for (const width of [328, 720, 1200]) expect(faultsOf(layOut(chart, width, 'bare')), String(width)).toEqual([]);
  });

  it('names a server of a person by what it runs, and has no ratio to another model or to an unknown quantisation', () => {
    const server = (apart: string | null, quantisation: string | null, otherModel: boolean) => ({
      ...{ host: 'this machine' as const, model: 'llama3.2:1b', gpu: null },
      ...{ apart, quantisation, otherModel },
    });
    const withServer = (engine: string, said: ReturnType<typeof server>) => {
      const whole = compared();
      return {
        ...whole,
        engines: [{ id: engine, version: 'a server', settings: [] }],
        results: whole.results.flatMap((one) => {
          if (one.engine === 'tokamark') return one;
          return one.format === 'fp16' ? { ...one, engine, server: said } : [];
        }),
      };
    };
    const other = withServer(
      'own server (another model: llama3.2:1b)',
      server('another model: llama3.2:1b', null, true),
    );
    const [, row] = engineSheet(engineRows(other)).rows;
    expect(row?.slice(0, 3)).toEqual(['own server (another model: llama3.2:1b)', 'not known', '–']);
    expect(row?.at(-1)).toBe('another model: llama3.2:1b');
    expect(engineFindings(engineRows(other))).toEqual([]);
    expect(toEnginesMarkdown(other)).toContain('another model: llama3.2:1b');
    const chart = enginesChart(other);
    expect(chart?.panels.every((panel) => JSON.stringify(panel).includes('own server (another model'))).toBe(true);
    if (chart !== null) {
      for (const width of [328, 720]) expect(faultsOf(layOut(chart, width, 'bare')), String(width)).toEqual([]);
    }
    const same = withServer('own server (Fable, F16)', server(null, 'F16', false));
    expect(engineFindings(engineRows(same))).toEqual([
      'FP16: Tokamark writes 4.00 times as fast as own server (Fable, F16)',
    ]);
  });

  it('says of fewer repetitions than bound a median that they are few', () => {
    const few = compared();
    const samples = [1, 2, 3];
    const results = few.results.map((one) =>
      one.tokensPerSecond === null ? one : { ...one, tokensPerSecond: { ...one.tokensPerSecond, samples } },
    );
    expect(enginesChart({ ...few, results })?.says).toContain('whiskers reach over 3 repetitions, too few for 95 %');
    expect(enginesChart(few)?.says).toContain('whiskers are 95 % intervals');
  });

  it('is copied as one table, marked where no GPU did the work, with what each wrote beside ours', () => {
    const text = toEnginesMarkdown(compared());
    expect(text).toContain('| onnxruntime-web | INT4   |');
    expect(text).toContain('onnxruntime-web INT4 wrote apart from Tokamark FP16 from token 3 on.');
    expect(text).toContain('onnxruntime-web FP16 wrote the same 4 tokens as Tokamark FP16.');
    expect(text).not.toContain('SOFTWARE');
    const { adapter } = result();
    expect(toEnginesMarkdown(compared({ adapter: { ...adapter, software: true } }))).toMatch(/^\*\*SOFTWARE ADAPTER/);
  });
});
