/** From entries of three models to what a token costs however small the model, in a result, its import and its Markdown. */
import { describe, expect, it } from 'vitest';
import { entry, result, roofs } from '../../test/fixtures/result';
import { trueResult } from '../../test/fixtures/true-ids';
import { thrown } from '../../test/fixtures/thrown';
import { importResult } from './import/import-result';
import { toJson } from './json';
import { linesOf } from './line';
import { lineSection } from './markdown-line';
import type { Result, ResultEntry } from './schema';
import type { DecodeLine } from './schema/line';
import { STATISTICS } from './statistics';

const FIXED = 1e-3;
const BANDWIDTH = 2e11;

/** On a device of which both are known, without noise. */
function decode(name: string, parameters: number, bytes: number, dispatches: number): ResultEntry {
  const seconds = (FIXED * dispatches) / 84 + bytes / BANDWIDTH;
  const rate = 1 / seconds;
  const base = entry({ format: 'int4', phase: 'decode' });
  return {
    ...base,
    workloadId: parameters.toString(16).padStart(64, '0'),
    model: { name, weights: 'synthetic', parameters },
    weightBytes: bytes,
    bytesReadPerToken: bytes,
    counters: {
      ...{ dispatchesPerToken: dispatches, passesPerToken: 1, submitsPerToken: 1, bytesUploadedPerToken: 0 },
      ...{ bytesReadBackPerToken: 4, encodeMillisecondsPerToken: 0.1 },
    },
    tokensPerSecond: { median: rate, low: rate, high: rate, samples: [rate, rate, rate, rate, rate] },
    durations: [0, 1, 2, 3, 4].map((round) => ({ order: round, round, seconds: 64 / rate })),
  };
}

const ENTRIES = [
  decode('SmolLM2-135M', 134e6, 8.7e7, 154),
  decode('Llama-3.2-1B', 1.2e9, 7.7e8, 84),
  decode('SmolLM2-360M', 361e6, 2.3e8, 164),
];

describe('the line of a result', () => {
  it('is of the largest model’s dispatches, and finds what the device does', () => {
    const [line, ...others] = linesOf(ENTRIES);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ engine: 'tokamark', format: 'int4', test: 'tg64', model: 'Llama-3.2-1B', rounds: 5 });
    expect(line?.t0Of).toBe('dispatches');
    expect(line?.t0Seconds.median).toBeCloseTo(FIXED, 9);
    expect(line?.bandwidth?.median).toBeCloseTo(BANDWIDTH, -6);
    expect(line?.points.map(({ model }) => model)).toEqual(['Llama-3.2-1B', 'SmolLM2-360M', 'SmolLM2-135M']);
    for (const { residual } of line?.points ?? []) expect(Math.abs(residual)).toBeLessThan(1e-9);
  });

  it('is none of two models, of another engine, of batched decode, or of entries that count no dispatches', () => {
    expect(linesOf(ENTRIES.slice(1))).toEqual([]);
    expect(linesOf(ENTRIES.map((one) => ({ ...one, engine: 'waiter' })))).toEqual([]);
    expect(linesOf(ENTRIES.map((one) => ({ ...one, delivery: 'batched' as const })))).toEqual([]);
    expect(linesOf(ENTRIES.map((one) => ({ ...one, counters: null })))).toEqual([]);
  });

  it('goes by the order of repetitions where the models were not in memory together', () => {
    const apart = ENTRIES.map((one, i) => ({
      ...one,
      durations: one.durations.map(({ round = 0, ...rest }) => ({ ...rest, round: 10 * i + round })),
    }));
    expect(linesOf(apart)[0]).toMatchObject({ rounds: null });
    expect(linesOf(apart)[0]?.t0Seconds.median).toBeCloseTo(FIXED, 9);
  });

  it('has a section that says what both are, and marks a software adapter', () => {
    const drawn = (over: Partial<Result>) => lineSection(result({ lines: linesOf(ENTRIES), ...over }));
    const text = drawn({});
    expect(text).toContain('## What a token costs, and how fast it is read');
    expect(text).toMatch(/\| INT4 +\| tg64 \| +200 \(200 to 260\) GB\/s \|/);
    expect(text).toContain('Llama-3.2-1B, SmolLM2-360M, SmolLM2-135M');
    const { adapter } = result();
    expect(drawn({ adapter: { ...adapter, software: true } })).toContain('Software adapter, not a GPU');
    expect(lineSection(result())).toBe('');
  });

  it('has both with their intervals, and says what half the bytes would save', () => {
    const [line] = linesOf(ENTRIES);
    if (line === undefined) throw new Error('no line');
    const wide = {
      ...line,
      t0Seconds: { ...line.t0Seconds, low: 0.9e-3, high: 1.1e-3 },
      bandwidth: { median: 2e11, low: 1.9e11, high: 2.1e11 },
    };
    const text = (...lines: DecodeLine[]) => lineSection(result({ lines }));
    expect(text(wide)).toMatch(/\| INT4 +\| tg64 \| +200 ± 10 GB\/s \|.*\| +1\.00 ± 0\.10 ms \|/);
    // Of a token of 4.85 ms t0 is 1 ms: the rest halves.
    expect(text(wide)).toMatch(
      /With half the bytes, a token of Llama-3\.2-1B at INT4 would take 39\.7 ± 1\.0 % less time; without t0 it would be 50 %\./,
    );
    const unknown = { ...line, t0Seconds: { ...line.t0Seconds, low: -1 } };
    expect(text(unknown)).toMatch(/would take 40 \(29 to 50\) % less time/);
    expect(text({ ...line, bandwidth: null })).toContain('nobody can tell whether fewer bytes would shorten a token');
  });

  it('says where the models do not lie on a line', () => {
    const slow = ENTRIES.map((one) => {
      const { tokensPerSecond: rate, model } = one;
      if (rate === null || model.name !== 'SmolLM2-360M') return one;
      return { ...one, tokensPerSecond: { ...rate, samples: rate.samples.map((sample) => sample / 2) } };
    });
    const text = (entries: readonly ResultEntry[]) => lineSection(result({ lines: linesOf(entries) }));
    expect(text(slow)).toContain('do not lie on a line');
    expect(text(ENTRIES)).not.toContain('do not lie on a line');
  });

  it('says where a cache holds what the smaller models read', () => {
    const over = (bytes: number, rate: number) => ({
      ...{ median: rate, low: rate, high: rate, samples: [rate], bytes, buffers: 2, workgroups: 1, rounds: 1 },
    });
    const text = (rate: number) =>
      lineSection(result({ lines: linesOf(ENTRIES), roofs: { ...roofs(), footprints: [over(8.7e7, rate)] } }));
    expect(text(2e12)).toContain('a cache holds what the smaller ones read');
    expect(text(4.2e11)).not.toContain('a cache holds');
  });

  it('says at most, or at least, where a part cannot be told from none', () => {
    const [line] = linesOf(ENTRIES);
    if (line === undefined) throw new Error('no line');
    const t0Seconds = { ...line.t0Seconds, median: 1e-5, low: -1e-5, high: 4e-5 };
    const bandwidth = { median: 2e11, low: 1e11, high: null };
    const text = lineSection(result({ lines: [{ ...line, t0Seconds, bandwidth }] }));
    expect(text).toContain('at most 0.0400 ms');
    expect(text).toContain('at least 100');
    // At least 100 GB/s, of a roof of 400 ± 40: what the median would say is not known.
    const under = (bound: number | null) =>
      lineSection(result({ lines: [{ ...line, bandwidth: { ...bandwidth, high: bound } }], roofs: roofs() }));
    expect(under(null)).toMatch(/\| +at least 24\.\d+ % \|/);
    expect(under(3e11)).toMatch(/\| +50(\.0)? % \|/);
  });
});

describe('an import', () => {
  const made = (): Result => {
    const whole = trueResult({ results: ENTRIES, statistics: { ...STATISTICS } });
    return { ...whole, lines: linesOf(whole.results) };
  };
  const changed = (change: object): string => {
    const document = made();
    return JSON.stringify({ ...document, lines: document.lines.map((line) => ({ ...line, ...change })) });
  };

  it('is what was exported', () => {
    expect(importResult(toJson(made())).lines).toEqual(made().lines);
  });

  it('refuses a line that does not follow from the entries beside it', () => {
    const [line] = made().lines;
    if (line === undefined) throw new Error('no line');
    const where = (change: object) => thrown(() => importResult(changed(change))).where;
    expect(where({ t0Seconds: { ...line.t0Seconds, median: 1e-6 } })).toContain('lines[0].t0Seconds');
    expect(where({ bandwidth: { median: 1e12, low: 1e12, high: 1e12 } })).toContain('lines[0].bandwidth');
    expect(where({ format: 'fp16' })).toBe('lines[0]');
    const of = ({ samples, ...spread }: typeof line.t0Seconds) => ({
      ...spread,
      samples: samples.map((one) => one / 2),
    });
    expect(where({ t0Seconds: of(line.t0Seconds) })).toBe('lines[0].t0Seconds.samples[0]');
    expect(where({ secondsPerByte: of(line.secondsPerByte) })).toBe('lines[0].secondsPerByte.samples[0]');
    expect(where({ rounds: 99 })).toBe('lines[0].rounds');
    const points = (change: object) => ({ points: line.points.map((point) => ({ ...point, ...change })) });
    expect(where(points({ model: 'Llama-3.2-1B' }))).toBe('lines[0].points[1].model');
    expect(where(points({ bytesPerToken: 1 }))).toBe('lines[0].points[0].bytesPerToken');
    expect(where(points({ residual: -0.2 }))).toBe('lines[0].points[0].residual');
    expect(where({ points: line.points.slice(1) })).toBe('lines[0].points');
    const document = made();
    const twice = toJson({ ...document, lines: [line, line] });
    expect(thrown(() => importResult(twice)).where).toBe('lines[1]');
  });
});
