/** Whether the tokens that the sample kernel draws follow the softmax: a chi-square test of many draws from the same logits. */
import { describe, expect, it } from 'vitest';
import { withDevice } from '../../test/fixtures/device';
import { encode } from '../../src/kernels/bind';
import { onBench } from '../../src/kernels/check/bench';
import { argmaxReference } from '../argmax/reference';
import { run } from '../../src/kernels/rows';
import { create, samplingWords } from '.';
import { gumbelNoise, sampleScores } from './reference';

const DRAWS = 4000;
const LOGITS = Float32Array.of(1.5, 0, -0.5, 2.25, 1, -3, 0.25, 0.75, -1.25, 1.75, -0.25, 0.5);

/** P(chi-square with k degrees of freedom > x), by Wilson and Hilferty's cube-root approximation, as a normal deviate. */
const deviate = (x: number, k: number) => (Math.cbrt(x / k) - (1 - 2 / (9 * k))) / Math.sqrt(2 / (9 * k));

function softmax(logits: Float32Array, temperature: number): number[] {
  const weights = [...logits].map((logit) => Math.exp(logit / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function chiSquare(drawn: readonly number[], expected: readonly number[]): number {
  return expected.reduce((sum, probability, token) => {
    const count = drawn.filter((other) => other === token).length;
    return sum + (count - probability * drawn.length) ** 2 / (probability * drawn.length);
  }, 0);
}

describe('tokens drawn on the GPU', () => {
  const context = withDevice();

  /** A draw at each of DRAWS positions: the kernel moves the position on itself. */
  function draw(temperature: number, seed: number): Promise<number[]> {
    return onBench(context(), async (bench) => {
      const tokens = bench.poisoned(DRAWS + 1);
      const buffers = {
        logits: bench.upload(LOGITS),
        tokens,
        rows: bench.rows(run(0, 1)),
        sampling: bench.upload(samplingWords(temperature, seed)),
      };
      const dispatch = await create(context(), { vocabSize: LOGITS.length, room: DRAWS + 1 }, buffers);
      const encoder = context().device.createCommandEncoder();
      encode(encoder, new Array<typeof dispatch>(DRAWS).fill(dispatch), 1);
      context().device.queue.submit([encoder.finish()]);
      return [...(await bench.words(tokens, DRAWS + 1)).subarray(1)];
    });
  }

  // 4.26 standard deviations: a right kernel would exceed it for one seed in 100,000, and these seeds are fixed.
  it.each([
    { temperature: 1, seed: 1 },
    { temperature: 0.6, seed: 2 },
    { temperature: 1.7, seed: 0xdeadbeef },
  ])('follow the softmax at temperature $temperature', async ({ temperature, seed }) => {
    const drawn = await draw(temperature, seed);
    const freedom = LOGITS.length - 1;
    const off = deviate(chiSquare(drawn, softmax(LOGITS, temperature)), freedom);
    expect(Math.abs(off)).toBeLessThan(4.26);
    // The same bound finds a temperature that is a quarter off.
    expect(deviate(chiSquare(drawn, softmax(LOGITS, temperature * 1.25)), freedom)).toBeGreaterThan(4.26);
  });

  it('are those of the reference, but for ties that rounding decides', async () => {
    const drawn = await draw(1, 1);
    const expected = drawn.map((_, i) =>
      argmaxReference(sampleScores(LOGITS, 1, (index) => gumbelNoise(1, i + 1, index))),
    );
    const different = drawn.filter((token, i) => token !== expected[i]).length;
    expect(different).toBeLessThanOrEqual(2);
  });

  it('do not depend on the one before', async () => {
    const drawn = await draw(1, 7);
    const probabilities = softmax(LOGITS, 1);
    const expected = probabilities.reduce((sum, p) => sum + p * p, 0);
    const repeats = drawn.filter((token, i) => i > 0 && token === drawn[i - 1]).length;
    // Pairs overlap, which widens the spread a little: five standard deviations of independent ones.
    const spread = Math.sqrt((DRAWS - 1) * expected * (1 - expected));
    expect(Math.abs(repeats - (DRAWS - 1) * expected)).toBeLessThan(5 * spread);
  });
});

describe('the largest noise there is', () => {
  const context = withDevice();
  /** Found by search: at position 1 it gives index 0 the u nearest to 1. */
  const SEED = 936_781;

  it('is exact, although log is not near 1: it neither wins nor loses by chance', async () => {
    const [largest, other] = [gumbelNoise(SEED, 1, 0), gumbelNoise(SEED, 1, 1)];
    expect(largest).toBeCloseTo(-Math.log(2 ** -24), 6);
    for (const lead of [0.001, -0.001]) {
      const logits = Float32Array.of(0, largest - other - lead);
      await onBench(context(), async (bench) => {
        const tokens = bench.poisoned(2);
        const sampling = bench.upload(samplingWords(1, SEED));
        const buffers = { logits: bench.upload(logits), tokens, rows: bench.rows(run(0, 1)), sampling };
        await bench.run(1, await create(context(), { vocabSize: 2, room: 2 }, buffers));
        expect((await bench.words(tokens, 2))[1]).toBe(lead > 0 ? 0 : 1);
      });
    }
  });
});

it('the noise is that of Gumbel’s distribution: mean 0.5772, variance 1.6449', () => {
  const noise = Array.from({ length: 20_000 }, (_, i) => gumbelNoise(3, i >> 7, i & 127));
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  const variance = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length;
  // Standard errors 0.009 and 0.034 (kurtosis 5.4); five of them.
  expect(Math.abs(mean - 0.5772)).toBeLessThan(0.045);
  expect(Math.abs(variance - Math.PI ** 2 / 6)).toBeLessThan(0.13);
});
