/** The table of published models: its counts follow from its shapes, and what is not such a table is refused. */
import { describe, expect, it, test } from 'vitest';
import { SHAPES } from '../model/shapes';
import data from './data/models.json';
import { activeParametersOf, parametersOf } from './parameters';
import { loadPublishedModels, publishedModelsSchema, whyNotRun, type PublishedModel } from './published-models';

const { models } = await loadPublishedModels();
const named = (name: string): PublishedModel => models.find((one) => one.name === name) ?? expect.fail(name);

describe.each(models)('$name', (model) => {
  it('has as many parameters as were published', () => expect(parametersOf(model)).toBe(model.parameters));

  it('has as many active ones as its shape says', () => expect(activeParametersOf(model)).toBe(model.activeParameters));

  it('is the shape that a run of the same name measures', () => {
    const shape = SHAPES.find(({ name }) => name === model.name);
    if (shape === undefined) return;
    const { hub, hiddenSize, layers, heads, keyValueHeads, headDim, intermediateSize, vocabSize } = shape;
    const sizes = { hub, hiddenSize, layers, heads, keyValueHeads, headDim, intermediateSize, vocabSize };
    expect(model).toMatchObject({ ...sizes, tiedEmbeddings: shape.tiedEmbeddings, parameters: shape.parameters });
    expect(whyNotRun(model)).toBeNull();
  });
});

test('each model is named once, from the smallest to the largest', () => {
  expect(new Set(models.map(({ name }) => name)).size).toBe(models.length);
  expect(models.map(({ parameters }) => parameters).toSorted((a, b) => a - b)).toEqual(
    models.map(({ parameters }) => parameters),
  );
});

test('the shapes of a run that were published as models of a hub are among them', () => {
  // Fable is our own; the small ones of llama2.c are there for slow adapters.
  const published = SHAPES.filter(({ hub }) => hub !== '' && !hub.startsWith('karpathy/'));
  const missing = published.filter(({ name }) => !models.some((one) => one.name === name));
  expect(missing).toEqual([]);
});

test('a token of gpt-oss-20b reads a sixth of it, one of Llama-3.1-8B all but its embedding', () => {
  expect(named('gpt-oss-20b').activeParameters / named('gpt-oss-20b').parameters).toBeCloseTo(0.17, 2);
  const { parameters, activeParameters, vocabSize, hiddenSize } = named('Llama-3.1-8B');
  expect(parameters - activeParameters).toBe(vocabSize * hiddenSize);
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['an architecture that nobody knows', { architecture: 'mamba' }],
  ['no layers', { layers: 0 }],
  ['half a layer', { layers: 1.5 }],
  ['an infinite width', { hiddenSize: Infinity }],
  ['a text where a number belongs', { vocabSize: '49152' }],
  ['heads that key/value heads do not divide', { heads: 7, keyValueHeads: 2 }],
  ['more experts for a token than there are', { experts: { count: 4, perToken: 8 } }],
  ['a field that the table does not have', { quality: 1 }],
])('a table with %s is refused', (_, change) => {
  const [first] = models;
  const changed = { ...data, models: [{ ...first, ...change }] };
  expect(publishedModelsSchema.safeParse(changed).success).toBe(false);
});
