/** Latency by token: every wait in one column, each model and format on one scale. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../../test/fixtures/result';
import { latencyOf } from '../parts/latency';
import type { Latency } from '../schema';
import type { Chart } from './chart';
import { latencyChart } from './latency';

const INT4 = { engine: 'tokamark', format: 'int4', model: 'Fable' } as const;
const FP16 = { ...INT4, format: 'fp16' } as const;

/** By the waits from one token to the next. */
const of = (whose: Pick<Latency, 'engine' | 'format' | 'model' | 'of'>, waits: readonly number[]) => {
  const told = latencyOf(whose, [waits.reduce<number[]>((all, wait) => [...all, (all.at(-1) ?? 0) + wait], [0])]);
  if (told === null) throw new Error('a wait needs two tokens');
  return told;
};
const columnsOf = (chart: Chart | null) =>
  (chart?.panels ?? []).map((panel) =>
    panel.kind === 'plane' ? panel.marks.flatMap((mark) => (mark.kind === 'columns' ? mark.columns : [])) : [],
  );

describe('the picture of the waits', () => {
  it('has every wait in one column, whatever the clock gives', () => {
    const waits = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(waits, waits, (one, other) => {
        const chart = latencyChart(result({ latency: [of(INT4, one), of(FP16, other)] }));
        expect(columnsOf(chart).map((all) => all.reduce((sum, { height }) => sum + height, 0))).toEqual([
          one.length,
          other.length,
        ]);
      }),
    );
  });

  it('has all formats on one scale', () => {
    const chart = latencyChart(result({ latency: [of(INT4, [0.001, 0.002]), of(FP16, [0.01, 0.02])] }));
    const ends = columnsOf(chart).map((all) => [all[0]?.from, all.at(-1)?.to]);
    expect(ends[0]).toEqual(ends[1]);
  });

  it('speaks of the model whose speed stands for the run, also where a small one wrote before it', () => {
    const { model } = entry({ format: 'fp16', phase: 'decode' });
    const written = [of(INT4, [0.001, 0.001]), of(FP16, [0.001, 0.001])];
    const timed = of({ ...FP16, model: model.name }, [0.01, 0.01]);
    const chart = latencyChart(result({ latency: [...written, timed] }));
    expect(chart?.says).toContain(`${model.name} at FP16 writes evenly`);
    expect(chart?.panels.map(({ title }) => title.split(' ')[0])).toEqual([model.name, 'Fable', 'Fable']);
    expect(chart?.table.rows[0]).toContain(model.name);
  });

  it('tells the timed repetitions of a model from the text that it wrote, and speaks of those', () => {
    const { model } = entry({ format: 'fp16', phase: 'decode' });
    const both = (['text', 'repetitions'] as const).map((kind) =>
      of({ ...FP16, model: model.name, of: kind }, [0.01, 0.01]),
    );
    const titles = latencyChart(result({ latency: both }))?.panels.map(({ title }) => title);
    expect(titles).toEqual([
      `${model.name} FP16, timed: longest 10.0 ms`,
      `${model.name} FP16, its text: longest 10.0 ms`,
    ]);
  });

  it('says how long a reader waits, and how long once', () => {
    const once = [...Array.from({ length: 20 }, () => 0.008), 0.032];
    expect(latencyChart(result({ latency: [of(INT4, once)] }))?.says).toBe(
      'Fable at INT4 waits 8.00 ms for a token, and once 4 times as long, at token 22.',
    );
    expect(latencyChart(result({ latency: [of(INT4, [0.008, 0.009])] }))?.says).toContain('writes evenly');
    expect(latencyChart(result())).toBeNull();
  });
});
