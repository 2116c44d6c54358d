/** The bytes of Fable are those that the engine has. */
import { describe, expect, it } from 'vitest';
import { MODEL_FORMATS } from '../kernels/recipe';
import frozen from '../report/fidelity-reference/reference.json';
import { CHOICE_OF } from './choice';
import { fableBytes, fableSize } from './fable-bytes';

describe('the bytes of Fable', () => {
  it('are those that a run has counted, in each quantised format', () => {
    for (const { format, weightError } of frozen.fidelity.rows) {
      const known = MODEL_FORMATS.find((one) => one === format);
      if (known === undefined || weightError === null) continue;
      expect(fableBytes(known).matrices).toBe(weightError.bytes);
      expect(fableBytes(known).bitsPerWeight).toBeCloseTo(weightError.bitsPerWeight, 6);
    }
  });

  it('are the same of a choice that the product ships', () => {
    const beyond = (['int8', 'int4', 'mxfp4', 'nvfp4'] as const).map(
      (format) => fableBytes(format).matrices - fableSize(CHOICE_OF[format]).matrices,
    );
    // NVFP4 has a scale for each of 24 matrices besides, which takes 16 bytes of a buffer.
    expect(beyond).toEqual([0, 0, 0, 24 * 16]);
  });

  it('are 10.5 MB a token at FP16, norms and a row of the embedding with them', () => {
    expect(fableBytes('fp16')).toEqual({
      matrices: 10_485_760,
      perToken: 10_485_760 + 13_312 + 512,
      bitsPerWeight: 16,
    });
  });
});
