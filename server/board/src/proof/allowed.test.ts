import { describe, expect, it } from 'vitest';
import reference from '../../../../public/models/fable/reference.json';
import { deltaOf, MARGIN, MEASURED, mostFalseRejects } from './allowed';
import { PROOF_FORMATS } from '../contract/proof';

describe('δ', () => {
  it('was measured with the Fable that is here, on three adapters in each format', () => {
    expect(MEASURED.weights).toBe(reference.weights.sha256);
    expect(new Set(MEASURED.adapters.map(({ adapter }) => adapter)).size).toBe(3);
    for (const { formats } of MEASURED.adapters) expect(formats.map(({ format }) => format)).toEqual(PROOF_FORMATS);
  });

  it('of each format is the margin above every gap that an honest adapter made', () => {
    for (const format of PROOF_FORMATS) {
      const gaps = MEASURED.adapters.flatMap(({ formats }) =>
        formats.filter((row) => row.format === format).map(({ largestGap }) => largestGap),
      );
      expect(deltaOf(format), format).toBeGreaterThanOrEqual(MARGIN * Math.max(...gaps));
      // As docs/BOARD.md says it.
      expect(mostFalseRejects(format), format).toBeLessThan(format === 'fp16' ? 0.031 : 0.062);
    }
  });

  it('is small beside what lies between the tokens of a model: 4 bits are told from 8 and 16 in most answers', () => {
    for (const [written, asked] of [
      ['fp16', 'int4'],
      ['int8', 'int4'],
      ['int4', 'fp16'],
      ['int4', 'int8'],
    ]) {
      const row = MEASURED.mistaken.find((one) => one.written === written && one.asked === asked);
      expect((row?.accepted ?? NaN) / (row?.prompts ?? NaN), `${written} for ${asked}`).toBeLessThan(0.2);
    }
  });
});
