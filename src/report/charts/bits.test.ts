/** What fewer bits buy: a picture for each figure that two formats have, on one scale of bits. */
import { describe, expect, it } from 'vitest';
import { everything } from '../../../test/fixtures/charts';
import { entry, result } from '../../../test/fixtures/result';
import { ENERGY } from '../fixtures/energy';
import { referenceOf } from '../fidelity-reference/reference';
import { bitsChart } from './bits';

const titlesOf = (over: Parameters<typeof everything>[0] = {}) =>
  bitsChart(everything(over))?.panels.map(({ title }) => title);

describe('the picture of the bits', () => {
  it('has speed and bytes of every run, and a panel more for each figure that two formats have', () => {
    expect(titlesOf()).toEqual(['Speed', 'Bytes']);
    expect(titlesOf({ fidelityReference: referenceOf(['int4']) })).toEqual([
      'Speed',
      'Bytes',
      'Distance from FP16, of a reference',
    ]);
  });

  it('has one dot for each format of ours, at its bits', () => {
    const panel = bitsChart(everything())?.panels[0];
    const dots = panel?.kind === 'plane' ? panel.marks.flatMap((mark) => (mark.kind === 'dot' ? [mark] : [])) : [];
    expect(dots.map(({ label, at: [bits, rate] }) => [label, bits, rate])).toEqual([
      ['FP16', 16, 100],
      ['INT8', 8.5, 200],
      ['INT4', 5.4, 200],
      ['MXFP4', 5.2, 200],
      ['W4A8', 5.4, 200],
    ]);
  });

  it('shows no energy of one format alone, which would compare nothing', () => {
    const [row] = ENERGY.rows;
    if (row === undefined) throw new Error('the fixture has a row');
    const of = (format: 'int4' | 'fp16') => entry({ format, phase: 'decode', workloadId: row.workloadId });
    const energy = { ...ENERGY, rows: [{ ...row, engine: 'tokamark' }] };
    const id = 'ff'.repeat(32);
    const alone = result({ energy, results: [of('int4'), { ...of('fp16'), workloadId: id }] });
    expect(bitsChart(alone)?.panels.map(({ title }) => title)).toEqual(['Speed', 'Bytes']);
    const both = { ...energy, rows: [...energy.rows, { ...row, engine: 'tokamark', workloadId: id }] };
    expect(bitsChart({ ...alone, energy: both })?.panels.map(({ title }) => title)).toContain(
      'Energy, estimated · GPU only · idle power included',
    );
    expect(bitsChart({ ...alone, energy: both })?.table.rows[0]).toContain(
      '0.50 to 2.0 (1.0) (estimated · GPU only · idle power included)',
    );
  });

  it('says what the fewest bits buy, and is none of one format', () => {
    const two = result({
      results: [entry({ format: 'fp16', phase: 'decode' }), entry({ format: 'int4', phase: 'decode' })],
    });
    expect(bitsChart(two)?.says).toBe('INT4 has 3 times fewer bits than FP16 and is 2 times as fast.');
    expect(bitsChart(result({ results: [entry({ format: 'int4', phase: 'decode' })] }))).toBeNull();
  });
});
