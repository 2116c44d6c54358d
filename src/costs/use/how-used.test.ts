/** Tokens per PFLOP, and the shares of arithmetic and bandwidth: three views of one speed. */
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../hardware/catalogue';
import { presetOf } from '../../hardware/identify/typed-device';
import { isMissing } from '../../predict/basis';
import { loadPublishedModels } from '../../predict/published-models';
import { roofs } from '../../../test/fixtures/result';
import { expectedOn } from '../what-if/expected-speed';
import { contextOf, type Load } from '../what-if/scenario';
import { measuredPeaks, publishedPeaks, usedBy } from './how-used';

const catalogue = await loadCatalogue();
const { models } = await loadPublishedModels();
const preset = presetOf('rtx-4090', catalogue);
const model = models.find(({ name }) => name === 'Llama-3.2-1B');

function used(over: Partial<Load> = {}) {
  if (model === undefined) throw new Error('no model');
  const load: Load = { model, format: 'int4', batch: 1, lengths: { promptTokens: 300, answerTokens: 500 }, ...over };
  const { lengths, ...rest } = load;
  const speed = expectedOn(preset)({ ...rest, context: contextOf(lengths), promptTokens: lengths.promptTokens });
  if (isMissing(speed)) throw new Error(speed.missing);
  return usedBy(speed, load, publishedPeaks(preset));
}

describe('how a GPU is used', () => {
  it('is told three ways that agree: a share of the arithmetic is tokens per PFLOP times what a token computes', () => {
    const { tokensPerPetaflop, arithmetic } = used();
    const perToken = ((arithmetic?.central ?? NaN) / (tokensPerPetaflop?.central ?? NaN)) * 1e15;
    // Two operations for each weight, and attention.
    expect(perToken / (2 * (model?.parameters ?? 0))).toBeGreaterThan(1);
    expect(perToken / (2 * (model?.parameters ?? 0))).toBeLessThan(1.15);
  });

  it('never takes more than all of the memory, or of the arithmetic', () => {
    for (const batch of [1, 8, 64]) {
      for (const format of ['fp16', 'int8', 'int4'] as const) {
        const { arithmetic, bandwidth } = used({ batch, format });
        expect(bandwidth?.high).toBeLessThanOrEqual(1.05);
        expect(arithmetic?.high).toBeLessThanOrEqual(1.001);
      }
    }
  });

  it('is of the arithmetic the more, the more sequences there are at once', () => {
    const at = (batch: number) => used({ batch }).arithmetic?.central ?? NaN;
    expect(at(64)).toBeGreaterThan(8 * at(1));
  });

  it('is not told of what nobody measured', () => {
    expect(measuredPeaks({ roofs: null })).toMatchObject({ flopsPerSecond: null, bytesPerSecond: null });
    expect(measuredPeaks({ roofs: roofs() }).bytesPerSecond).toBe(400e9);
  });
});
