/** Bytes of published models by our recipes: those of a shape that a run measures are the run's own. */
import { describe, expect, it, test } from 'vitest';
import { RECIPES } from '../kernels/recipe';
import { SHAPES } from '../model/shapes';
import { expectedWeightBytes } from '../model/weights/weights';
import { layerVectors } from './parameters';
import { loadPublishedModels, type PublishedModel } from './published-models';
import { bytesPerTokenOf, cacheBytesOf, promptFlops, weightBytesOf, weightBytesReadOf } from './stored';

const { models } = await loadPublishedModels();
const named = (name: string): PublishedModel => models.find((one) => one.name === name) ?? expect.fail(name);
const measured = models.filter(({ name }) => SHAPES.some((shape) => shape.name === name));

describe.each(measured)('$name', (model) => {
  it.each(Object.values(RECIPES))('takes what a run of $id loads: matrices, and norms and biases in f32', (recipe) => {
    const vectors = 4 * (model.layers * layerVectors(model) + model.hiddenSize);
    expect(weightBytesOf(model, recipe)).toBe(expectedWeightBytes(model, recipe) + vectors);
  });
});

test('a parameter at FP16 takes two bytes, whatever the architecture, but for norms and biases in f32', () => {
  for (const model of models) {
    const share = weightBytesOf(model, RECIPES.fp16) / (2 * model.parameters);
    expect(share, model.name).toBeGreaterThanOrEqual(1);
    expect(share, model.name).toBeLessThan(1.001);
    const read = weightBytesReadOf(model, RECIPES.fp16) / (2 * model.activeParameters);
    expect(read, model.name).toBeGreaterThanOrEqual(1);
    expect(read, model.name).toBeLessThan(1.001);
  }
});

test('a token reads a tied embedding whole, as LM head, and of an untied one a row', () => {
  const [tied, untied] = [named('Llama-3.2-3B'), named('Llama-3.1-8B')];
  const row = (model: PublishedModel) => 2 * model.hiddenSize;
  expect(weightBytesReadOf(tied, RECIPES.fp16)).toBe(weightBytesOf(tied, RECIPES.fp16) + row(tied));
  expect(weightBytesReadOf(untied, RECIPES.fp16)).toBe(
    weightBytesOf(untied, RECIPES.fp16) - 2 * untied.vocabSize * untied.hiddenSize + row(untied),
  );
});

test('the cache is two bytes for each key and value, and a token reads what is before it', () => {
  const model = named('Llama-3.1-8B');
  expect(cacheBytesOf(model, 4096)).toBe(2 * 32 * 8 * 128 * 4096 * 2);
  const [none, some] = [0, 4096].map((context) => bytesPerTokenOf(model, RECIPES.int4, context));
  expect((some ?? 0) - (none ?? 0)).toBe(cacheBytesOf(model, 4096));
});

test('a long prompt computes twice its tokens times the parameters of its layers, and more where it attends', () => {
  const model = named('Llama-3.1-8B');
  const layers = model.parameters - 2 * model.vocabSize * model.hiddenSize;
  expect(promptFlops(model, 512) / (2 * 512 * layers)).toBeCloseTo(1.01, 2);
  expect(promptFlops(model, 8192) / promptFlops(model, 4096)).toBeGreaterThan(2.05);
  const mixture = named('Qwen3-30B-A3B');
  expect(promptFlops(mixture, 512)).toBeLessThan(promptFlops(model, 512));
});

test('a token reads what a run on lavapipe reported of it: SmolLM2-360M and -135M at INT4, 16 tokens', () => {
  expect(weightBytesOf(named('SmolLM2-360M'), RECIPES.int4)).toBe(227_331_840);
  expect(bytesPerTokenOf(named('SmolLM2-360M'), RECIPES.int4, 8)).toBe(227_660_540);
  expect(bytesPerTokenOf(named('SmolLM2-135M'), RECIPES.int4, 8)).toBe(90_126_180);
});
