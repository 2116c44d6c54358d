/** What is refused before it is tried, and what each sequence counts. */
import { describe, expect, it } from 'vitest';
import { withDevice, seenAs } from '../../test/fixtures/device';
import { thrown } from '../../test/fixtures/thrown';
import { bytes } from '../foundation/units';
import { expectedWeightBytes } from '../model/weights/weights';
import { assertMemory, sequenceBytes } from './memory';
import { shapeNamed } from '../model/shapes';
import { testsAt } from './suite/suite';
import { RECIPES } from '../kernels/recipe';

const config = shapeNamed('SmolLM2-135M');
/** Of one position: keys and values of 30 layers, 3 heads of 64, f16. */
const POSITION = 30 * 2 * 3 * 64 * 2;

describe('what sequences take', () => {
  it('grows with the largest batch by its cache and logits alone', () => {
    const at = (batches: readonly number[]) => sequenceBytes(config, testsAt(512, 64, [0, 2048], batches));
    const one = (2048 + 512 + 1) * POSITION + 49_152 * 4;
    expect(at([1])).toBe(one);
    expect(at([1, 16, 4])).toBe(16 * one);
  });
});

describe('memory that is known', () => {
  const context = withDevice();
  const assertFits = (batch: number, depth: number, memory: number) =>
    assertMemory(
      { context: seenAs(context, { software: true })(), memory: bytes(memory) },
      config,
      RECIPES.int4,
      testsAt(512, 64, [depth], [batch]),
    );

  it('holds a model with what is measured at once, or is named too small with what to ask less of', () => {
    const weights = expectedWeightBytes(config, RECIPES.int4);
    expect(() => assertFits(1, 0, 4 * weights)).not.toThrow();
    const ofWeights = thrown(() => assertFits(1, 0, weights));
    expect(ofWeights.toData()).toMatchObject({ code: 'too-large', remedy: expect.stringContaining('INT4 alone') });
    const ofBatch = thrown(() => assertFits(64, 4096, 4 * weights));
    expect(ofBatch.toData()).toMatchObject({ code: 'too-large', remedy: expect.stringContaining('--batch') });
  });
});
