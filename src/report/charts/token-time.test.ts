/** Where a token's time goes: formats on one scale, every part once. */
import { describe, expect, it } from 'vitest';
import { entry, result } from '../../../test/fixtures/result';
import { waterfall } from '../../../test/fixtures/waterfall';
import { tokenTimeChart } from './token-time';

const { figures } = waterfall();
if (figures === null) throw new Error('the fixture has figures');
const twice = waterfall({
  format: 'fp16',
  figures: {
    ...figures,
    tokenSeconds: 0.02,
    parts: figures.parts.map((part) => ({ ...part, seconds: 2 * part.seconds })),
  },
});

const rowsOf = (...waterfalls: readonly ReturnType<typeof waterfall>[]) => {
  const panel = tokenTimeChart(result({ waterfalls: [...waterfalls] }))?.panels[0];
  return panel?.kind === 'rows' ? panel.rows : [];
};

describe('the picture of a token’s time', () => {
  it('has one scale: a format that takes twice the time has a bar twice as long', () => {
    const [fp16, int4] = rowsOf(twice, waterfall());
    expect([fp16?.name, int4?.name]).toEqual(['FP16', 'INT4']);
    const end = (row: typeof fp16): number => Math.max(...(row?.segments ?? []).map(({ to }) => to));
    expect(end(fp16) / end(int4)).toBeCloseTo(2);
    expect(end(int4)).toBeCloseTo(11);
  });

  it('has its parts one behind the other, without a gap, and says what each is', () => {
    const [row] = rowsOf(waterfall());
    expect(row?.segments.map(({ ink }) => ink)).toEqual(['gate-up', 'down', 'launches']);
    for (const [i, { from }] of (row?.segments ?? []).entries()) expect(from).toBe(row?.segments[i - 1]?.to ?? 0);
    expect(row?.segments[0]?.explains).toBe('INT4. Gate and up: 6.00 ms, 60 % of a token, 50 % of the bandwidth.');
  });

  it('says in words what a bar cannot show: that the parts take longer alone', () => {
    expect(rowsOf(waterfall())[0]?.value).toBe('10.0 ms (parts alone 11.0 ms)');
  });

  it('names in its legend what is there, and in its sentence the part that takes most of INT4', () => {
    const chart = tokenTimeChart(result({ waterfalls: [twice, waterfall()] }));
    expect(chart?.legend.map(({ text }) => text)).toEqual(['gate and up', 'down', 'launching kernels']);
    expect(chart?.says).toBe('At INT4, most goes to one part: gate and up takes 60 % of a token.');
    expect(chart?.table.rows).toHaveLength(8);
  });

  it('says how it was measured, what makes it doubtful, and which format is missing and why', () => {
    const missing = waterfall({ format: 'int8', figures: null, leftOut: 'No time.' });
    const batched = waterfall({ test: 'tg64 batched', figures: null, leftOut: 'No time.' });
    const notes = tokenTimeChart(result({ waterfalls: [waterfall(), batched, missing] }))?.notes ?? [];
    expect(notes.at(0)).toMatch(/^Each kernel was timed alone/);
    expect(notes.at(-1)).toBe('INT8 tg64: not profiled. No time.');
    // Of a format that has a bar, nothing is missing.
    expect(notes.join(' ')).not.toContain('batched');
  });

  it('is of the test whose speed is the headline’s, where that was profiled', () => {
    const batched = waterfall({ test: 'tg64 batched' });
    const results = [entry({ format: 'int4', phase: 'decode', test: 'tg64' })];
    const names = (...waterfalls: ReturnType<typeof waterfall>[]) => {
      const panel = tokenTimeChart(result({ results, waterfalls }))?.panels[0];
      return panel?.kind === 'rows' ? panel.rows.map(({ name }) => name) : [];
    };
    expect(names(waterfall(), batched)).toEqual(['INT4']);
    expect(names(batched)).toEqual(['INT4']);
  });

  it('is none of a prompt, of what was not profiled, and of what says nothing of a token', () => {
    expect(tokenTimeChart(result())).toBeNull();
    expect(tokenTimeChart(result({ waterfalls: [waterfall({ phase: 'prefill' })] }))).toBeNull();
    expect(tokenTimeChart(result({ waterfalls: [waterfall({ figures: null, leftOut: 'No time.' })] }))).toBeNull();
  });
});
