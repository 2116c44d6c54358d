/** What a data sheet lets expect, held against speeds that others published of the same GPUs in browsers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../hardware/catalogue';
import { presetOf } from '../../hardware/identify/typed-device';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { isMissing } from '../../predict/basis';
import { loadPublishedModels } from '../../predict/published-models';
import { expectedOn } from './expected-speed';
import type { Speed } from './speed';

const catalogue = await loadCatalogue();
const { models } = await loadPublishedModels();
const modelOf = (name: string) => {
  const found = models.find((model) => model.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

function expected(device: string, model: string, over: { batch?: number; context?: number } = {}): Speed {
  const ask = { model: modelOf(model), format: 'int4', context: 200, batch: 1, promptTokens: 512, ...over } as const;
  const speed = expectedOn(presetOf(device, catalogue))(ask);
  if (isMissing(speed)) throw new Error(speed.missing);
  return speed;
}

describe('the speed that is expected of a GPU that is not here', () => {
  it.each([
    ['apple-m3', 'Llama-3.2-1B', 50],
    ['apple-m3', 'Llama-3.2-1B', 30],
    ['rtx-5060-ti', 'Qwen3-1.7B', 106],
    ['rx-9070-xt', 'Llama-3.2-1B', 196],
  ])('of %s with %s holds the published %d tokens/s of a browser', (device, model, published) => {
    const { low, high } = expected(device, model).decode;
    expect(low).toBeLessThan(published);
    expect(high).toBeGreaterThan(published);
  });

  it('says that it is expected, and where each constant comes from', () => {
    const { kind, sources } = expected('rtx-4090', 'Llama-3.2-1B');
    expect(kind).toBe('expected');
    expect(sources.join(' ')).toMatch(/RTX 4090: .*of the published bandwidth.*FLOP\/s outside of matrix units/);
  });

  it('is wide, and never above what the published bandwidth allows', () => {
    for (const { id, memoryBandwidthGBs } of catalogue.presets) {
      for (const format of MODEL_FORMATS) {
        const ask = { model: modelOf('Llama-3.2-3B'), format, context: 500, batch: 1, promptTokens: 100 };
        const speed = expectedOn(presetOf(id, catalogue))(ask);
        if (isMissing(speed)) {
          expect(memoryBandwidthGBs).toBeNull();
          continue;
        }
        const { low, central, high } = speed.decode;
        expect(high / low).toBeGreaterThan(3);
        expect(central).toBeGreaterThan(low);
        expect(high * speed.bytesRead).toBeLessThan(1.05 * (memoryBandwidthGBs ?? 0) * 1e9);
      }
    }
  });

  it('falls with the context, and rises with the sequences by no more than their number', () => {
    const numbers = fc.record({ context: fc.integer({ min: 1, max: 50_000 }), batch: fc.integer({ min: 1, max: 64 }) });
    fc.assert(
      fc.property(numbers, ({ context, batch }) => {
        const rate = (over: Parameters<typeof expected>[2]) =>
          expected('rtx-4070', 'Llama-3.2-1B', { context, ...over }).decode.central;
        expect(rate({ context: 2 * context })).toBeLessThan(rate({}));
        expect(rate({ batch: batch + 1 })).toBeGreaterThan(rate({ batch }) * (1 - 1e-9));
        expect(rate({ batch })).toBeLessThanOrEqual(batch * rate({}) * (1 + 1e-9));
      }),
      { numRuns: 60 },
    );
  });

  it('is not made up where no bandwidth is published, nor for sequences that scatter over experts', () => {
    const unknown = catalogue.presets.find(({ memoryBandwidthGBs }) => memoryBandwidthGBs === null);
    const ask = { model: modelOf('Mixtral-8x7B'), format: 'int4', context: 200, batch: 4, promptTokens: 0 } as const;
    expect(expectedOn(presetOf(unknown?.id ?? '', catalogue))(ask)).toEqual({
      missing: expect.stringContaining('No bandwidth of the'),
    });
    expect(expectedOn(presetOf('h100-sxm', catalogue))(ask)).toEqual({
      missing: expect.stringContaining('different experts'),
    });
  });

  it('is not made up for several sequences where no FLOP/s are published', () => {
    const ask = { model: modelOf('Llama-3.2-1B'), format: 'int4', context: 200, batch: 1, promptTokens: 0 } as const;
    const phone = expectedOn(presetOf('adreno-750', catalogue));
    expect(phone(ask)).toMatchObject({
      sources: expect.arrayContaining([expect.stringContaining('the memory alone')]),
    });
    expect(phone({ ...ask, batch: 2 })).toEqual({ missing: expect.stringContaining('several sequences at once') });
  });
});
