/** That no dispatch of a prefill pass can hold a GPU for long, however slow it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDevice } from '../../test/fixtures/device';
import { seconds } from '../foundation/units';
import { SHAPES } from '../model/shapes';
import { chunkFor } from './chunk';

const shapeOf = (name: string) => SHAPES.find((shape) => shape.name === name) ?? expect.fail(`no ${name}`);

describe('a chunk', () => {
  const context = withDevice();
  const on = (software: boolean) => ({ granted: { ...context().granted, software } });
  const request = { config: shapeOf('Llama-3.1-8B'), tokens: 512, capacity: 577 };
  /** GFLOP/s of a GEMM. */
  const rate = (gigaflops: number) => seconds(2 / (gigaflops * 1e9));
  const at = (linear: number, float = linear) => ({ linear: rate(linear), float: rate(float) });

  it('is the whole prompt where a GPU is fast, or the model small', () => {
    expect(chunkFor(on(false), { ...request, gemmRates: at(5000) })).toBe(512);
    expect(chunkFor(on(false), { ...request, config: shapeOf('SmolLM2-135M'), gemmRates: at(200) })).toBe(512);
    expect(chunkFor(on(false), { ...request, tokens: 100, gemmRates: at(5000) })).toBe(100);
  });

  it('is less of it where one dispatch would take too long', () => {
    expect(chunkFor(on(false), { ...request, gemmRates: at(1000) })).toBe(128);
    expect(chunkFor(on(false), { ...request, gemmRates: at(200) })).toBe(32);
    expect(chunkFor(on(false), { ...request, capacity: 100_000, gemmRates: at(5000) })).toBeLessThan(128);
  });

  it('counts linear layers by their own arithmetic and attention in f32', () => {
    const integers = at(20_000, 1000);
    expect(chunkFor(on(false), { ...request, gemmRates: integers })).toBe(512);
    expect(chunkFor(on(false), { ...request, capacity: 100_000, gemmRates: integers })).toBe(
      chunkFor(on(false), { ...request, capacity: 100_000, gemmRates: at(1000) }),
    );
    expect(chunkFor(on(false), { ...request, gemmRates: at(200, 5000) })).toBe(32);
  });

  it('keeps the longest product of a layer within 50 ms on any GPU that needs no fewer than 16 tokens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SHAPES),
        fc.double({ min: 100, max: 100_000, noNaN: true }),
        (config, gigaflops) => {
          const chunk = chunkFor(on(false), { ...request, config, gemmRates: at(gigaflops) });
          const flops = 2 * chunk * 2 * config.intermediateSize * config.hiddenSize;
          if (chunk > 16) expect(flops / (gigaflops * 1e9)).toBeLessThanOrEqual(0.0501);
        },
      ),
    );
  });

  it('is fixed on a software adapter, and where nothing is known of a GPU', () => {
    expect(chunkFor(on(true), { ...request, gemmRates: at(10) })).toBe(64);
    expect(chunkFor(on(false), { ...request, gemmRates: null })).toBe(512);
  });
});
