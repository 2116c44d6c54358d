/** Whether a device keeps its speed: the curve is of what counts, and the rest is a hollow dot. */
import { describe, expect, it } from 'vitest';
import { everything } from '../../../test/fixtures/charts';
import { sustainedSentence } from '../sustained';
import { sustainedChart } from './sustained';

const run = everything();
const chart = sustainedChart(run);
const panel = chart?.panels[0];
const marks = panel?.kind === 'plane' ? panel.marks : [];

describe('the picture of a long decode', () => {
  it('has a curve of the samples that count, and a hollow dot with its reason for each that does not', () => {
    const [curve] = marks.flatMap((mark) => (mark.kind === 'curve' ? [mark.points] : []));
    expect(curve).toHaveLength(59);
    expect(curve?.[0]).toEqual([2.5, 200]);
    const dots = marks.flatMap((mark) => (mark.kind === 'dot' ? [mark] : []));
    expect(dots).toMatchObject([{ hollow: true, at: [152.5, 170], explains: expect.stringContaining('hidden-tab') }]);
  });

  it('begins at 0 tokens per second, so that a small loss looks small', () => {
    expect(panel?.kind === 'plane' ? panel.y.from : NaN).toBe(0);
  });

  it('says what the report says, with the speed at first and at the end beside the curve', () => {
    expect(chart?.says).toBe(run.sustained === null ? '' : sustainedSentence(run.sustained));
    const notes = marks.flatMap((mark) => (mark.kind === 'note' ? [mark.text] : []));
    expect(notes).toEqual([expect.stringMatching(/^19\d.* at first$/), expect.stringMatching(/^14\d.* at the end$/)]);
  });

  it('has each sample in its table, and is none without samples', () => {
    expect(chart?.table.rows).toHaveLength(60);
    expect(sustainedChart(everything({ sustained: null }))).toBeNull();
  });
});
