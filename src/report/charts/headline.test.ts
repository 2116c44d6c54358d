/** How fast each format writes: the figures of the report, on bars from 0. */
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../../test/fixtures/result';
import type { Result } from '../schema';
import type { Row } from './chart';
import { headlineChart } from './headline';
import { layOut } from './layout';

const rowsOf = (of: Result): readonly Row[] => {
  const panel = headlineChart(of)?.panels[0];
  return panel?.kind === 'rows' ? panel.rows : [];
};
const decode = (format: 'fp16' | 'int4' | 'int8', rate: number, spread?: number) =>
  entry({ format, phase: 'decode', tokensPerSecond: figure(rate, spread) });

describe('the picture of the speeds', () => {
  it('has a bar from 0 to each median, with the interval and the words of the report', () => {
    expect(rowsOf(result())).toMatchObject([
      { name: 'FP16', value: '100.0 ± 2.0', segments: [{ from: 0, to: 100 }], interval: { low: 98, high: 102 } },
      { name: 'INT4', value: '200 ± 4', segments: [{ from: 0, to: 200 }], interval: { low: 196, high: 204 } },
    ]);
    expect(headlineChart(result())?.table.rows).toEqual([
      ['FP16', '100.0', '98.0', '102.0', 'within one run'],
      ['INT4', '200', '196', '204', 'within one run'],
    ]);
  });

  it('says how many times as fast INT4 is, or that nobody can tell', () => {
    const says = (...results: Result['results']) => headlineChart(result({ results }))?.says;
    expect(says(decode('fp16', 100), decode('int4', 200))).toContain('INT4 writes 2.00 times as fast as FP16;');
    expect(says(decode('fp16', 100, 9), decode('int4', 101, 9))).toContain('write equally fast');
    const few = { ...figure(200), samples: [200] };
    const once = entry({ format: 'int4', phase: 'decode', tokensPerSecond: few });
    expect(says(decode('fp16', 100), once)).toContain('Too few repetitions');
    expect(says(decode('int8', 100))).toContain('INT8 alone was measured');
  });

  it('is of the headline alone: neither of the models for the line, nor of a test that failed', () => {
    const small = { name: 'Fable', weights: 'synthetic', parameters: 5e6 } as const;
    const results = [
      decode('int4', 200),
      entry({ format: 'int4', phase: 'decode', model: small }),
      entry({ format: 'fp16', phase: 'decode', status: 'failed', tokensPerSecond: null }),
    ];
    expect(rowsOf(result({ results })).map(({ name }) => name)).toEqual(['INT4']);
  });

  it('writes each figure beside its bar, at every width', () => {
    const chart = headlineChart(result());
    if (chart === null) throw new Error('the fixture has speeds');
    for (const width of [328, 720, 1200]) {
      const words = layOut(chart, width, 'bare').labels.map(({ text }) => text);
      expect(words).toEqual(expect.arrayContaining(['FP16', '100.0 ± 2.0', 'INT4', '200 ± 4', 'tokens per second']));
    }
  });
});
